package org.nas4j.strategy.rena;

import java.util.Map;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.edits.EditController;
import org.nas4j.internal.edits.EditLearning;
import org.nas4j.internal.edits.LearnedEdits;
import org.nas4j.internal.math.Adam;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.morphism.EditPolicy;
import org.nas4j.morphism.EditSpace;
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

  /** Describes a RENA search. For one thread. */
  public static final class Builder {

    private int embedding = 16;
    private int hidden = 50;
    private int edits = 3;
    private int stage = 10;
    private boolean randomEdits;
    private Adam adam = new Adam(2e-3, 0.9, 0.999, 1e-8);
    private double greatestNorm = Double.POSITIVE_INFINITY;
    private int batch = 10;
    private double baselineWeight = 0.95;
    private double entropyWeight = 1e-5;

    private Builder() {}

    private Builder(RenaSettings settings) {
      EditLearning learning = settings.learning();
      embedding = settings.embedding();
      hidden = settings.hidden();
      edits = settings.edits();
      stage = settings.stage();
      randomEdits = settings.isRandom();
      adam = learning.adam();
      greatestNorm = learning.greatestNorm();
      batch = learning.batch();
      baselineWeight = learning.baselineWeight();
      entropyWeight = learning.entropyWeight();
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

    /**
     * Adam's learning rate; 2e-3 unless set.
     *
     * @param rate above 0
     * @return this
     */
    public Builder learningRate(double rate) {
      adam = new Adam(
          Checks.positive(rate, "learning rate"), adam.beta1(), adam.beta2(), adam.epsilon());
      return this;
    }

    /**
     * Adam's other numbers; 0.9, 0.999 and 1e-8 unless set.
     *
     * @param beta1 decay of the first moment, in [0, 1)
     * @param beta2 decay of the second moment, in [0, 1)
     * @param epsilon above 0
     * @return this
     */
    public Builder adam(double beta1, double beta2, double epsilon) {
      adam = new Adam(
          adam.learningRate(),
          Checks.fraction(beta1, "decay of the first moment"),
          Checks.fraction(beta2, "decay of the second moment"),
          Checks.positive(epsilon, "epsilon"));
      return this;
    }

    /**
     * To which norm gradients are scaled down; not at all unless set.
     *
     * @param norm above 0, may be infinite
     * @return this
     */
    public Builder clipGradient(double norm) {
      greatestNorm = Checks.positiveOrInfinite(norm, "gradient norm");
      return this;
    }

    /**
     * Episodes of an update; 10 unless set.
     *
     * @param episodes at least 1
     * @return this
     */
    public Builder batch(int episodes) {
      batch = Checks.positive(episodes, "batch");
      return this;
    }

    /**
     * Weight of the newest batch's mean reward in the baseline; 0.95 unless set.
     *
     * @param weight in [0, 1]
     * @return this
     */
    public Builder baselineWeight(double weight) {
      baselineWeight = Checks.within(weight, 0, 1, "weight of the newest batch");
      return this;
    }

    /**
     * Weight of the steps' mean entropy; 1e-5 unless set.
     *
     * @param weight at least 0
     * @return this
     */
    public Builder entropyWeight(double weight) {
      entropyWeight = Checks.notNegative(weight, "weight of the entropy");
      return this;
    }

    /**
     * The strategy.
     *
     * @return immutable
     */
    public Rena build() {
      return new Rena(new RenaSettings(
          embedding,
          hidden,
          edits,
          stage,
          randomEdits,
          new EditLearning(adam, greatestNorm, batch, baselineWeight, entropyWeight)));
    }
  }
}
