package org.nas4j.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.math.Activations;
import org.nas4j.internal.math.Adam;
import org.nas4j.internal.recipe.Settings;

/**
 * The predictor of Faster BlockQNN, which is Peephole's (deng2017peephole, section 3;
 * zhong2020blockqnn): each layer of a block is the embeddings of its code's numbers side by side,
 * an LSTM reads layer after layer, and its last output, together with the embedding of an epoch,
 * goes through a network of three layers to the accuracy after that epoch. Fitted by the smooth
 * absolute error to blocks that were trained, after whichever of their epochs. Immutable, with
 * value equality.
 *
 * <p>Unverified, since the journal version does not tell: sizes, rate and passes are ours. Values
 * are scaled to the middle of a sigmoid's range. In each pass a block is seen after one epoch,
 * drawn at random, the last one every other time.
 */
public final class BlockPredictor implements CellPredictor {

  private static final double GREATEST_NORM = 5;

  private final BlockPredictorSettings settings;

  private BlockPredictor(BlockPredictorSettings settings) {
    this.settings = settings;
  }

  /** What was learned, also of single epochs. For one thread. */
  public interface FittedBlocks extends Fitted {

    /**
     * How good a block would be after so many epochs.
     *
     * @param block at least one layer
     * @param epoch from 1; later ones than any that was learned from count as the last of those
     * @return in the unit of the values that were learned from
     */
    double predict(List<CellBlock> block, int epoch);
  }

  /**
   * Starts from our defaults: embeddings of 8, 24 units, 60 passes in batches of 8, Adam at 0.01.
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
    return builder()
        .embedding(settings.embedding())
        .hidden(settings.hidden())
        .passes(settings.passes())
        .batch(settings.batch())
        .learningRate(settings.learningRate());
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
  public FittedBlocks fit(List<List<CellBlock>> cells, double[] values, RandomGenerator random) {
    if (cells.size() != values.length) {
      throw new IllegalArgumentException(
          "A predictor learns from as many values as cells, but got [" + cells.size()
              + "] cells and [" + values.length + "] values.");
    }
    List<CellCourse> courses = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      courses.add(new CellCourse(cells.get(i), List.of(values[i])));
    }
    return fit(courses, random);
  }

  /**
   * Learns from whole trainings.
   *
   * @param courses at least one
   * @param random of initial weights, order and epochs
   * @return what foretells; without an epoch, what comes after the last of the longest training
   * @throws IllegalArgumentException if there is none
   */
  public FittedBlocks fit(List<CellCourse> courses, RandomGenerator random) {
    if (courses.isEmpty()) {
      throw new IllegalArgumentException(
          "A predictor learns from at least one block, but got none.");
    }
    double[] all = courses.stream()
        .flatMap(each -> each.values().stream())
        .mapToDouble(each -> each)
        .toArray();
    ValueScale scale = ValueScale.of(all);
    int epochs = courses.stream().mapToInt(each -> each.values().size()).max().orElseThrow();
    CellVocabulary words =
        CellVocabulary.of(courses.stream().map(CellCourse::cell).toList());
    BlockEstimator network = new BlockEstimator(words, epochs, settings, random);
    learn(network, courses, scale, random);
    return new LearnedBlocks(network, scale, epochs);
  }

  private void learn(
      BlockEstimator network, List<CellCourse> courses, ValueScale scale, RandomGenerator random) {
    Adam adam = new Adam(settings.learningRate(), 0.9, 0.999, 1e-8);
    int[] order = CellFit.shuffled(courses.size(), random);
    for (int pass = 0; pass < settings.passes(); pass++) {
      CellFit.shuffle(order, random);
      for (int from = 0; from < order.length; from += settings.batch()) {
        int to = Math.min(order.length, from + settings.batch());
        for (int place : Arrays.copyOfRange(order, from, to)) {
          step(network, courses.get(place), scale, to - from, random);
        }
        adam.ascend(network.parameters(), GREATEST_NORM);
      }
    }
  }

  /** The gradient of minus the smooth absolute error. */
  private static void step(
      BlockEstimator network,
      CellCourse course,
      ValueScale scale,
      int batch,
      RandomGenerator random) {
    int last = course.values().size();
    int epoch = random.nextBoolean() ? last : 1 + random.nextInt(last);
    double value = Activations.sigmoid(network.forward(course.cell(), epoch));
    double error = value - scale.inside(course.values().get(epoch - 1));
    double slope = value * (1 - value);
    network.backward(-Math.max(-1, Math.min(1, error)) * slope / batch);
  }

  private record LearnedBlocks(BlockEstimator network, ValueScale scale, int epochs)
      implements FittedBlocks {

    @Override
    public double predict(List<CellBlock> block) {
      return predict(block, epochs);
    }

    @Override
    public double predict(List<CellBlock> block, int epoch) {
      Checks.positive(epoch, "epoch");
      return scale.outside(Activations.sigmoid(network.forward(block, epoch)));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockPredictor that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return settings.toString().replace("BlockPredictorSettings", "BlockPredictor");
  }

  /** Describes the predictor. Each setting is checked at once. For one thread. */
  public static final class Builder {

    private int embedding = 8;
    private int hidden = 24;
    private int passes = 60;
    private int batch = 8;
    private double learningRate = 0.01;

    private Builder() {}

    /**
     * Size of the vectors that stand for a number of the code, or for an epoch; 8 unless set.
     *
     * @param length at least 1
     * @return this
     */
    public Builder embedding(int length) {
      embedding = Checks.positive(length, "size of an embedding");
      return this;
    }

    /**
     * Units of the LSTM and of each layer; 24 unless set.
     *
     * @param units at least 1
     * @return this
     */
    public Builder hidden(int units) {
      hidden = Checks.positive(units, "number of hidden units");
      return this;
    }

    /**
     * How often each block is seen in a fit; 60 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder passes(int count) {
      passes = Checks.positive(count, "number of passes");
      return this;
    }

    /**
     * Blocks of a step; 8 unless set.
     *
     * @param blocks at least 1
     * @return this
     */
    public Builder batch(int blocks) {
      batch = Checks.positive(blocks, "size of a batch");
      return this;
    }

    /**
     * Adam's rate; 0.01 unless set.
     *
     * @param rate above 0
     * @return this
     */
    public Builder learningRate(double rate) {
      learningRate = Checks.positive(rate, "learning rate");
      return this;
    }

    /**
     * Builds.
     *
     * @return immutable
     */
    public BlockPredictor build() {
      return new BlockPredictor(
          new BlockPredictorSettings(embedding, hidden, passes, batch, learningRate));
    }
  }
}
