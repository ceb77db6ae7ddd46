package org.nas4j.data;

import static java.util.Objects.requireNonNull;

/**
 * Two parts of one data set.
 *
 * @param training to fit weights on
 * @param validation to compare architectures by
 */
public record Split(Dataset training, Dataset validation) {

  /** Checks. */
  public Split {
    requireNonNull(training, "training");
    requireNonNull(validation, "validation");
  }

  /**
   * Both parts standardised by the figures of the training part alone.
   *
   * @return new data sets of the same examples
   */
  public Split standardised() {
    Standardisation figures = Standardisation.fit(training);
    return new Split(figures.apply(training), figures.apply(validation));
  }
}
