package org.nas4j.internal.edits;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nas4j.morphism.EditSpace;
import org.nas4j.policy.EditLearning;

/** What tells one method of editing networks from another. */
public interface EditMethod {

  /**
   * How it learns.
   *
   * @return settings
   */
  EditLearning learning();

  /**
   * What is learned from in a reward's place; the reward itself unless overridden.
   *
   * @param reward as the search has it
   * @return finite
   */
  default double scaled(double reward) {
    return reward;
  }

  /**
   * After how many children the best network so far becomes the one that is edited.
   *
   * @return 0 for never
   */
  int stage();

  /**
   * Whether answers are drawn evenly and nothing is learned.
   *
   * @return true for the random search that a method is compared with
   */
  boolean isRandom();

  /**
   * A policy that has learned nothing.
   *
   * @param random gives a generator for each purpose, always the same for the same one
   * @return the live one
   */
  EditNetwork open(Function<String, RandomGenerator> random);

  /**
   * The steps of an episode.
   *
   * @param episode its number, from 0
   * @param random draws their order, if it is drawn
   * @return first to last
   */
  List<EditSpace.Kind> steps(long episode, RandomGenerator random);
}
