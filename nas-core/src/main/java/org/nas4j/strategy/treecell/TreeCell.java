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
import org.nas4j.policy.EditLearning;
import org.nas4j.policy.EditLearningBuilder;
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

  /**
   * Describes a search for a cell. Unless set: Adam with 6e-3, 0.9, 0.999 and 1e-8, gradients of
   * norm 40 at most, 10 episodes an update, a weight of 0.95 for the newest rewards and of 0.01 for
   * the entropy. For one thread.
   */
  public static final class Builder extends EditLearningBuilder<Builder> {

    private static final EditLearning LEARNING =
        new EditLearning(new Adam(6e-3, 0.9, 0.999, 1e-8), 40, 10, 0.95, 0.01);

    private boolean tangent = true;
    private boolean startFirst = true;
    private int embedding = 10;
    private int hidden = 100;
    private int units = 500;
    private int redraws = 100;

    private Builder() {
      super(LEARNING);
    }

    private Builder(TreeCellSettings settings) {
      super(settings.learning());
      tangent = settings.tangent();
      startFirst = settings.startFirst();
      embedding = settings.embedding();
      hidden = settings.hidden();
      units = settings.units();
      redraws = settings.redraws();
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

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * The strategy.
     *
     * @return immutable
     */
    public TreeCell build() {
      return new TreeCell(
          new TreeCellSettings(learning(), tangent, startFirst, embedding, hidden, units, redraws));
    }
  }
}
