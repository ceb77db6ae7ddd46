package org.nas4j.predict;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;

/**
 * The predictors of PNAS (Liu et al. 2018, section 4.3 and appendix; liu2018pnas): small networks
 * that end in a sigmoid, each fitted to all cells but its own share by absolute error, and their
 * mean. Immutable, with value equality.
 *
 * <p>Unverified, and so configurable: how many epochs and how large a batch, which the paper does
 * not tell. By our defaults values are scaled to [0.1, 0.9], so that they need be no fractions, and
 * networks are a third as large.
 */
public final class CellEnsemble implements CellPredictor {

  private final CellEnsembleSettings settings;

  private CellEnsemble(CellEnsembleSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts from our defaults: five networks of 32 units that read the mean of the blocks.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The published ensemble: five networks of 100 units, embeddings of 100, Adam at 0.01 for cells
   * of one block and 0.002 after them, a bias of 1.8 (a prediction of 0.858 before it has learned),
   * and values, which are accuracies, as they are.
   *
   * @param reading the mean of the blocks, which the paper found to foretell larger cells better,
   *     or their sequence
   * @return the recipe
   */
  public static CellEnsemble liu(CellReading reading) {
    return builder()
        .reading(reading)
        .embedding(100)
        .hidden(100)
        .learningRate(0.01)
        .laterRate(0.002)
        .bias(1.8)
        .scaled(false)
        .build();
  }

  /**
   * Starts from this recipe.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return builder()
        .reading(settings.reading())
        .members(settings.members())
        .embedding(settings.embedding())
        .hidden(settings.hidden())
        .epochs(settings.epochs())
        .batch(settings.batch())
        .learningRate(settings.learningRate())
        .laterRate(settings.laterRate())
        .bias(settings.bias())
        .scaled(settings.scaled());
  }

  /**
   * The settings by name.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  @Override
  public Fitted fit(List<List<CellBlock>> cells, double[] values, RandomGenerator random) {
    requireFit(cells, values);
    ValueScale scale = settings.scaled() ? ValueScale.of(values) : ValueScale.NONE;
    double[] targets = Arrays.stream(values).map(scale::inside).toArray();
    CellVocabulary words = CellVocabulary.of(cells);
    List<CellFit> members = new ArrayList<>();
    int[] order = CellFit.shuffled(cells.size(), random);
    for (int member = 0; member < settings.members(); member++) {
      CellEstimator network = settings.reading() == CellReading.MEAN
          ? new MeanCellEstimator(words, settings, random)
          : new LstmCellEstimator(words, settings, random);
      CellFit fit = new CellFit(network, settings);
      fit.learn(cells, targets, without(member, order), random);
      members.add(fit);
    }
    return cell -> scale.outside(
        members.stream().mapToDouble(each -> each.predict(cell)).average().orElseThrow());
  }

  private void requireFit(List<List<CellBlock>> cells, double[] values) {
    if (cells.isEmpty() || cells.size() != values.length) {
      throw new IllegalArgumentException("A predictor learns from as many values as cells, and at"
          + " least one, but got [" + cells.size() + "] cells and [" + values.length + "] values.");
    }
    for (double value : values) {
      if (!(Double.isFinite(value) && (settings.scaled() || value >= 0 && value <= 1))) {
        throw new IllegalArgumentException("A value must be "
            + (settings.scaled() ? "a finite number" : "a fraction in [0, 1]") + ", but is ["
            + value + "].\nMaybe leave failures out"
            + (settings.scaled() ? "." : ", or call scaled(true)."));
      }
    }
  }

  /** All places but every so many-th, of which each member leaves out others. */
  private int[] without(int member, int[] order) {
    if (settings.members() == 1 || order.length < 2 * settings.members()) {
      return order;
    }
    int[] kept = new int[order.length];
    int size = 0;
    for (int i = 0; i < order.length; i++) {
      if (i % settings.members() != member) {
        kept[size++] = order[i];
      }
    }
    return Arrays.copyOf(kept, size);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CellEnsemble that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return settings.toString().replace("CellEnsembleSettings", "CellEnsemble");
  }

  /** Describes the ensemble. Each setting is checked at once. For one thread. */
  public static final class Builder {

    private CellReading reading = CellReading.MEAN;
    private int members = 5;
    private int embedding = 16;
    private int hidden = 32;
    private int epochs = 60;
    private int batch = 8;
    private double learningRate = 0.01;
    private double laterRate = 0.005;
    private double bias;
    private boolean scaled = true;

    private Builder() {}

    /**
     * How a network reads a cell; the mean of its blocks unless set.
     *
     * @param newReading one of them
     * @return this
     */
    public Builder reading(CellReading newReading) {
      reading = requireNonNull(newReading, "newReading");
      return this;
    }

    /**
     * How many networks; 5 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder members(int count) {
      members = Checks.positive(count, "number of members");
      return this;
    }

    /**
     * Size of the vectors that stand for inputs and operations; 16 unless set.
     *
     * @param size at least 1
     * @return this
     */
    public Builder embedding(int size) {
      embedding = Checks.positive(size, "size of an embedding");
      return this;
    }

    /**
     * Units of a layer; 32 unless set.
     *
     * @param units at least 1
     * @return this
     */
    public Builder hidden(int units) {
      hidden = Checks.positive(units, "number of hidden units");
      return this;
    }

    /**
     * How often each cell is seen in a fit; 60 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder epochs(int count) {
      epochs = Checks.positive(count, "number of epochs");
      return this;
    }

    /**
     * Cells of a step; 8 unless set.
     *
     * @param cells at least 1
     * @return this
     */
    public Builder batch(int cells) {
      batch = Checks.positive(cells, "size of a batch");
      return this;
    }

    /**
     * Adam's rate where all cells have one block; 0.01 unless set.
     *
     * @param rate above 0
     * @return this
     */
    public Builder learningRate(double rate) {
      learningRate = Checks.positive(rate, "learning rate");
      return this;
    }

    /**
     * Adam's rate where a cell has more blocks; 0.005 unless set.
     *
     * @param rate above 0
     * @return this
     */
    public Builder laterRate(double rate) {
      laterRate = Checks.positive(rate, "later learning rate");
      return this;
    }

    /**
     * Before the sigmoid at the start; 0 unless set.
     *
     * @param value finite
     * @return this
     */
    public Builder bias(double value) {
      bias = Checks.within(value, -20, 20, "bias");
      return this;
    }

    /**
     * Whether values are scaled from their least and most to [0.1, 0.9]; they are unless told.
     *
     * @param scales false for fractions that are to be learned as they are
     * @return this
     */
    public Builder scaled(boolean scales) {
      scaled = scales;
      return this;
    }

    /**
     * Builds.
     *
     * @return immutable
     */
    public CellEnsemble build() {
      return new CellEnsemble(new CellEnsembleSettings(
          reading,
          members,
          embedding,
          hidden,
          epochs,
          batch,
          learningRate,
          laterRate,
          bias,
          scaled));
    }
  }
}
