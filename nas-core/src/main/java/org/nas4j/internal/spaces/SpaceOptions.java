package org.nas4j.internal.spaces;

import java.util.Arrays;
import java.util.List;
import org.nas4j.arch.Shape;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;

/** Checks and asks of the options that the builders of this package share. */
public final class SpaceOptions {

  private SpaceOptions() {}

  /** Options of a decision over sizes, each at least 1, in rising order. */
  public static List<Integer> sizes(String name, int... sizes) {
    List<Integer> options = Arrays.stream(sizes).boxed().toList();
    if (options.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "Options of [" + name + "] must be at least 1, but are " + options + ".");
    }
    for (int i = 1; i < sizes.length; i++) {
      if (sizes[i] <= sizes[i - 1]) {
        throw new IllegalArgumentException("Options of ["
            + name
            + "] must rise, but are "
            + options
            + ".\nMaybe sort them and drop what is there twice.");
      }
    }
    if (options.isEmpty()) {
      throw new IllegalArgumentException("Decision [" + name + "] has no options.");
    }
    return options;
  }

  /** Asks, unless there is nothing to decide. */
  public static <T> T ask(Choices choices, Decision<T> decision) {
    return decision.size() == 1 ? decision.options().get(0) : choices.pick(decision);
  }

  public static Shape.Image image(Shape input) {
    if (input instanceof Shape.Image image) {
      return image;
    }
    throw new IllegalArgumentException("This space is over images, but the input is a vector of ["
        + input
        + "].\nMaybe ChainSpace, which takes vectors too.");
  }
}
