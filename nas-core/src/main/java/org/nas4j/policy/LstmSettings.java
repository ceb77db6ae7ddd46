package org.nas4j.policy;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.SettingName;
import org.nas4j.internal.recipe.ShownIfSet;

/**
 * The shape of a recurrent policy.
 *
 * @param layers LSTM layers, at least 1
 * @param hidden units of each layer, at least 1
 * @param range initial weights lie in [-range, range)
 * @param temperature logits are divided by this, above 0
 * @param tanhConstant c of the logits' c·tanh(·), above 0; infinity for none
 * @param links how links are scored
 * @param optionPrior which options of a decision are preferred from the start
 * @param recency how choices among anchors lean to recent ones
 * @param blankInputs whether a chosen anchor that no decision stands before is read as zeros
 */
public record LstmSettings(
    @SettingName("lstm") int layers,
    @SettingName("lstm") int hidden,
    @SettingName("initialRange") double range,
    double temperature,
    double tanhConstant,
    LinkScoring links,
    @ShownIfSet Optional<OptionPrior> optionPrior,
    @ShownIfSet Optional<Recency> recency,
    @ShownIfSet boolean blankInputs) {

  /** 2 × 35 units, weights in ±0.08, links by sigmoid (zoph2017nas, section 4.1). */
  public static final LstmSettings NAS =
      builder().layers(2).hidden(35).range(0.08).build();

  /** 1 × 100 units, weights in ±0.1 (zoph2018nasnet, appendix). */
  public static final LstmSettings NASNET = of(1, 100);

  /**
   * 1 × 64 units, weights in ±0.1, tanh constant 1.5, two-class links: the macro search of ENAS'
   * code (pham2018enas).
   */
  public static final LstmSettings ENAS =
      builder().hidden(64).tanhConstant(1.5).links(LinkScoring.TWO_CLASSES).build();

  /** Checks. */
  public LstmSettings {
    requireNonNull(links, "links");
    requireNonNull(optionPrior, "optionPrior");
    requireNonNull(recency, "recency");
    Checks.positive(layers, "number of layers");
    Checks.positive(hidden, "number of units");
    Checks.positive(range, "initial range");
    Checks.positive(temperature, "temperature");
    Checks.positiveOrInfinite(tanhConstant, "tanh constant");
  }

  /**
   * Weights in ±0.1, plain softmax, links by sigmoid.
   *
   * @param layers LSTM layers, at least 1
   * @param hidden units of each layer, at least 1
   * @return the settings
   */
  public static LstmSettings of(int layers, int hidden) {
    return builder().layers(layers).hidden(hidden).build();
  }

  /**
   * Starts from our defaults: 1 × 16 units, weights in ±0.1, plain softmax, links by sigmoid.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts from these settings.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder()
        .layers(layers)
        .hidden(hidden)
        .range(range)
        .temperature(temperature)
        .tanhConstant(tanhConstant)
        .links(links)
        .leaning(this);
  }

  /** Describes the shape of a policy. */
  public static final class Builder {

    private int layers = 1;
    private int hidden = 16;
    private double range = 0.1;
    private double temperature = 1;
    private double tanhConstant = Double.POSITIVE_INFINITY;
    private LinkScoring links = LinkScoring.SIGMOID;
    private Optional<OptionPrior> optionPrior = Optional.empty();
    private Optional<Recency> recency = Optional.empty();
    private boolean blankInputs;

    private Builder() {}

    /**
     * How many LSTM layers there are.
     *
     * @param count at least 1
     * @return this
     */
    public Builder layers(int count) {
      layers = Checks.positive(count, "number of layers");
      return this;
    }

    /**
     * How many units each layer has.
     *
     * @param units at least 1
     * @return this
     */
    public Builder hidden(int units) {
      hidden = Checks.positive(units, "number of units");
      return this;
    }

    /**
     * Where weights begin.
     *
     * @param bound initial weights lie in [-bound, bound); above 0
     * @return this
     */
    public Builder range(double bound) {
      range = Checks.positive(bound, "initial range");
      return this;
    }

    /**
     * What logits are divided by.
     *
     * @param divisor above 0; above 1 the policy is more even
     * @return this
     */
    public Builder temperature(double divisor) {
      temperature = Checks.positive(divisor, "temperature");
      return this;
    }

    /**
     * Bounds logits, which keeps every option's probability below 1/(1 + (K−1)·exp(−2c)).
     *
     * @param bound c of the logits' c·tanh(·), above 0; infinity for none
     * @return this
     */
    public Builder tanhConstant(double bound) {
      tanhConstant = Checks.positiveOrInfinite(bound, "tanh constant");
      return this;
    }

    /**
     * How links are scored.
     *
     * @param scoring by sigmoid or as two classes
     * @return this
     */
    public Builder links(LinkScoring scoring) {
      links = requireNonNull(scoring, "scoring");
      return this;
    }

    private Builder leaning(LstmSettings settings) {
      optionPrior = settings.optionPrior();
      recency = settings.recency();
      blankInputs = settings.blankInputs();
      return this;
    }

    /**
     * Prefers options of a decision from the start; none unless set.
     *
     * @param prior of which decision, and how
     * @return this
     */
    public Builder optionPrior(OptionPrior prior) {
      optionPrior = Optional.of(prior);
      return this;
    }

    /**
     * Lets choices among anchors lean to recent ones; they do not unless set.
     *
     * @param leaning how much
     * @return this
     */
    public Builder recency(Recency leaning) {
      recency = Optional.of(leaning);
      return this;
    }

    /**
     * Whether the step after a choice among anchors reads zeros where the chosen anchor has no
     * decision before it, as the inputs of a cell, in ENAS' micro controller; it reads the anchor's
     * hidden state unless told.
     *
     * @param blank true for zeros
     * @return this
     */
    public Builder blankInputs(boolean blank) {
      blankInputs = blank;
      return this;
    }

    /**
     * The settings.
     *
     * @return immutable
     */
    public LstmSettings build() {
      return new LstmSettings(
          layers,
          hidden,
          range,
          temperature,
          tanhConstant,
          links,
          optionPrior,
          recency,
          blankInputs);
    }
  }
}
