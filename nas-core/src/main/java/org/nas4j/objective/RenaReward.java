package org.nas4j.objective;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.SettingName;
import org.nas4j.internal.recipe.Settings;

/**
 * RENA's reward of a network with constraints on what it uses (zhou2018rena): performance · Π p^V,
 * where V is by which share of its limit each constraint is violated and p in [0, 1] the penalty.
 * Near 1 limits are soft; at 0 they are hard, and nothing beyond one is worth anything. The penalty
 * is tightened during the search: {@link #at}. Constraints of the paper are the number of
 * parameters, operations and the {@linkplain Resources compute intensity}, of which there must be
 * enough.
 *
 * <p>This form could not be checked against the paper's text, nor could values of p: a half is our
 * choice, by which twice what is allowed halves the reward. The other form ascribed to the paper,
 * performance minus the weighted sum of violations, is {@link Form#HINGE}. Immutable, with value
 * equality.
 */
public final class RenaReward implements RewardFunction {

  /** How violations lower the performance. */
  public enum Form {
    /** Each multiplies it by the penalty to the power of the violation. */
    PRODUCT,
    /** Each takes the weight times the violation off it. */
    HINGE
  }

  private final Components components;

  private RenaReward(Components components) {
    this.components = components;
  }

  private record Components(
      Metric performance,
      Form form,
      double penalty,
      double finalPenalty,
      double weight,
      @SettingName("constraint") List<Constraint> constraints) {}

  /**
   * Starts from validation accuracy, products and a penalty of a half, without constraints.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts from this recipe.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    Builder builder = builder()
        .performance(components.performance())
        .form(components.form())
        .penalty(components.penalty())
        .finalPenalty(components.finalPenalty())
        .weight(components.weight());
    components.constraints().forEach(builder::constraint);
    return builder;
  }

  /**
   * The settings by name.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return Settings.of(components);
  }

  /**
   * The reward for a moment of the search: its penalty has gone that share of the way from the
   * first to the final one.
   *
   * @param progress the share of the search that is over, in [0, 1]
   * @return a reward that starts with that penalty
   */
  public RenaReward at(double progress) {
    Checks.within(progress, 0, 1, "progress of the search");
    double way = components.finalPenalty() - components.penalty();
    return toBuilder().penalty(components.penalty() + progress * way).build();
  }

  @Override
  public double reward(Evaluation evaluation) {
    double performance =
        Checks.notNegative(evaluation.get(components.performance()), "performance under penalties");
    double reward = performance;
    for (Constraint constraint : components.constraints()) {
      double violation = constraint.violation(evaluation);
      if (violation > 0) {
        reward = components.form() == Form.PRODUCT
            ? reward * factor(violation)
            : reward - components.weight() * violation;
      }
    }
    return reward;
  }

  /** A penalty of 1 forgives infinite violations too. */
  private double factor(double violation) {
    return components.penalty() == 1 ? 1 : StrictMath.pow(components.penalty(), violation);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RenaReward that && components.equals(that.components);
  }

  @Override
  public int hashCode() {
    return components.hashCode();
  }

  @Override
  public String toString() {
    return Settings.describe("RenaReward", components);
  }

  /** Each setting is checked at once. For one thread. */
  public static final class Builder {

    private Metric performance = Metric.VALIDATION_ACCURACY;
    private Form form = Form.PRODUCT;
    private double penalty = 0.5;
    private Double finalPenalty;
    private double weight = 1;
    private final List<Constraint> constraints = new ArrayList<>();

    private Builder() {}

    /**
     * What counts if all constraints are met; validation accuracy unless set.
     *
     * @param metric of which more is better, at least 0
     * @return this
     */
    public Builder performance(Metric metric) {
      if (metric.goal() != Metric.Goal.MAXIMIZE) {
        throw new IllegalArgumentException("Of a performance more must be better, but of ["
            + metric.name() + "] less is.\nMaybe it should be a constraint.");
      }
      performance = metric;
      return this;
    }

    /**
     * How violations lower the performance; as a product unless set.
     *
     * @param newForm product or sum
     * @return this
     */
    public Builder form(Form newForm) {
      form = requireNonNull(newForm, "newForm");
      return this;
    }

    /**
     * What the performance is multiplied by for each violation by the whole of a limit, at the
     * start of the search; 0.5 unless set.
     *
     * @param factor from 0, a hard limit, to 1, none
     * @return this
     */
    public Builder penalty(double factor) {
      penalty = Checks.within(factor, 0, 1, "penalty");
      return this;
    }

    /**
     * The penalty at the end of the search; that of the start unless set.
     *
     * @param factor from 0, a hard limit, to 1, none; at most that of the start
     * @return this
     */
    public Builder finalPenalty(double factor) {
      finalPenalty = Checks.within(factor, 0, 1, "final penalty");
      return this;
    }

    /**
     * What {@link Form#HINGE} takes off for each violation by the whole of a limit, in the unit of
     * performance; 1 unless set.
     *
     * @param perViolation at least 0
     * @return this
     */
    public Builder weight(double perViolation) {
      weight = Checks.notNegative(perViolation, "weight of violations");
      return this;
    }

    /**
     * Adds a constraint.
     *
     * @param constraint on a figure that the evaluator gives
     * @return this
     */
    public Builder constraint(Constraint constraint) {
      constraints.add(requireNonNull(constraint, "constraint"));
      return this;
    }

    /**
     * The reward.
     *
     * @return immutable
     * @throws IllegalStateException if the penalty would be loosened during the search
     */
    public RenaReward build() {
      double last = finalPenalty == null ? penalty : finalPenalty;
      if (last > penalty) {
        throw new IllegalStateException("The penalty is tightened during a search, but its final "
            + "value [" + last + "] is above the first [" + penalty
            + "].\nMaybe the two were exchanged.");
      }
      return new RenaReward(
          new Components(performance, form, penalty, last, weight, List.copyOf(constraints)));
    }
  }
}
