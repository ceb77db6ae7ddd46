package org.nas4j.images;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.data.Dataset;

/**
 * What a search may see: data to fit weights on and data to judge by, without an example in common.
 */
final class SearchData {

  private SearchData() {}

  /** Either may be null, which is a fault. The exception names all faults. */
  static void requireFit(Dataset training, Dataset validation) {
    List<String> faults = new ArrayList<>();
    if (training == null) {
      faults.add("There are no training data.\nMaybe call training(…).");
    }
    if (validation == null) {
      faults.add("There are no validation data.\nMaybe call validation(…) with a part that"
          + " Dataset.split(…) gives.");
    }
    if (training != null && validation != null) {
      compare(training, validation, faults);
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", faults));
    }
  }

  private static void compare(Dataset training, Dataset validation, List<String> faults) {
    if (!training.shape().equals(validation.shape())
        || training.classes() != validation.classes()
        || training.targets() != validation.targets()) {
      faults.add("The training data are ["
          + training
          + "], but the validation data ["
          + validation
          + "].\nMaybe one of them was loaded otherwise.");
    }
    int overlap = validation.overlap(training);
    if (overlap > 0) {
      faults.add("["
          + overlap
          + "] of ["
          + validation.size()
          + "] validation examples are training examples too.\nMaybe use both parts of one"
          + " Dataset.split(…), or validation.without(training).");
    }
  }
}
