package org.nas4j.strategy.bananas;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.SearchSpace;

/**
 * BANANAS (white2021bananas): after some random candidates, an ensemble of neural networks is
 * fitted to what was observed; of mutations of the best trials it predicts mean and spread, a value
 * is drawn for each on its own (independent Thompson sampling), and the best draws are the next
 * round. The published settings, which are the defaults: 10 random candidates, rounds of 10, 5
 * networks of 10 layers of 20 units, mean absolute error, Adam with 0.01, 150 epochs, batches of
 * 32.
 *
 * <p>Deviations: the path encoding is of whole networks, since a space here builds networks and not
 * cells, and keeps the shortest ways; without {@link Builder#paths} features are the answers
 * themselves, so that every space can be searched. Rewards are standardised before they are fitted.
 * A mutation changes one answer ({@link org.nas4j.morphism.Mutation}). A failed trial counts as the
 * worst seen.
 */
public final class Bananas implements SearchStrategy {

  /**
   * How predictors are fitted.
   *
   * @param members predictors, at least 2
   * @param layers between features and prediction, at least 1
   * @param units of each layer, at least 1
   * @param epochs at least 1
   * @param learningRate of Adam, above 0
   * @param batch at least 1
   */
  public record Training(
      int members, int layers, int units, int epochs, double learningRate, int batch) {

    /** As published. */
    public static final Training PUBLISHED = new Training(5, 10, 20, 150, 0.01, 32);

    /** Checks. */
    public Training {
      Checks.atLeast(members, 2, "number of predictors");
      Checks.positive(layers, "number of layers");
      Checks.positive(units, "number of units");
      Checks.positive(epochs, "number of epochs");
      Checks.positive(learningRate, "learning rate");
      Checks.positive(batch, "batch");
    }
  }

  private final BananasSettings settings;

  private Bananas(BananasSettings settings) {
    this.settings = settings;
  }

  /**
   * The published settings, with the paths of a space's networks.
   *
   * @param space that will be searched
   * @return the strategy
   */
  public static Bananas of(SearchSpace<Architecture> space) {
    return builder().paths(space).build();
  }

  /**
   * Starts from the published settings, with answers for features.
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

  @Override
  public Controller open(ControllerContext context) {
    return new BananasController(settings, context);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /** Describes a search by BANANAS. For one thread. */
  public static final class Builder {

    private static final int MOST_PATHS = 200;

    private Encoding encoding = new GeneEncoding();
    private int initial = 10;
    private int round = 10;
    private int parents = 5;
    private int candidates = 100;
    private Training training = Training.PUBLISHED;

    private Builder() {}

    private Builder(BananasSettings settings) {
      encoding = settings.encoding();
      initial = settings.initial();
      round = settings.round();
      parents = settings.parents();
      candidates = settings.candidates();
      training = settings.training();
    }

    /**
     * Features are the ways through networks, the 200 shortest of each.
     *
     * @param space that will be searched
     * @return this
     */
    public Builder paths(SearchSpace<Architecture> space) {
      encoding = new PathEncoding(requireNonNull(space, "space"), MOST_PATHS);
      return this;
    }

    /**
     * Random candidates at the start; 10 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder initial(int count) {
      initial = Checks.positive(count, "number of initial candidates");
      return this;
    }

    /**
     * Candidates from one fit to the next; 10 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder round(int count) {
      round = Checks.positive(count, "number of candidates of a round");
      return this;
    }

    /**
     * How many of the best trials are mutated, and how many mutations a round is chosen from; 5 and
     * 100 unless set.
     *
     * @param best at least 1
     * @param mutations at least 1
     * @return this
     */
    public Builder mutations(int best, int mutations) {
      parents = Checks.positive(best, "number of parents");
      candidates = Checks.positive(mutations, "number of candidates");
      return this;
    }

    /**
     * How predictors are fitted; {@link Training#PUBLISHED} unless set.
     *
     * @param settings their number, size and steps
     * @return this
     */
    public Builder training(Training settings) {
      training = requireNonNull(settings, "settings");
      return this;
    }

    /**
     * The strategy.
     *
     * @return immutable
     */
    public Bananas build() {
      return new Bananas(
          new BananasSettings(encoding, initial, round, parents, candidates, training));
    }
  }
}
