package org.nas4j.strategy.qlearning;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/**
 * A table over (decision, declared state), as in MetaQNN: Q(s,u) ← (1 − α) Q(s,u) + α (r + γ max Q(s',·)), the maximum
 * over the legal options of the next point, swept from the last decision to the first (baker2017metaqnn, section 3 and
 * appendix A). Every architecture goes into a list; after each one, K of the list are drawn with replacement and learned
 * from. Points for which the space declares no state are told apart by all answers before.
 *
 * <p>The initial value presumes rewards in [0, 1]; with accuracies in percent, or with penalties taken off, set it to
 * what a middling architecture earns.
 *
 * @param learningRate α, in (0, 1]
 * @param discount γ, in [0, 1]
 * @param initialValue of entries never learned
 * @param replay K, how many architectures are learned from at a time; 0 learns once from each new one and forgets it
 * @param period after how many architectures that happens, 1 for each
 * @param target what α moves towards
 * @param shaping reward of the decisions before the last
 */
public record Tabular(
    double learningRate,
    double discount,
    double initialValue,
    int replay,
    int period,
    Target target,
    Shaping shaping)
    implements ActionValues {

  /** MetaQNN's: α 0.01, γ 1, 0.5 to begin with (appendix D.1 and code; the pseudo-code shows 0), K = 100. */
  public static final Tabular META_QNN =
      new Tabular(.01, 1, .5, 100, 1, Target.BOOTSTRAPPED, Shaping.NONE);

  /**
   * BlockQNN's: as MetaQNN, but 64 of the list after each iteration of 64 blocks, with shaped rewards. The numbers 64 are
   * those of a port, since the paper does not give them.
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
    if (!(learningRate > 0 && learningRate <= 1)) {
      throw new IllegalArgumentException(
          "The learning rate must be in (0, 1], but is [" + learningRate + "].");
    }
    if (!(discount >= 0 && discount <= 1)) {
      throw new IllegalArgumentException(
          "The discount must be in [0, 1], but is [" + discount + "].");
    }
    if (!Double.isFinite(initialValue)) {
      throw new IllegalArgumentException(
          "The initial value must be finite, but is [" + initialValue + "].");
    }
    if (replay < 0) {
      throw new IllegalArgumentException("K must be at least 0, but is [" + replay + "].");
    }
    if (period < 1) {
      throw new IllegalArgumentException("The period must be at least 1, but is [" + period + "].");
    }
  }

  /**
   * The same with another α.
   *
   * @param alpha in (0, 1]
   * @return the recipe
   */
  public Tabular withLearningRate(double alpha) {
    return new Tabular(alpha, discount, initialValue, replay, period, target, shaping);
  }

  /**
   * The same with another γ.
   *
   * @param gamma in [0, 1]
   * @return the recipe
   */
  public Tabular withDiscount(double gamma) {
    return new Tabular(learningRate, gamma, initialValue, replay, period, target, shaping);
  }

  /**
   * The same with another initial value.
   *
   * @param value finite
   * @return the recipe
   */
  public Tabular withInitialValue(double value) {
    return new Tabular(learningRate, discount, value, replay, period, target, shaping);
  }

  /**
   * The same with another replay.
   *
   * @param sequences K, at least 0
   * @param every after how many architectures, at least 1
   * @return the recipe
   */
  public Tabular withReplay(int sequences, int every) {
    return new Tabular(learningRate, discount, initialValue, sequences, every, target, shaping);
  }

  /**
   * The same with another target.
   *
   * @param newTarget what values move towards
   * @return the recipe
   */
  public Tabular withTarget(Target newTarget) {
    return new Tabular(learningRate, discount, initialValue, replay, period, newTarget, shaping);
  }

  /**
   * The same with another reward of the decisions before the last.
   *
   * @param rule which
   * @return the recipe
   */
  public Tabular withShaping(Shaping rule) {
    return new Tabular(learningRate, discount, initialValue, replay, period, target, rule);
  }

  @Override
  public Map<String, String> describe() {
    Map<String, String> all = new TreeMap<>();
    all.put("values", "table");
    all.put("learningRate", Double.toString(learningRate));
    all.put("discount", Double.toString(discount));
    all.put("initialValue", Double.toString(initialValue));
    all.put("replay", Integer.toString(replay));
    all.put("period", Integer.toString(period));
    all.put("target", target.name());
    all.put("shaping", shaping.toString());
    return all;
  }

  @Override
  public QTable open() {
    return new QTable(this);
  }
}
