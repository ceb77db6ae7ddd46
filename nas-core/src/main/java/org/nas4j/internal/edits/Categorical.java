package org.nas4j.internal.edits;

import org.nas4j.space.DecisionPoint;

/** The softmax of the scores of a point's legal options. Immutable. */
public final class Categorical {

  private final DecisionPoint point;
  private final double[] probability;
  private final double[] logProbability;
  private final double entropy;

  /**
   * The distribution.
   *
   * @param point says which options are legal
   * @param scores one for each option
   */
  public Categorical(DecisionPoint point, double[] scores) {
    this.point = point;
    probability = new double[scores.length];
    logProbability = new double[scores.length];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < point.legalCount(); i++) {
      greatest = Math.max(greatest, scores[point.legalOption(i)]);
    }
    double sum = 0;
    for (int i = 0; i < point.legalCount(); i++) {
      sum += StrictMath.exp(scores[point.legalOption(i)] - greatest);
    }
    double normalizer = greatest + StrictMath.log(sum);
    double mean = 0;
    for (int i = 0; i < point.legalCount(); i++) {
      int k = point.legalOption(i);
      logProbability[k] = scores[k] - normalizer;
      probability[k] = StrictMath.exp(logProbability[k]);
      mean += probability[k] * logProbability[k];
    }
    entropy = -mean;
  }

  /**
   * The option at which the running sum of probabilities passes a number.
   *
   * @param u from 0 to 1
   * @return a legal option
   */
  public int quantile(double u) {
    double left = u;
    int last = point.legalCount() - 1;
    for (int i = 0; i < last; i++) {
      left -= probability[point.legalOption(i)];
      if (left < 0) {
        return point.legalOption(i);
      }
    }
    return point.legalOption(last);
  }

  /**
   * The logarithm of an option's probability.
   *
   * @param option a legal one
   * @return at most 0
   */
  public double logProbability(int option) {
    return logProbability[option];
  }

  /**
   * The entropy.
   *
   * @return in nats
   */
  public double entropy() {
    return entropy;
  }

  /**
   * The gradient of a·log p(option) + b·entropy with regard to the scores.
   *
   * @param option the one that was taken
   * @param a weight of its log-probability
   * @param b weight of the entropy
   * @return a new array, 0 for options that are not legal
   */
  public double[] gradient(int option, double a, double b) {
    double[] gradient = new double[probability.length];
    for (int i = 0; i < point.legalCount(); i++) {
      int k = point.legalOption(i);
      gradient[k] = a * ((k == option ? 1 : 0) - probability[k])
          - b * probability[k] * (logProbability[k] + entropy);
    }
    return gradient;
  }
}
