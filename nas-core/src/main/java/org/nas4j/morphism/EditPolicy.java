package org.nas4j.morphism;

import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;

/**
 * Chooses edits of whatever network it is shown, and learns what they were worth: for those who
 * change a network while they train it, without a search. For one thread.
 */
public interface EditPolicy {

  /**
   * Edits for a network.
   *
   * @param current the network as it is
   * @param random draws them
   * @return may be without edits, where none is possible
   */
  EditPlan propose(Architecture current, RandomGenerator random);

  /**
   * Learns.
   *
   * @param plan one that {@link #propose} gave; in the order in which rewards become known, and not
   *     at all if there is no reward
   * @param reward what the network was worth after it, by the same measure always
   */
  void learn(EditPlan plan, double reward);
}
