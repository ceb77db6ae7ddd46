package org.nas4j.strategy.qlearning;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.policy.RejectedReward;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Q-learning: answers each decision by the option of greatest value, ties at random, or with
 * probability ε by any legal option, and learns the values from what came of it (baker2017metaqnn;
 * zhong2018blockqnn). ε follows a table by the number of different models. Candidates that had been
 * evaluated before cost no model; what they earned is learned from once more.
 *
 * <p>The presets {@link #metaQnn} and {@link #blockQnn} are what was published, made for thousands
 * of trials and for rewards in [0, 1]. The defaults are ours, for about a hundred trials: values
 * are means over {@link Neighbours} rather than entries of a {@link Tabular}, the schedule is
 * short, a construction of more than six decisions has as many random answers as one of six would
 * have, and proposals that were made before are drawn again.
 *
 * <p>BlockQNN's asynchronous framework has three roles, and all are there: the master, which holds
 * values and replay and names blocks, is this strategy's controller; the controller, which builds,
 * dispatches and aggregates, is the search session; the compute nodes are its workers. A worker
 * that has ended gets the next block at once, as long as no block is {@code lookahead} behind. With
 * {@link #blockQnn} the master learns when 64 blocks have come back, so that a lookahead of 128
 * keeps any worker busy, and the run still repeats; in an asynchronous search nobody ever waits.
 */
public final class QLearning implements SearchStrategy {

  /** Package-private for the tests of the controller. */
  final QLearningSettings settings;

  private QLearning(QLearningSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts from our defaults.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * MetaQNN: {@link Tabular#META_QNN}, {@link EpsilonSchedule#META_QNN}. What cannot be built
   * teaches nothing, and nothing is drawn again: a duplicate is proposed, takes over its outcome,
   * and is learned from.
   *
   * @return the strategy
   */
  public static QLearning metaQnn() {
    return builder()
        .values(Tabular.META_QNN)
        .exploration(EpsilonSchedule.META_QNN)
        .scaledExploration(false)
        .rejected(RejectedReward.SKIP)
        .redraws(0)
        .build();
  }

  /**
   * BlockQNN: {@link Tabular#BLOCK_QNN} and {@link EpsilonSchedule#BLOCK_QNN_ITERATIONS} at 64
   * blocks an iteration, 11,392 blocks in all. The rest is as in {@link #metaQnn}.
   *
   * @return the strategy
   */
  public static QLearning blockQnn() {
    return metaQnn().toBuilder()
        .values(Tabular.BLOCK_QNN)
        .exploration(EpsilonSchedule.BLOCK_QNN_ITERATIONS.scaled(Tabular.BLOCK_QNN.period()))
        .build();
  }

  /**
   * Starts from this recipe.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder(settings);
  }

  @Override
  public Controller open(ControllerContext context) {
    return new QLearningController(settings, context);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /** Describes a Q-learning search. */
  public static final class Builder {

    private static final int DEFAULT_LENGTH = 6;
    private static final int ANY_LENGTH = Integer.MAX_VALUE;

    private ActionValues values = Neighbours.DEFAULT;
    private EpsilonSchedule exploration = EpsilonSchedule.SHORT;
    private int explorationLength = DEFAULT_LENGTH;
    private RejectedReward rejected = RejectedReward.WORST;
    private int redraws = 100;

    private Builder() {}

    private Builder(QLearningSettings settings) {
      values = settings.values();
      exploration = settings.exploration();
      explorationLength = settings.explorationLength();
      rejected = settings.rejected();
      redraws = settings.redraws();
    }

    /**
     * Where values come from.
     *
     * @param recipe a {@link Tabular} or {@link Neighbours}
     * @return this
     */
    public Builder values(ActionValues recipe) {
      values = requireNonNull(recipe, "recipe");
      return this;
    }

    /**
     * How often answers are random.
     *
     * @param schedule by the number of different models
     * @return this
     */
    public Builder exploration(EpsilonSchedule schedule) {
      exploration = requireNonNull(schedule, "schedule");
      return this;
    }

    /**
     * For which length of constructions the schedule is meant; 6 unless set. In one of n decisions
     * more, an ε below 1 is multiplied by length / n, so that the expected number of random answers
     * stays.
     *
     * @param decisions at least 1
     * @return this
     */
    public Builder explorationLength(int decisions) {
      explorationLength = Checks.positive(decisions, "length of constructions");
      return this;
    }

    /**
     * Whether ε goes by the length of constructions; true unless set. Otherwise the schedule is
     * taken as it is.
     *
     * @param scaled false for the schedule as it is; true for the default length, unless one was
     *     set
     * @return this
     */
    public Builder scaledExploration(boolean scaled) {
      if (!scaled) {
        explorationLength = ANY_LENGTH;
      } else if (explorationLength == ANY_LENGTH) {
        explorationLength = DEFAULT_LENGTH;
      }
      return this;
    }

    /**
     * What a candidate that cannot be built teaches; that it is as bad as the worst, unless set.
     *
     * @param rule which reward it gets
     * @return this
     */
    public Builder rejected(RejectedReward rule) {
      rejected = requireNonNull(rule, "rule");
      return this;
    }

    /**
     * How often a proposal that was made before is drawn anew, with more exploration after every
     * tenth time; 100 unless set.
     *
     * @param times at least 0
     * @return this
     */
    public Builder redraws(int times) {
      redraws = Checks.atLeast(times, 0, "number of redraws");
      return this;
    }

    /**
     * The strategy.
     *
     * @return a recipe with these settings
     */
    public QLearning build() {
      return new QLearning(
          new QLearningSettings(values, exploration, explorationLength, rejected, redraws));
    }
  }
}
