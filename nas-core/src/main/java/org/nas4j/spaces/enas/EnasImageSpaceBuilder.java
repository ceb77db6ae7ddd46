package org.nas4j.spaces.enas;

import static java.util.Objects.requireNonNull;

import org.nas4j.arch.Dropout;
import org.nas4j.arch.Shape;
import org.nas4j.internal.checks.Checks;

/**
 * What is set alike for both spaces of images, macro and micro. For one thread.
 *
 * @param <B> the builder itself
 */
public abstract sealed class EnasImageSpaceBuilder<B extends EnasImageSpaceBuilder<B>>
    permits EnasMacroSpace.Builder, EnasMicroSpace.Builder {

  final Shape.Image input;
  final int classes;
  int filters;
  double dropout = 0.1;
  EnasMode mode = EnasMode.OFFICIAL_CODE;

  EnasImageSpaceBuilder(Shape.Image input, int classes, int filters) {
    this.input = input;
    this.classes = Checks.atLeast(classes, 2, "number of classes");
    this.filters = filters;
  }

  abstract B self();

  /**
   * The number of filters. Unless set, every layer of the macro space has 36, and the first stage
   * of the micro space 20.
   *
   * @param newFilters at least 2
   * @return this
   */
  public B filters(int newFilters) {
    filters = Checks.atLeast(newFilters, 2, "number of filters");
    return self();
  }

  /**
   * The share of values that are dropped before the classifier; 0.1 unless set.
   *
   * @param rate in [0, 1)
   * @return this
   */
  public B dropout(double rate) {
    dropout = new Dropout(rate).rate();
    return self();
  }

  /**
   * Which of paper and code to follow; the code unless set.
   *
   * @param newMode by name
   * @return this
   */
  public B mode(EnasMode newMode) {
    mode = requireNonNull(newMode, "newMode");
    return self();
  }
}
