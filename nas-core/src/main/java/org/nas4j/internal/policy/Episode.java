package org.nas4j.internal.policy;

import java.util.List;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/**
 * The points of one construction with the options taken: all that is needed to compute its
 * log-probability again.
 */
public final class Episode {

  private final Genotype genotype;
  private final List<DecisionPoint> points;
  private final int[] options;

  private Episode(Genotype genotype, List<DecisionPoint> points, int[] options) {
    this.genotype = genotype;
    this.points = points;
    this.options = options;
  }

  /**
   * What a walk recorded.
   *
   * @param walk feasible or not
   * @return its points and options
   */
  public static Episode of(Walk walk) {
    int[] options = walk.genotype().genes().stream().mapToInt(Gene::option).toArray();
    return new Episode(walk.genotype(), walk.points(), options);
  }

  /**
   * All answers.
   *
   * @return as the walk recorded them
   */
  public Genotype genotype() {
    return genotype;
  }

  /**
   * The number of points.
   *
   * @return at least 0
   */
  public int size() {
    return options.length;
  }

  /**
   * One point.
   *
   * @param index from 0
   * @return the question with its legal options
   */
  public DecisionPoint point(int index) {
    return points.get(index);
  }

  /**
   * One answer.
   *
   * @param index from 0
   * @return index of the option taken
   */
  public int option(int index) {
    return options[index];
  }
}
