package org.nas4j.strategy.qlearning;

import java.util.function.Function;

/** Where the value Q(s, u) of an option u at a decision point s comes from. Immutable recipes. */
public sealed interface ActionValues permits Tabular, Neighbours {

  /**
   * Makes of a recipe what there is to make of its variant.
   *
   * @param tabular takes a {@link Tabular}
   * @param neighbours takes {@link Neighbours}
   * @param <T> what is made
   * @return what the one that fits made of it
   */
  <T> T match(
      Function<? super Tabular, ? extends T> tabular,
      Function<? super Neighbours, ? extends T> neighbours);
}
