package org.nas4j.space;

import java.util.Optional;

/**
 * A pure function that asks decisions and builds an architecture: with equal answers it asks the
 * same questions and builds an equal architecture. It is finite and has no side effects, so it may
 * be called from any thread and any number of times. Ordinary {@code if} and {@code for} make
 * spaces conditional; masks make options illegal; anchors let decisions refer to earlier places.
 *
 * <pre>{@code
 * SearchSpace<String> space = choices -> {
 *   int layers = choices.pick(Decision.of("layers", 1, 2, 3));
 *   ...
 * };
 * }</pre>
 *
 * @param <A> type of an architecture; any type of the user's will do
 */
@FunctionalInterface
public interface SearchSpace<A> {

  /**
   * Builds one architecture, asking as it goes.
   *
   * @param choices answers the questions
   * @return the architecture, not null
   * @throws InfeasibleException if the answers describe nothing that can be built
   */
  A build(Choices choices);

  /**
   * Builds one architecture with a chooser's answers. Answers that describe nothing that can be
   * built are a result too: the points up to the rejection are there to learn from.
   *
   * @param chooser answers the points
   * @return the walk, and the architecture if there is one
   */
  default Build<A> sample(Chooser chooser) {
    Choices choices = new Choices(chooser);
    try {
      A architecture = build(choices);
      return new Build<>(choices.walk(Optional.empty()), Optional.of(architecture));
    } catch (InfeasibleException e) {
      return new Build<>(choices.walk(Optional.of(e)), Optional.empty());
    }
  }

  /**
   * Rebuilds what a genotype describes.
   *
   * @param genotype answers recorded with this space
   * @return a walk of the same genotype, and the architecture if there is one
   * @throws IllegalArgumentException if the genotype does not fit this space
   */
  default Build<A> replay(Genotype genotype) {
    Replay replay = new Replay(genotype);
    Build<A> build = sample(replay);
    replay.requireAllUsed(build.points().size());
    return build;
  }
}
