package org.nas4j.strategy.rena;

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
 * RENA, resource-efficient neural architect (zhou2018rena): a policy reads an existing network and
 * edits it, so that it becomes better or takes less. It inserts a layer, removes one, or scales
 * one, in turn; each kind of edit has a policy of its own over the embedding of the network, and
 * all climb Σ (R − b)/n · ∇ log p over the n episodes of a batch, as REINFORCE does. What may be
 * used is said by the reward, {@code RenaReward}. For spaces of {@link EditSpace#rena}; any network
 * may be the first.
 *
 * <p>Removing and scaling down do not keep the function: a child starts from what is left of its
 * parent's weights. Inserting and scaling up do.
 *
 * <p>Of the paper only the abstract could be read: a policy network over a network's embedding that
 * edits existing networks under limits. The kinds of edits, turns and an LSTM with softmax for each
 * kind are from memory; here the kinds share the encoder. Sizes, rates, baseline and stages are
 * ours, mostly those of cai2018eas' code; that the best network is edited on after each batch is
 * ours too.
 *
 * <p>The first trial is the network without edits, whose weights the children start from; until it
 * was observed, it is proposed again, which costs nothing.
 */
public final class Rena implements SearchStrategy {

  private final RenaSettings settings;

  private Rena(RenaSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts from our defaults: embeddings of 16, 50 units each way, Adam with 2e-3, 10 episodes of 3
   * edits an update, from the best network after each 10.
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
   * Describes a RENA search. Unless set: Adam with 2e-3, 0.9, 0.999 and 1e-8, no bound on
   * gradients, 10 episodes an update, a weight of 0.95 for the newest rewards and of 1e-5 for the
   * entropy. For one thread.
   */
  public static final class Builder extends EditLearningBuilder<Builder> {

    private static final EditLearning LEARNING = new EditLearning(
        new Adam(2e-3, 0.9, 0.999, 1e-8), Double.POSITIVE_INFINITY, 10, 0.95, 1e-5);

    private int embedding = 16;
    private int hidden = 50;
    private int edits = 3;
    private int stage = 10;
    private boolean randomEdits;

    private Builder() {
      super(LEARNING);
    }

    private Builder(RenaSettings settings) {
      super(settings.learning());
      embedding = settings.embedding();
      hidden = settings.hidden();
      edits = settings.edits();
      stage = settings.stage();
      randomEdits = settings.isRandom();
    }

    /**
     * The policy's size; 16 and 50 unless set.
     *
     * @param embedding length of the vector that stands for a feature of a layer
     * @param hidden units of each direction of the encoder
     * @return this
     */
    public Builder network(int embedding, int hidden) {
      this.embedding = Checks.positive(embedding, "length of embeddings");
      this.hidden = Checks.positive(hidden, "number of units");
      return this;
    }

    /**
     * How many edits a child has more than its parent; 3 unless set.
     *
     * @param steps at least 1
     * @return this
     */
    public Builder edits(int steps) {
      edits = Checks.positive(steps, "number of edits");
      return this;
    }

    /**
     * After how many children the best network so far becomes the one that is edited, again and
     * again; 10 unless set.
     *
     * @param children 0 for never
     * @return this
     */
    public Builder stage(int children) {
      stage = Checks.atLeast(children, 0, "number of children of a stage");
      return this;
    }

    /**
     * Whether answers are drawn evenly, and nothing is learned; not unless set.
     *
     * @param on for a comparison
     * @return this
     */
    public Builder randomEdits(boolean on) {
      randomEdits = on;
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
    public Rena build() {
      return new Rena(new RenaSettings(embedding, hidden, edits, stage, randomEdits, learning()));
    }
  }
}
