package org.nas4j.strategy.eas;

import java.util.Map;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.edits.EditController;
import org.nas4j.internal.edits.LearnedEdits;
import org.nas4j.internal.math.Adam;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.morphism.EditPolicy;
import org.nas4j.morphism.EditSpace;
import org.nas4j.policy.EditLearning;
import org.nas4j.policy.EditLearningBuilder;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * EAS, efficient architecture search (cai2018eas): a policy reads a trained network and makes it
 * wider and deeper, so that each child starts from the network's weights and function. An episode
 * is a few steps that widen, then a few that deepen; each step reads the network anew by a
 * bidirectional LSTM over its layers. Widening asks of each layer, by one sigmoid that all share,
 * whether it goes to the next width; deepening asks block, place and kernel by an LSTM that begins
 * where the encoder ended. The policy climbs
 *
 * <p>Σ_episodes Σ_steps (R − b)/n · ∇ log p + 1e-5 · ∇ mean entropy, R = tan(accuracy·π/2),
 *
 * <p>over the n episodes of a batch, b the moving average of their mean rewards, in which the
 * newest batch has weight 0.95. For spaces of {@link EditSpace#easDemo}, {@link EditSpace#easPaper}
 * and {@link EditSpace#easDense}; rewards must be accuracies, below 0 they count as 0, or the
 * tangent be switched off.
 *
 * <p>The first trial is the network without edits, whose weights the children start from; until it
 * was observed, it is proposed again, which costs nothing. Networks that come out equal are trained
 * once and rewarded each time; a search's {@code deduplicateBy} changes that.
 *
 * <p>From the released code, since the paper could not be read: the equations, sizes and rates.
 * Ours: accuracies count as 0.999 at most; what the kernel would be in a block of dense layers is
 * not asked, where the code asks and ignores it; steps that no layer allows are left out; with
 * several trials in flight, gradients are taken at the present weights. From memory, and not
 * confirmed: {@link #paper}'s stages.
 */
public final class Eas implements SearchStrategy {

  private final EasSettings settings;

  private Eas(EasSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts from {@link #demo}.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The released demonstration on plain networks: embeddings of 16, 50 units each way, Adam with
   * 2e-3, 10 episodes an update, of 4 steps that widen and 5 that deepen. It ends after 150
   * networks.
   *
   * @return the strategy
   */
  public static Eas demo() {
    return builder().build();
  }

  /**
   * The released search of densely connected networks: {@link #demo}, but 10 steps that widen.
   *
   * @return the strategy
   */
  public static Eas dense() {
    return builder().wider(10).build();
  }

  /**
   * The paper's search in stages: the best of 300 networks is what is edited from there on. The
   * paper trains the networks of the second stage, about 150, for 100 epochs instead of 20, which
   * is up to the evaluator. These numbers are from memory.
   *
   * @return the strategy
   */
  public static Eas paper() {
    return builder().stage(300).build();
  }

  /**
   * The search that EAS is compared with: as many steps, in any order, and evenly drawn answers.
   * Nothing is learned.
   *
   * @return the strategy
   */
  public static Eas randomEdits() {
    return builder().randomEdits(true).build();
  }

  /**
   * Starts from this recipe.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder(settings);
  }

  /**
   * The policy alone, for those who edit a network while they train it.
   *
   * @param edits which there are; where they start does not matter
   * @param seed of the policy's first weights
   * @return a policy that has learned nothing
   */
  public EditPolicy policy(EditSpace edits, long seed) {
    return new LearnedEdits(settings, edits, purpose -> Seeds.random(seed, 0, purpose));
  }

  @Override
  public Controller open(ControllerContext context) {
    return new EditController(settings, context);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /**
   * Describes an EAS search. Unless set: Adam with 2e-3, 0.9, 0.999 and 1e-8, no bound on
   * gradients, 10 episodes an update, a weight of 0.95 for the newest rewards and of 1e-5 for the
   * entropy. For one thread.
   */
  public static final class Builder extends EditLearningBuilder<Builder> {

    private static final EditLearning LEARNING = new EditLearning(
        new Adam(2e-3, 0.9, 0.999, 1e-8), Double.POSITIVE_INFINITY, 10, 0.95, 1e-5);

    private int embedding = 16;
    private int hidden = 50;
    private int wider = 4;
    private int deeper = 5;
    private int stage;
    private boolean randomEdits;
    private boolean tangent = true;
    private double greatestAccuracy = 0.999;

    private Builder() {
      super(LEARNING);
    }

    private Builder(EasSettings settings) {
      super(settings.learning());
      embedding = settings.embedding();
      hidden = settings.hidden();
      wider = settings.wider();
      deeper = settings.deeper();
      stage = settings.stage();
      randomEdits = settings.isRandom();
      tangent = settings.tangent();
      greatestAccuracy = settings.greatestAccuracy();
    }

    /**
     * The policy's size; 16 and 50 unless set.
     *
     * @param embedding length of the vector that stands for a layer or a decision
     * @param hidden units of each direction of the encoder; the decoder has twice as many
     * @return this
     */
    public Builder network(int embedding, int hidden) {
      this.embedding = Checks.positive(embedding, "length of embeddings");
      this.hidden = Checks.positive(hidden, "number of units");
      return this;
    }

    /**
     * How many steps of an episode widen; 4 unless set.
     *
     * @param steps at least 0
     * @return this
     */
    public Builder wider(int steps) {
      wider = Checks.atLeast(steps, 0, "number of steps that widen");
      return this;
    }

    /**
     * How many steps of an episode deepen; 5 unless set.
     *
     * @param steps at least 0
     * @return this
     */
    public Builder deeper(int steps) {
      deeper = Checks.atLeast(steps, 0, "number of steps that deepen");
      return this;
    }

    /**
     * After how many children the best network so far becomes the one that is edited, again and
     * again; never unless set.
     *
     * @param children 0 for never
     * @return this
     */
    public Builder stage(int children) {
      stage = Checks.atLeast(children, 0, "number of children of a stage");
      return this;
    }

    /**
     * Whether steps come in any order and answers are drawn evenly, and nothing is learned; not
     * unless set.
     *
     * @param on for a comparison
     * @return this
     */
    public Builder randomEdits(boolean on) {
      randomEdits = on;
      return this;
    }

    /**
     * Whether tan(accuracy·π/2) is learned from; so unless set. Otherwise it is the reward itself.
     *
     * @param on only for rewards that are accuracies
     * @return this
     */
    public Builder tangent(boolean on) {
      tangent = on;
      return this;
    }

    /**
     * What greater accuracies count as, since the tangent of 1 is without bound; 0.999 unless set.
     *
     * @param accuracy in [0, 1)
     * @return this
     */
    public Builder greatestAccuracy(double accuracy) {
      greatestAccuracy = Checks.fraction(accuracy, "greatest accuracy");
      return this;
    }

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * The strategy.
     *
     * @return immutable
     */
    public Eas build() {
      return new Eas(new EasSettings(
          embedding,
          hidden,
          wider,
          deeper,
          stage,
          randomEdits,
          tangent,
          greatestAccuracy,
          learning()));
    }
  }
}
