package org.nas4j.strategy.treecell;

import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.math.Adam;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.morphism.EditPolicy;
import org.nas4j.morphism.cell.CellSkeleton;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Search for a cell that grows as a tree out of a trained network (cai2018pathlevel): at each
 * decision a tree-structured LSTM in both directions looks at the cell so far, a small network on
 * top scores the options, and REINFORCE climbs tan(accuracy·π/2) with the entropy of the decisions,
 * ten cells at a time. The network to start from is evaluated first; its reward is what the first
 * batch is compared with, and all others start from its weights. For {@code TreeCellSpace}; on
 * other spaces it learns by the name of each decision alone.
 *
 * <p>Verified in the released code: sizes, initial values, update rule. Deviations:
 * log-probabilities are differentiated when a batch is complete, not when a cell is drawn, which is
 * the same but for cells that are drawn while others are under way; whether a leaf goes on has two
 * scores where the code has one; the paper's choice of four starting networks is left to the space.
 * What the code does when a trial fails is not known: here it is not learned from, unless it has a
 * penalty.
 */
public final class TreeCell implements SearchStrategy {

  private final TreeCellSettings settings;

  private TreeCell(TreeCellSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts from the search as published, {@link #paper}.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The search as published (cai2018pathlevel, released code): batches of 10, Adam with 6e-3,
   * gradients of norm 40 at most, entropy weight 0.01, 100 units each way, 500 units on top.
   *
   * @return the strategy
   */
  public static TreeCell paper() {
    return builder().build();
  }

  /**
   * For searches of tens of cells: batches of 5, 24 units each way, 48 units on top. Ours, not
   * published.
   *
   * @return the strategy
   */
  public static TreeCell small() {
    return builder().batch(5).hidden(24).units(48).build();
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
    return new TreeCellController(settings, context);
  }

  /**
   * The policy alone, for who lets a cell grow without a search.
   *
   * @param random gives a generator for each purpose, always the same for the same one
   * @return a policy that has learned nothing
   */
  public CellPolicy policy(Function<String, RandomGenerator> random) {
    return new CellPolicy(settings, random);
  }

  /**
   * The policy alone, for who edits a network while it is trained: at each call the cell grows on
   * by a few edits.
   *
   * @param skeleton the network to start from
   * @param edits how many edits of the cell there may be at a call, at least 1
   * @param seed of the policy's first weights
   * @return a policy that has learned nothing, for this network and those that it makes of it
   */
  public EditPolicy policy(CellSkeleton skeleton, int edits, long seed) {
    Checks.positive(edits, "number of edits");
    return new CellEditing(policy(purpose -> Seeds.random(seed, 0, purpose)), skeleton, edits);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /** Describes a search for a cell. */
  public static final class Builder {

    private int batch = 10;
    private Adam adam = new Adam(6e-3, 0.9, 0.999, 1e-8);
    private double greatestNorm = 40;
    private double entropyWeight = 0.01;
    private double newRewardWeight = 0.95;
    private boolean tangent = true;
    private boolean startFirst = true;
    private int embedding = 10;
    private int hidden = 100;
    private int units = 500;
    private int redraws = 100;

    private Builder() {}

    private Builder(TreeCellSettings settings) {
      batch = settings.batch();
      adam = settings.adam();
      greatestNorm = settings.greatestNorm();
      entropyWeight = settings.entropyWeight();
      newRewardWeight = settings.newRewardWeight();
      tangent = settings.tangent();
      startFirst = settings.startFirst();
      embedding = settings.embedding();
      hidden = settings.hidden();
      units = settings.units();
      redraws = settings.redraws();
    }

    /**
     * Cells of an update; 10 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder batch(int count) {
      batch = Checks.positive(count, "size of a batch");
      return this;
    }

    /**
     * Adam's learning rate; 0.006 unless set.
     *
     * @param rate above 0
     * @return this
     */
    public Builder learningRate(double rate) {
      return adam(
          Checks.positive(rate, "learning rate"), adam.beta1(), adam.beta2(), adam.epsilon());
    }

    /**
     * All of Adam; 0.006, 0.9, 0.999 and 1e-8 unless set.
     *
     * @param rate above 0
     * @param beta1 decay of the first moment, in [0, 1)
     * @param beta2 decay of the second moment, in [0, 1)
     * @param epsilon above 0
     * @return this
     */
    public Builder adam(double rate, double beta1, double beta2, double epsilon) {
      adam = new Adam(
          Checks.positive(rate, "learning rate"),
          Checks.fraction(beta1, "decay of the first moment"),
          Checks.fraction(beta2, "decay of the second moment"),
          Checks.positive(epsilon, "epsilon of Adam"));
      return this;
    }

    /**
     * The norm that the whole gradient is scaled down to; 40 unless set.
     *
     * @param norm above 0
     * @return this
     */
    public Builder greatestNorm(double norm) {
      greatestNorm = Checks.positiveOrInfinite(norm, "greatest norm of a gradient");
      return this;
    }

    /**
     * How much the entropy of the decisions counts; 0.01 unless set.
     *
     * @param weight at least 0
     * @return this
     */
    public Builder entropyWeight(double weight) {
      entropyWeight = Checks.notNegative(weight, "weight of the entropy");
      return this;
    }

    /**
     * How much the mean of the present batch counts in the average that its rewards are compared
     * with; 0.95 unless set. It is the weight of the new value, not of the old one.
     *
     * @param weight in [0, 1]
     * @return this
     */
    public Builder newRewardWeight(double weight) {
      newRewardWeight = Checks.within(weight, 0, 1, "weight of new rewards");
      return this;
    }

    /**
     * Whether rewards are accuracies, of which tan(r·π/2) is taken (up to 0.999, so that it stays
     * finite); so unless set.
     *
     * @param spreads false for rewards of any other measure
     * @return this
     */
    public Builder tangent(boolean spreads) {
      tangent = spreads;
      return this;
    }

    /**
     * Whether the network to start from is evaluated first and is the parent of all others; so
     * unless set. Without it all start from random weights, as the paper's chain networks do.
     *
     * @param is whether there is a start
     * @return this
     */
    public Builder startFirst(boolean is) {
      startFirst = is;
      return this;
    }

    /**
     * Numbers that say what stands on an edge; 10 unless set.
     *
     * @param size at least 1
     * @return this
     */
    public Builder embedding(int size) {
      embedding = Checks.positive(size, "size of an embedding");
      return this;
    }

    /**
     * Units of the LSTMs, each way; 100 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder hidden(int count) {
      hidden = Checks.positive(count, "number of hidden units");
      return this;
    }

    /**
     * Units of the layer that the scores are made from; 500 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder units(int count) {
      units = Checks.positive(count, "number of units");
      return this;
    }

    /**
     * How often a cell is drawn anew that cannot be built or does nothing new; 100 unless set.
     *
     * @param most at least 0
     * @return this
     */
    public Builder redraws(int most) {
      redraws = Checks.atLeast(most, 0, "number of redraws");
      return this;
    }

    /**
     * The strategy.
     *
     * @return immutable
     */
    public TreeCell build() {
      return new TreeCell(new TreeCellSettings(
          batch,
          adam,
          greatestNorm,
          entropyWeight,
          newRewardWeight,
          tangent,
          startFirst,
          embedding,
          hidden,
          units,
          redraws));
    }
  }
}
