package org.nas4j.spaces.parts;

import java.util.List;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.space.Choices;
import org.nas4j.space.SearchSpace;

/**
 * The space of DeepArchitect's comparison of searchers (negrinho2017deeparchitect, experiments, "deepconv"): two stages,
 * each a convolution that halves rows and columns, then tied copies of a convolution, rectifier and normalization in
 * either order, and perhaps dropout; then a classifier. The first stage has 48 to 128 filters in steps of 16, the second
 * twice as many; kernels are 3 or 5 where it halves, 3, 5 or 7 in the copies (how the source means its two lists is our
 * reading); dropout is 0.1 or 0.5. The hyperparameters of training that were searched with it belong to the evaluator
 * here. Made of {@link Parts} only. Immutable and thread-safe.
 */
public final class DeepConvSpace implements SearchSpace<Architecture> {

  private static final int COPIES = 32;
  private static final int SMALL_COPIES = 4;
  private static final List<Integer> FILTERS = List.of(48, 64, 80, 96, 112, 128);
  private static final List<Integer> SMALL_FILTERS = List.of(8, 16, 32);

  private final SearchSpace<Architecture> space;

  private DeepConvSpace(Shape.Image input, int classes, List<Integer> filters, int copies) {
    List<Integer> twice = filters.stream().map(each -> 2 * each).toList();
    this.space = Parts.sequence(
            stage(filters, copies).named("stage 1"),
            stage(twice, copies).named("stage 2"),
            Parts.classifier(classes))
        .over(input);
  }

  /**
   * The space as published.
   *
   * @param input shape of one image
   * @param classes number of classes, at least 2
   * @return the space
   */
  public static DeepConvSpace of(Shape.Image input, int classes) {
    return new DeepConvSpace(input, classes, FILTERS, COPIES);
  }

  /**
   * A small one of the same form, for a machine without a graphics card: up to 4 copies, 8, 16 or 32 filters.
   *
   * @param input shape of one image
   * @param classes number of classes, at least 2
   * @return the space
   */
  public static DeepConvSpace small(Shape.Image input, int classes) {
    return new DeepConvSpace(input, classes, SMALL_FILTERS, SMALL_COPIES);
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
}
