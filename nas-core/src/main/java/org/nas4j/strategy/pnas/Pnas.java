package org.nas4j.strategy.pnas;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.predict.CellEnsemble;
import org.nas4j.predict.CellPredictor;
import org.nas4j.predict.CellReading;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Progressive neural architecture search (Liu et al. 2018, section 4, algorithm 1; liu2018pnas):
 * all different cells of one block are evaluated; then each cell that was evaluated is extended by
 * each possible block, a predictor that was fitted to all cells so far ranks the extensions, and
 * the best K are evaluated; and so on up to the largest cells, after which the search ends by
 * itself. Cells that differ in the order of a block's halves or of independent blocks are one.
 *
 * <p>For spaces that ask how many blocks there are, rising from 1, and then for each block an
 * input, an operation, another input and its operation, such as
 * {@link org.nas4j.spaces.pnas.PnasSpace}; other spaces are refused when the search begins.
 *
 * <p>Deviations: with a lookahead above 1 a size begins while the last trials of the one before are
 * still under way, and the predictor does not know them. Cells whose evaluation failed are not
 * extended. By our default K is 16 and not 256.
 */
public final class Pnas implements SearchStrategy {

  private final PnasSettings settings;

  private Pnas(PnasSettings settings) {
    this.settings = settings;
  }

  /**
   * The published settings: K = 256, and the ensemble of five that reads the mean of the blocks.
   *
   * @return the strategy
   */
  public static Pnas liu() {
    return builder().kept(256).predictor(CellEnsemble.liu(CellReading.MEAN)).build();
  }

  /**
   * Starts from our defaults: K = 16, and a small ensemble.
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
    return builder().kept(settings.kept()).predictor(settings.predictor());
  }

  @Override
  public Controller open(ControllerContext context) {
    return new PnasController(settings, CellQuestions.of(context));
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /** Describes the search. For one thread. */
  public static final class Builder {

    private int kept = 16;
    private CellPredictor predictor = CellEnsemble.builder().build();

    private Builder() {}

    /**
     * K, how many cells of each further size are evaluated; 16 unless set.
     *
     * @param cells at least 1
     * @return this
     */
    public Builder kept(int cells) {
      kept = Checks.positive(cells, "number of kept cells");
      return this;
    }

    /**
     * What foretells how good a cell will be; a small {@link CellEnsemble} unless set.
     *
     * @param newPredictor a recipe that shows its settings
     * @return this
     */
    public Builder predictor(CellPredictor newPredictor) {
      predictor = requireNonNull(newPredictor, "newPredictor");
      return this;
    }

    /**
     * Builds.
     *
     * @return the strategy
     */
    public Pnas build() {
      return new Pnas(new PnasSettings(kept, predictor));
    }
  }
}
