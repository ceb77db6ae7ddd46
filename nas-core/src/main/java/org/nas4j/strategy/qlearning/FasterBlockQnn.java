package org.nas4j.strategy.qlearning;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.predict.BlockPredictor;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Faster BlockQNN: Q-learning that learns from foretold rewards most of the time
 * (zhong2020blockqnn, section 5). First some blocks are trained, and a {@link BlockPredictor} is
 * fitted to the course of their accuracies. From then on the agent names many blocks for each one
 * that is trained: it learns from what the predictor says of them, the most promising of those that
 * were not trained yet is, and the agent learns from its real reward. Every so many trained blocks
 * the predictor is fitted anew to all of them. Foretold blocks count in the schedule of
 * exploration.
 *
 * <p>Unverified: how many blocks the authors trained and foretold, and when; the numbers are ours.
 * Where the reward is no accuracy, what it lacks of it is taken off after each epoch alike. Made
 * for BlockQNN's space, whose layers the predictor reads by their code; of any other space it reads
 * each answer.
 */
public final class FasterBlockQnn implements SearchStrategy {

  private final FasterSettings settings;

  private FasterBlockQnn(FasterSettings settings) {
    this.settings = settings;
  }

  /**
   * {@link QLearning#blockQnn} with its 11,392 blocks, of which the first 640, ten iterations, and
   * then one of each 64 are trained: about 800 in all.
   *
   * @return the strategy
   */
  public static FasterBlockQnn zhong() {
    return builder()
        .agent(QLearning.blockQnn())
        .initial(640)
        .imagined(64)
        .refit(64)
        .build();
  }

  /**
   * Starts from our defaults for about a hundred trained blocks: BlockQNN's agent with a schedule
   * of 1,424 blocks and a replay after each 16, 20 blocks at first, then 32 foretold for each that
   * is trained, and a fit after each 5.
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
        .predictor(settings.predictor())
        .initial(settings.initial())
        .imagined(settings.imagined())
        .refit(settings.refit());
    builder.agent = settings.agent();
    return builder;
  }

  @Override
  public Controller open(ControllerContext context) {
    return new FasterController(settings, context);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /** Describes the search. Each setting is checked at once. For one thread. */
  public static final class Builder {

    private static final int BLOCKS_AN_ITERATION = 8;
    private static final int REPLAYED = 64;
    private static final int REPLAY_PERIOD = 16;

    private QLearningSettings agent = QLearning.blockQnn().toBuilder()
        .values(Tabular.BLOCK_QNN.toBuilder().replay(REPLAYED, REPLAY_PERIOD).build())
        .exploration(EpsilonSchedule.BLOCK_QNN_ITERATIONS.scaled(BLOCKS_AN_ITERATION))
        .build()
        .settings;
    private BlockPredictor predictor = BlockPredictor.builder().build();
    private int initial = 20;
    private int imagined = 32;
    private int refit = 5;

    private Builder() {}

    /**
     * What learns and names blocks. Without it BlockQNN's agent does, with a shorter schedule.
     *
     * @param recipe of Q-learning
     * @return this
     */
    public Builder agent(QLearning recipe) {
      agent = requireNonNull(recipe, "recipe").settings;
      return this;
    }

    /**
     * What foretells how good a block will be.
     *
     * @param recipe of the predictor
     * @return this
     */
    public Builder predictor(BlockPredictor recipe) {
      predictor = requireNonNull(recipe, "recipe");
      return this;
    }

    /**
     * How many blocks are trained before the first prediction; 20 unless set.
     *
     * @param blocks at least 2
     * @return this
     */
    public Builder initial(int blocks) {
      initial = Checks.atLeast(blocks, 2, "number of initial blocks");
      return this;
    }

    /**
     * How many blocks are foretold for each that is trained; 32 unless set.
     *
     * @param blocks at least 1
     * @return this
     */
    public Builder imagined(int blocks) {
      imagined = Checks.positive(blocks, "number of foretold blocks");
      return this;
    }

    /**
     * How many blocks are trained from one fit of the predictor to the next; 5 unless set.
     *
     * @param blocks at least 1
     * @return this
     */
    public Builder refit(int blocks) {
      refit = Checks.positive(blocks, "number of blocks between fits");
      return this;
    }

    /**
     * The strategy.
     *
     * @return immutable
     */
    public FasterBlockQnn build() {
      return new FasterBlockQnn(new FasterSettings(agent, predictor, initial, imagined, refit));
    }
  }
}
