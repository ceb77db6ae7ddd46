package org.nas4j.language;

import java.util.Map;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;

/**
 * How a language model is trained: Adam with a learning rate that falls along a cosine to nothing,
 * on parallel streams of the text, whose states go on from batch to batch. The defaults suit some
 * minutes of characters. Immutable, with value equality.
 */
public final class LanguageTraining {

  /** Weight decay, as in ENAS. */
  static final double DECAY = 1e-7;

  private final Components components;

  private LanguageTraining(Components components) {
    this.components = components;
  }

  /** The text of these is part of journals. */
  private record Components(
      int hidden,
      int batch,
      int steps,
      int batches,
      double learningRate,
      double clip,
      double dropout,
      int threads) {}

  /**
   * Starts with the defaults: 200 units, 2,000 batches of 64 streams and 50 steps, learning rate
   * 0.004, gradients cut to 1, no dropout, a thread for each processor.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The defaults, for texts of characters.
   *
   * @param hidden units
   * @param batches to train on
   * @return settings
   */
  public static LanguageTraining characters(int hidden, int batches) {
    return builder().hidden(hidden).batches(batches).build();
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.hidden = hidden();
    builder.batch = batch();
    builder.steps = steps();
    builder.batches = batches();
    builder.learningRate = learningRate();
    builder.clip = clip();
    builder.dropout = dropout();
    builder.threads = threads();
    return builder;
  }

  /**
   * Units of each state.
   *
   * @return at least 1
   */
  public int hidden() {
    return components.hidden();
  }

  /**
   * Parallel streams.
   *
   * @return at least 1
   */
  public int batch() {
    return components.batch();
  }

  /**
   * Steps in time that gradients reach back.
   *
   * @return at least 1
   */
  public int steps() {
    return components.steps();
  }

  /**
   * Batches to train on, over and over the text.
   *
   * @return at least 1
   */
  public int batches() {
    return components.batches();
  }

  /**
   * The learning rate at the start.
   *
   * @return above 0
   */
  public double learningRate() {
    return components.learningRate();
  }

  /**
   * The greatest length of the gradient of all weights together.
   *
   * @return above 0, perhaps infinite
   */
  public double clip() {
    return components.clip();
  }

  /**
   * The share of embeddings and of outputs that is left out.
   *
   * @return in [0, 1)
   */
  public double dropout() {
    return components.dropout();
  }

  /**
   * Threads.
   *
   * @return at least 1
   */
  public int threads() {
    return components.threads();
  }

  double rate(int done) {
    return learningRate() * (1 + StrictMath.cos(StrictMath.PI * done / batches())) / 2;
  }

  /**
   * The settings by name, for a result's provenance.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return Settings.of(components);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LanguageTraining that && components.equals(that.components);
  }

  @Override
  public int hashCode() {
    return components.hashCode();
  }

  @Override
  public String toString() {
    return Settings.describe("LanguageTraining", components);
  }

  /** Each setting is checked at once. For one thread. */
  public static final class Builder {

    private int hidden = 200;
    private int batch = 64;
    private int steps = 50;
    private int batches = 2000;
    private double learningRate = 0.004;
    private double clip = 1;
    private double dropout;
    private int threads = Runtime.getRuntime().availableProcessors();

    private Builder() {}

    /**
     * Units of each state. The default is 200.
     *
     * @param units at least 1
     * @return this
     */
    public Builder hidden(int units) {
      hidden = Checks.positive(units, "number of units");
      return this;
    }

    /**
     * Parallel streams of the text. The default is 64.
     *
     * @param streams at least 1
     * @return this
     */
    public Builder batch(int streams) {
      batch = Checks.positive(streams, "number of streams");
      return this;
    }

    /**
     * Steps in time that gradients reach back. The default is 50.
     *
     * @param count at least 1
     * @return this
     */
    public Builder steps(int count) {
      steps = Checks.positive(count, "number of steps");
      return this;
    }

    /**
     * Batches to train on, over and over the text; of a supernet, the length of an epoch. The
     * default is 2,000.
     *
     * @param count at least 1
     * @return this
     */
    public Builder batches(int count) {
      batches = Checks.positive(count, "number of batches");
      return this;
    }

    /**
     * The learning rate at the start. The default is 0.004.
     *
     * @param rate above 0
     * @return this
     */
    public Builder learningRate(double rate) {
      learningRate = Checks.positive(rate, "learning rate");
      return this;
    }

    /**
     * Shortens gradients that are longer than so much. The default is 1.
     *
     * @param norm root of the sum of squares over all weights, above 0; infinity for no limit
     * @return this
     */
    public Builder clipGradient(double norm) {
      clip = Checks.positiveOrInfinite(norm, "longest gradient");
      return this;
    }

    /**
     * The share of embeddings and of outputs that is left out, the same in all steps of a stream.
     * The default is 0.
     *
     * @param rate in [0, 1)
     * @return this
     */
    public Builder dropout(double rate) {
      dropout = Checks.fraction(rate, "rate of dropout");
      return this;
    }

    /**
     * Threads. The default is one for each processor; another number changes figures in their last
     * digits.
     *
     * @param count at least 1
     * @return this
     */
    public Builder threads(int count) {
      threads = Checks.positive(count, "number of threads");
      return this;
    }

    /**
     * Ends the settings.
     *
     * @return immutable settings
     */
    public LanguageTraining build() {
      return new LanguageTraining(
          new Components(hidden, batch, steps, batches, learningRate, clip, dropout, threads));
    }
  }
}
