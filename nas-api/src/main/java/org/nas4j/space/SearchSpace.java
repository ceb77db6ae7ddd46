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
   * Builds one architecture with a chooser's answers.
   *
   * @param chooser answers the points
   * @return genotype, architecture and points
   * @throws InfeasibleException if the answers describe nothing that can be built
   */
  default Sample<A> sample(Chooser chooser) {
    Choices choices = new Choices(chooser);
    A architecture = build(choices);
    return new Sample<>(choices.genotype(), architecture, choices.points());
  }

  /**
   * Rebuilds what a genotype describes.
   *
   * @param genotype answers recorded with this space
   * @return the same genotype, with architecture and points
   * @throws IllegalArgumentException if the genotype does not fit this space
   * @throws InfeasibleException if the answers describe nothing that can be built
   */
  default Sample<A> replay(Genotype genotype) {
    Replay replay = new Replay(genotype);
    Sample<A> sample = sample(replay);
    replay.requireAllUsed(sample.points().size());
    return sample;
  }

  /**
   * As {@link #sample}, but answers that describe nothing are a result, not an exception: the
   * points up to the rejection are there to learn from.
   *
   * @param chooser answers the points
   * @return the walk, and the architecture if there is one
   */
  default Attempt<A> attempt(Chooser chooser) {
    Choices choices = new Choices(chooser);
    try {
      A architecture = build(choices);
      return new Attempt<>(
          new Walk(choices.genotype(), choices.points(), Optional.empty()),
          Optional.of(architecture));
    } catch (InfeasibleException e) {
      return new Attempt<>(
          new Walk(choices.genotype(), choices.points(), Optional.of(e)), Optional.empty());
    }
  }

  /**
   * As {@link #replay}, but answers that describe nothing are a result.
   *
   * @param genotype answers recorded with this space
   * @return the walk, and the architecture if there is one
   * @throws IllegalArgumentException if the genotype does not fit this space
   */
  default Attempt<A> attempt(Genotype genotype) {
    Replay replay = new Replay(genotype);
    Attempt<A> attempt = attempt((Chooser) replay);
    replay.requireAllUsed(attempt.walk().points().size());
    return attempt;
  }
}
