package org.nas4j.strategy.qlearning;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.SettingName;

/**
 * A table over (decision, declared state), as in MetaQNN: Q(s,u) ← (1 − α) Q(s,u) + α (r + γ max
 * Q(s',·)), the maximum over the legal options of the next point, swept from the last decision to
 * the first (baker2017metaqnn, section 3 and appendix A). Every architecture goes into a list;
 * after each one, K of the list are drawn with replacement and learned from. Points for which the
 * space declares no state are told apart by all answers before.
 *
 * <p>The initial value presumes rewards in [0, 1]; with accuracies in percent, or with penalties
 * taken off, set it to what a middling architecture earns.
 *
 * @param learningRate α, in (0, 1]
 * @param discount γ, in [0, 1]
 * @param initialValue of entries never learned
 * @param replay K, how many architectures are learned from at a time; 0 learns once from each new
 *     one and forgets it
 * @param period after how many architectures that happens, 1 for each
 * @param target what α moves towards
 * @param shaping reward of the decisions before the last
 */
@SettingName("table")
public record Tabular(
    double learningRate,
    double discount,
    double initialValue,
    int replay,
    int period,
    Target target,
    Shaping shaping)
    implements ActionValues {

  /**
   * MetaQNN's: α 0.01, γ 1, 0.5 to begin with (appendix D.1 and code; the pseudo-code shows 0), K =
   * 100.
   */
  public static final Tabular META_QNN =
      new Tabular(.01, 1, .5, 100, 1, Target.BOOTSTRAPPED, Shaping.NONE);

  /**
   * BlockQNN's: as MetaQNN, but 64 of the list after each iteration of 64 blocks, with shaped
   * rewards. The numbers 64 are those of a port, since the paper does not give them.
   */
  public static final Tabular BLOCK_QNN =
      new Tabular(.01, 1, .5, 64, 64, Target.BOOTSTRAPPED, Shaping.OWN_LENGTH);

  /** What a value moves towards. */
  public enum Target {
    /** The reward plus the best value of the next point. */
    BOOTSTRAPPED,
    /** All rewards from there on (Monte Carlo). */
    RETURN
  }

  /** Checks. */
  public Tabular {
    requireNonNull(target, "target");
    requireNonNull(shaping, "shaping");
    Checks.within(Checks.positive(learningRate, "learning rate"), 0, 1, "learning rate");
    Checks.within(discount, 0, 1, "discount");
    Checks.finite(initialValue, "initial value");
    Checks.atLeast(replay, 0, "number of replayed architectures");
    Checks.positive(period, "period of the replay");
  }

  /**
   * Starts from {@link #META_QNN}.
   *
   * @return a builder
   */
  public static Builder builder() {
    return META_QNN.toBuilder();
  }

  /**
   * Starts from these settings.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  @Override
  public <T> T match(
      Function<? super Tabular, ? extends T> tabular,
      Function<? super Neighbours, ? extends T> neighbours) {
    return tabular.apply(this);
  }

  /** Describes a table. */
  public static final class Builder {

    private double learningRate;
    private double discount;
    private double initialValue;
    private int replay;
    private int period;
    private Target target;
    private Shaping shaping;

    private Builder(Tabular settings) {
      learningRate = settings.learningRate;
      discount = settings.discount;
      initialValue = settings.initialValue;
      replay = settings.replay;
      period = settings.period;
      target = settings.target;
      shaping = settings.shaping;
    }

    /**
     * How far a value moves towards its target.
     *
     * @param alpha in (0, 1]
     * @return this
     */
    public Builder learningRate(double alpha) {
      learningRate = Checks.within(Checks.positive(alpha, "learning rate"), 0, 1, "learning rate");
      return this;
    }

    /**
     * What a later reward counts.
     *
     * @param gamma in [0, 1]
     * @return this
     */
    public Builder discount(double gamma) {
      discount = Checks.within(gamma, 0, 1, "discount");
      return this;
    }

    /**
     * The value of entries never learned.
     *
     * @param value finite
     * @return this
     */
    public Builder initialValue(double value) {
      initialValue = Checks.finite(value, "initial value");
      return this;
    }

    /**
     * How many architectures are learned from at a time, and when.
     *
     * @param architectures K, at least 0; 0 learns once from each new one and forgets it
     * @param every after how many architectures that happens, at least 1
     * @return this
     */
    public Builder replay(int architectures, int every) {
      replay = Checks.atLeast(architectures, 0, "number of replayed architectures");
      period = Checks.positive(every, "period of the replay");
      return this;
    }

    /**
     * What values move towards.
     *
     * @param newTarget bootstrapped or the return
     * @return this
     */
    public Builder target(Target newTarget) {
      target = requireNonNull(newTarget, "newTarget");
      return this;
    }

    /**
     * The reward of the decisions before the last.
     *
     * @param rule which
     * @return this
     */
    public Builder shaping(Shaping rule) {
      shaping = requireNonNull(rule, "rule");
      return this;
    }

    /**
     * The recipe.
     *
     * @return immutable
     */
    public Tabular build() {
      return new Tabular(learningRate, discount, initialValue, replay, period, target, shaping);
    }
  }
}
