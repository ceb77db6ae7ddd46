package org.nas4j.policy;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import org.nas4j.internal.math.Activations;

/**
 * The shape of an {@link LstmPolicy}.
 *
 * @param layers LSTM layers, at least 1
 * @param hidden units of each layer, at least 1
 * @param range initial weights lie in [-range, range)
 * @param temperature logits are divided by this, above 0
 * @param tanhConstant c of the logits' c·tanh(·), above 0; infinity for none
 * @param links how links are scored
 */
public record LstmSettings(
    int layers,
    int hidden,
    double range,
    double temperature,
    double tanhConstant,
    LinkScoring links) {

  /** 2 × 35 units, weights in ±0.08, links by sigmoid (zoph2017nas, section 4.1). */
  public static final LstmSettings NAS = of(2, 35).withRange(0.08);

  /** 1 × 100 units, weights in ±0.1 (zoph2018nasnet, appendix). */
  public static final LstmSettings NASNET = of(1, 100).withRange(0.1);

  /** 1 × 64 units, weights in ±0.1, tanh constant 1.5, two-class links: the macro search of ENAS' code (pham2018enas). */
  public static final LstmSettings ENAS =
      of(1, 64).withRange(0.1).withTanhConstant(1.5).withLinks(LinkScoring.TWO_CLASSES);

  /** Checks. */
  public LstmSettings {
    requireNonNull(links, "links");
    if (layers < 1 || hidden < 1) {
      throw new IllegalArgumentException(
          "A policy needs layers and units, but got [" + layers + "] × [" + hidden + "].");
    }
    requirePositive("initial range", range);
    requirePositive("temperature", temperature);
    requirePositive("tanh constant", tanhConstant);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(
          "The " + name + " must be above 0, but is [" + value + "].");
    }
  }

  /**
   * Weights in ±0.1, plain softmax, links by sigmoid.
   *
   * @param layers LSTM layers, at least 1
   * @param hidden units of each layer, at least 1
   * @return the settings
   */
  public static LstmSettings of(int layers, int hidden) {
    return new LstmSettings(layers, hidden, 0.1, 1, Double.POSITIVE_INFINITY, LinkScoring.SIGMOID);
  }

  /**
   * The same with another initial range.
   *
   * @param range initial weights lie in [-range, range)
   * @return new settings
   */
  public LstmSettings withRange(double range) {
    return new LstmSettings(layers, hidden, range, temperature, tanhConstant, links);
  }

  /**
   * The same with another temperature.
   *
   * @param temperature logits are divided by this, above 0
   * @return new settings
   */
  public LstmSettings withTemperature(double temperature) {
    return new LstmSettings(layers, hidden, range, temperature, tanhConstant, links);
  }

  /**
   * The same with another tanh constant, which keeps every option's probability below
   * 1/(1 + (K−1)·exp(−2c)).
   *
   * @param tanhConstant c of the logits' c·tanh(·), above 0; infinity for none
   * @return new settings
   */
  public LstmSettings withTanhConstant(double tanhConstant) {
    return new LstmSettings(layers, hidden, range, temperature, tanhConstant, links);
  }

  /**
   * The same with another scoring of links.
   *
   * @param links how links are scored
   * @return new settings
   */
  public LstmSettings withLinks(LinkScoring links) {
    return new LstmSettings(layers, hidden, range, temperature, tanhConstant, links);
  }

  /**
   * For results and logs.
   *
   * @return names and values
   */
  public Map<String, String> describe() {
    Map<String, String> all = new TreeMap<>();
    all.put("lstm", layers + "x" + hidden);
    all.put("initialRange", Double.toString(range));
    all.put("temperature", Double.toString(temperature));
    all.put("tanhConstant", Double.toString(tanhConstant));
    all.put("links", links.name());
    return all;
  }

  /** The logit of a raw score. */
  double logit(double score) {
    double scaled = score / temperature;
    return tanhConstant == Double.POSITIVE_INFINITY
        ? scaled
        : tanhConstant * Activations.tanh(scaled);
  }

  /** The derivative of {@link #logit} where it has the given value. */
  double slope(double logit) {
    return tanhConstant == Double.POSITIVE_INFINITY
        ? 1 / temperature
        : (tanhConstant - logit * logit / tanhConstant) / temperature;
  }
}
