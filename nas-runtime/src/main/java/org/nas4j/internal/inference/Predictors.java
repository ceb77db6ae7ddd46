package org.nas4j.internal.inference;

import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;

/**
 * What computes the predictions of a model, chosen when it is first asked for: native libraries are
 * not loaded for a model that is only kept. Thread-safe.
 */
public final class Predictors {

  /** A full batch of whoever computes in batches. */
  private static final int MANY = 64;

  /** Multiply-adds that Java takes longer for than native libraries take to be loaded. */
  private static final long MUCH = 1_000_000_000;

  private final Architecture architecture;
  private final Map<String, WeightArray> weights;
  private final Predictor java;
  private final long multiplyAdds;
  private volatile Predictor forOne;
  private volatile Predictor forMany;

  /**
   * Nothing is chosen yet.
   *
   * @param architecture ends with an output layer
   * @param weights by the names of {@link Architecture#weights}, all that the main output needs
   * @param plan of the same network, for where nothing is faster than Java
   */
  public Predictors(
      Architecture architecture, Map<String, WeightArray> weights, InferencePlan plan) {
    this.architecture = architecture;
    this.weights = weights;
    this.java = new PlanPredictor(plan);
    this.multiplyAdds = architecture.cost().macs();
  }

  /**
   * For the same network, by Java whatever else there is.
   *
   * @return others than these
   */
  public Predictors inJava() {
    Predictors others = new Predictors(this);
    others.forOne = java;
    others.forMany = java;
    return others;
  }

  private Predictors(Predictors other) {
    this.architecture = other.architecture;
    this.weights = other.weights;
    this.java = other.java;
    this.multiplyAdds = other.multiplyAdds;
  }

  /**
   * For one example.
   *
   * @return the fastest way
   */
  public Predictor forOne() {
    Predictor chosen = forOne;
    return chosen == null ? chooseForOne() : chosen;
  }

  private synchronized Predictor chooseForOne() {
    if (forOne == null) {
      forOne = PredictorProvider.find(architecture, weights).orElse(java);
    }
    return forOne;
  }

  /**
   * For so many examples at once. Their number alone decides, so that equal calls give equal
   * digits.
   *
   * @param examples of one call
   * @return what pays
   */
  public Predictor forExamples(int examples) {
    boolean pays = examples >= MANY && (forOne() != java || examples * multiplyAdds >= MUCH);
    return pays ? forMany() : forOne();
  }

  private Predictor forMany() {
    Predictor chosen = forMany;
    return chosen == null ? chooseForMany() : chosen;
  }

  private synchronized Predictor chooseForMany() {
    if (forMany == null) {
      forMany = PredictorProvider.findForMany(architecture, weights).orElseGet(this::forOne);
    }
    return forMany;
  }
}
