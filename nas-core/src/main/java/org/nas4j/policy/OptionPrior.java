package org.nas4j.policy;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.nas4j.internal.checks.Checks;

/**
 * Which options of one decision a policy prefers before it has learned anything, as ENAS' micro
 * controller does (pham2018enas, released code): the logit of option k is share·c·tanh((w·h + b)/T)
 * + f, c the policy's tanh constant and T its temperature. b is trained and begins at
 * {@code start}; f is {@code firstCell} in the first cell and 0 in those after it, where a cell
 * begins at anchors that no decision stands before. Where the policy has no tanh constant, its
 * share has no effect.
 *
 * @param decision its name
 * @param tanhShare part of the policy's tanh constant, above 0
 * @param start first biases of the first options; those of the rest are 0
 * @param firstCell what is added to the logits of the first options; nothing to the rest
 */
public record OptionPrior(
    String decision, double tanhShare, List<Double> start, List<Double> firstCell) {

  private static final double LIKED = 0.25;

  /**
   * That of ENAS' micro search: 2.5 times less of the tanh constant, convolutions begin at 10, and
   * in the normal cell ±0.25 for and against them for ever. tanh(10) hardly has a slope, so that
   * the bias towards convolutions is never unlearned; and with the tanh constant of 1.10 no
   * operation of the reduction cell ever has a probability above 0.38.
   */
  public static final OptionPrior ENAS_MICRO = new OptionPrior(
      "operation", 1 / 2.5, List.of(10.0, 10.0), List.of(LIKED, LIKED, -LIKED, -LIKED, -LIKED));

  /** Checks and copies. */
  public OptionPrior {
    requireNonNull(decision, "decision");
    Checks.positive(tanhShare, "share of the tanh constant");
    start = List.copyOf(start);
    firstCell = List.copyOf(firstCell);
    for (List<Double> each : List.of(start, firstCell)) {
      if (each.stream().anyMatch(bias -> !Double.isFinite(bias))) {
        throw new IllegalArgumentException("Biases must be finite, but are " + each + ".");
      }
    }
  }

  /**
   * The first bias of an option.
   *
   * @param option its number
   * @return 0 if none was given
   */
  public double start(int option) {
    return option < start.size() ? start.get(option) : 0;
  }

  /**
   * What is added to an option's logit in the first cell.
   *
   * @param option its number
   * @return 0 if nothing was given
   */
  public double firstCell(int option) {
    return option < firstCell.size() ? firstCell.get(option) : 0;
  }
}
