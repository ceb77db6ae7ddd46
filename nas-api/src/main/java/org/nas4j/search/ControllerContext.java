package org.nas4j.search;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Metric;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/**
 * What a controller may do with the space, and its randomness for set-up. For the controller's
 * thread.
 */
public interface ControllerContext {

  /**
   * Walks the space with a chooser's answers.
   *
   * @param chooser answers the points
   * @return answers and points; infeasible ones too
   */
  Walk walk(Chooser chooser);

  /**
   * Walks the space again with recorded answers, to learn from the points.
   *
   * @param genotype answers recorded with this space
   * @return the same answers, with their points
   * @throws IllegalArgumentException if they do not fit the space
   */
  Walk walk(Genotype genotype);

  /**
   * What is known of a candidate before it is evaluated, such as its number of parameters. Which
   * direction is better is to be learned: larger networks are better in some spaces only.
   *
   * @param genotype answers recorded with this space
   * @return figures above 0, for all candidates of a space of the same metrics; nothing if the
   *     space does not tell, or the candidate cannot be built
   * @throws IllegalArgumentException if the answers do not fit the space
   */
  default Map<Metric, Double> costs(Genotype genotype) {
    return Map.of();
  }

  /**
   * Scores of a candidate that take no training, such as the synaptic flow of a network. What they
   * say of rewards is to be learned.
   *
   * @param genotype answers recorded with the space
   * @return figures on a scale where equal steps count as equal, negative infinity for less than
   *     any, for all candidates of a space of the same metrics; nothing if there are none, or the
   *     candidate cannot be built
   * @throws IllegalArgumentException if the answers do not fit the space
   */
  default Map<Metric, Double> scores(Genotype genotype) {
    return Map.of();
  }

  /**
   * Randomness for what lasts, such as initial weights: derived from the run's seed and a purpose,
   * the same whenever it is asked for.
   *
   * @param purpose what it is for
   * @return a fresh generator
   */
  RandomGenerator random(String purpose);
}
