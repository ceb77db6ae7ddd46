package org.nas4j.policy;

import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.math.Adam;

/**
 * Describes what the methods share that learn how to edit a network, EAS, RENA and TreeCell: the
 * setters of {@link EditLearning}, whose defaults each method's builder names. Each checks its
 * argument at once. For one thread.
 *
 * @param <B> the method's own builder
 */
public abstract class EditLearningBuilder<B extends EditLearningBuilder<B>> {

  private Adam adam;
  private double greatestNorm;
  private int batch;
  private double baselineWeight;
  private double entropyWeight;

  /**
   * Starts from a method's defaults, or from those of another recipe.
   *
   * @param learning to start from
   */
  protected EditLearningBuilder(EditLearning learning) {
    adam = learning.adam();
    greatestNorm = learning.greatestNorm();
    batch = learning.batch();
    baselineWeight = learning.baselineWeight();
    entropyWeight = learning.entropyWeight();
  }

  /**
   * This builder as what it is.
   *
   * @return this
   */
  protected abstract B self();

  /**
   * All that was set here.
   *
   * @return the part of the recipe
   */
  protected final EditLearning learning() {
    return new EditLearning(adam, greatestNorm, batch, baselineWeight, entropyWeight);
  }

  /**
   * Adam's learning rate.
   *
   * @param rate above 0
   * @return this
   */
  public B learningRate(double rate) {
    adam = new Adam(
        Checks.positive(rate, "learning rate"), adam.beta1(), adam.beta2(), adam.epsilon());
    return self();
  }

  /**
   * Adam's other numbers.
   *
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param epsilon above 0
   * @return this
   */
  public B adam(double beta1, double beta2, double epsilon) {
    adam = new Adam(
        adam.learningRate(),
        Checks.fraction(beta1, "decay of the first moment"),
        Checks.fraction(beta2, "decay of the second moment"),
        Checks.positive(epsilon, "epsilon"));
    return self();
  }

  /**
   * To which norm gradients are scaled down.
   *
   * @param norm above 0, may be infinite
   * @return this
   */
  public B clipGradient(double norm) {
    greatestNorm = Checks.positiveOrInfinite(norm, "gradient norm");
    return self();
  }

  /**
   * Episodes of an update.
   *
   * @param episodes at least 1
   * @return this
   */
  public B batch(int episodes) {
    batch = Checks.positive(episodes, "batch");
    return self();
  }

  /**
   * Weight of the newest batch's mean reward in the baseline, the moving average that rewards are
   * compared with. It is the weight of the new value, not of the old one.
   *
   * @param weight in [0, 1]
   * @return this
   */
  public B baselineWeight(double weight) {
    baselineWeight = Checks.within(weight, 0, 1, "weight of the newest batch");
    return self();
  }

  /**
   * Weight of the steps' mean entropy.
   *
   * @param weight at least 0
   * @return this
   */
  public B entropyWeight(double weight) {
    entropyWeight = Checks.notNegative(weight, "weight of the entropy");
    return self();
  }
}
