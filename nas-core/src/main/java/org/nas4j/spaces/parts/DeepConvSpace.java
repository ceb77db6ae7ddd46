package org.nas4j.spaces.parts;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.spaces.SpaceOptions;
import org.nas4j.space.Choices;
import org.nas4j.space.SearchSpace;

/**
 * The space of DeepArchitect's comparison of searchers (negrinho2017deeparchitect, experiments,
 * "deepconv"): two stages, each a convolution that halves rows and columns, then tied copies of a
 * convolution, rectifier and normalization in either order, and perhaps dropout; then a classifier.
 * The first stage has 48 to 128 filters in steps of 16, the second twice as many; kernels are 3 or
 * 5 where it halves, 3, 5 or 7 in the copies (how the source means its two lists is our reading);
 * dropout is 0.1 or 0.5. The hyperparameters of training that were searched with it belong to the
 * evaluator here. Made of {@link Parts} only. Immutable and thread-safe.
 */
public final class DeepConvSpace implements SearchSpace<Architecture> {

  private static final int SMALL_COPIES = 4;

  private final Components components;
  private final SearchSpace<Architecture> space;

  private DeepConvSpace(Components components) {
    this.components = components;
    List<Integer> filters = components.filters();
    List<Integer> twice = filters.stream().map(each -> 2 * each).toList();
    this.space = Parts.sequence(
            stage(filters, components.copies()).named("stage 1"),
            stage(twice, components.copies()).named("stage 2"),
            Parts.classifier(components.classes()))
        .over(components.input());
  }

  private record Components(Shape.Image input, int classes, List<Integer> filters, int copies) {}

  /**
   * The space as published.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return the space
   */
  public static DeepConvSpace of(Shape input, int classes) {
    return builder(input, classes).build();
  }

  /**
   * A small one of the same form, for a machine without a graphics card: up to 4 copies, 8, 16 or
   * 32 filters.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return the space
   */
  public static DeepConvSpace small(Shape input, int classes) {
    return builder(input, classes).filters(8, 16, 32).copies(SMALL_COPIES).build();
  }

  /**
   * Starts with the space as published.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return a builder
   */
  public static Builder builder(Shape input, int classes) {
    return new Builder(SpaceOptions.image(input), classes);
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder(components.input(), components.classes());
    builder.filters = components.filters();
    builder.copies = components.copies();
    return builder;
  }

  /**
   * The settings by name.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return Settings.of(components);
  }

  private static Part stage(List<Integer> filters, int copies) {
    Part copy = Parts.sequence(
        Parts.convolution(filters, List.of(3, 5, 7)).named("convolution"),
        Parts.permutation(Parts.relu().named("relu"), Parts.normalization().named("norm"))
            .named("order"),
        Parts.optional(Parts.dropout(0.1, 0.5)).named("dropout"));
    return Parts.sequence(
        Parts.convolution(filters, List.of(3, 5), 2).named("reduction"),
        Parts.repeatTied(copy, IntStream.rangeClosed(1, copies).toArray()).named("body"));
  }

  @Override
  public Architecture build(Choices choices) {
    return space.build(choices);
  }

  /** Settings of a space. For one thread. */
  public static final class Builder {

    private final Shape.Image input;
    private final int classes;
    private List<Integer> filters = List.of(48, 64, 80, 96, 112, 128);
    private int copies = 32;

    private Builder(Shape.Image input, int classes) {
      this.input = input;
      this.classes = Checks.atLeast(classes, 2, "number of classes");
    }

    /**
     * Numbers of filters of the first stage, of which the second has twice as many; 48 to 128 in
     * steps of 16 unless set.
     *
     * @param options rising, each at least 1
     * @return this
     */
    public Builder filters(int... options) {
      filters = SpaceOptions.sizes("number of filters", options);
      return this;
    }

    /**
     * The most copies of a stage's convolution; 32 unless set.
     *
     * @param most at least 1
     * @return this
     */
    public Builder copies(int most) {
      copies = Checks.positive(most, "number of copies");
      return this;
    }

    /**
     * The space.
     *
     * @return a space with these settings
     */
    public DeepConvSpace build() {
      return new DeepConvSpace(new Components(input, classes, filters, copies));
    }
  }
}
