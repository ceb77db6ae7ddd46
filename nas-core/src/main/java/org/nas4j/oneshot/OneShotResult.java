package org.nas4j.oneshot;

import java.util.List;
import org.nas4j.arch.Architecture;
import org.nas4j.space.Genotype;

/**
 * What a one-shot search derived.
 *
 * @param genotype answers that describe the network
 * @param architecture the network, to be trained from scratch
 * @param validationAccuracy its accuracy on all validation data, with the shared weights
 * @param candidates how many different networks were scored for it
 * @param epochs how the search went
 */
public record OneShotResult(
    Genotype genotype,
    Architecture architecture,
    double validationAccuracy,
    int candidates,
    List<OneShotEpoch> epochs) {

  /** Copies. */
  public OneShotResult {
    epochs = List.copyOf(epochs);
  }
}
