package org.nas4j.spaces;

import org.nas4j.arch.Shape;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.spaces.SpaceOptions;
import org.nas4j.internal.spaces.Stages;

/**
 * What is set alike for all spaces whose networks repeat cells or blocks in stages: from stage to
 * stage rows and columns are halved, and filters double. For one thread.
 *
 * @param <B> the builder itself
 */
public abstract class StagedSpaceBuilder<B extends StagedSpaceBuilder<B>> {

  private final Shape.Image input;
  private final int classes;
  private int stages;
  private int filters;

  /**
   * Starts with sizes.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @param stages at least 1
   * @param filters of the first stage, at least 1
   */
  protected StagedSpaceBuilder(Shape input, int classes, int stages, int filters) {
    this.input = SpaceOptions.image(input);
    this.classes = Checks.atLeast(classes, 2, "number of classes");
    this.stages = Checks.positive(stages, "number of stages");
    this.filters = Checks.positive(filters, "number of filters");
  }

  /**
   * The builder itself.
   *
   * @return this
   */
  protected abstract B self();

  /**
   * How many stages there are; 3 unless set.
   *
   * @param number at least 1
   * @return this
   */
  public B stages(int number) {
    stages = Checks.positive(number, "number of stages");
    return self();
  }

  /**
   * Filters of the first stage; 32 unless set.
   *
   * @param number at least 1
   * @return this
   */
  public B filters(int number) {
    filters = Checks.positive(number, "number of filters");
    return self();
  }

  /**
   * What is set so far.
   *
   * @return as a value
   */
  protected Stages sizes() {
    return new Stages(input, classes, stages, filters);
  }
}
