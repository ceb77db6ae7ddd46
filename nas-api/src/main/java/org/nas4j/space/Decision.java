package org.nas4j.space;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.nas4j.internal.checks.Texts;

/**
 * A named question with finite, ordered options.
 *
 * <p>The name is the decision's identity: a learning controller shares what it knows (softmax head,
 * embedding, Q-value) between all points that ask a decision of the same name. Ask under one name
 * where the answers mean the same everywhere, and put the position into the name ("layer 3:
 * filters") where they do not. Options of numeric decisions should be sorted, since some methods
 * (bisection, ordinal surrogates) make use of their order.
 *
 * @param name identity of the question, not blank
 * @param options the possible answers, at least one; never changes after construction
 * @param <T> type of an answer
 */
public record Decision<T>(String name, List<T> options) {

  /** The options of every yes-or-no decision, in their order. */
  static final List<Boolean> NO_YES = List.of(false, true);

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the name is blank or too long, or there is no option
   */
  public Decision {
    requireNonNull(name, "name");
    options = List.copyOf(options);
    Texts.name(name, "decision");
    if (options.isEmpty()) {
      throw new IllegalArgumentException("Decision ["
          + name
          + "] has no options.\nMaybe skip the question where nothing is left to decide.");
    }
  }

  /**
   * A decision with the given options.
   *
   * @param name identity of the question
   * @param options the answers in their order
   * @param <T> type of an answer
   * @return the decision
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the options are copied, never written to
  public static <T> Decision<T> of(String name, T... options) {
    return new Decision<>(name, Arrays.asList(options));
  }

  /**
   * A yes-or-no decision: option 0 is {@code false}, option 1 is {@code true}.
   *
   * @param name identity of the question
   * @return the decision
   */
  public static Decision<Boolean> flag(String name) {
    return new Decision<>(name, NO_YES);
  }

  /**
   * A range of numbers, as so many of them at equal distances.
   *
   * @param name identity of the question
   * @param from the smallest, and the first option
   * @param to the largest, and the last option
   * @param count how many, at least 2
   * @return the decision
   * @throws IllegalArgumentException if the range is empty or not finite, or the count too small
   */
  public static Decision<Double> linear(String name, double from, double to, int count) {
    requireRange(name, from, to, count);
    return range(name, from, to, count, share -> from + share * (to - from));
  }

  /**
   * A range of numbers, as so many of them at equal ratios: for what matters by its magnitude, such
   * as a learning rate.
   *
   * @param name identity of the question
   * @param from the smallest, above 0, and the first option
   * @param to the largest, and the last option
   * @param count how many, at least 2
   * @return the decision
   * @throws IllegalArgumentException if the range is empty, not finite or not above 0, or the count
   *     too small
   */
  public static Decision<Double> logarithmic(String name, double from, double to, int count) {
    requireRange(name, from, to, count);
    if (from <= 0) {
      throw new IllegalArgumentException("The range of decision [" + name + "] begins at [" + from
          + "], but ratios need numbers above 0.\nMaybe use linear(…), or a smallest number such as"
          + " 1e-6.");
    }
    return range(name, from, to, count, share -> from * StrictMath.pow(to / from, share));
  }

  private static void requireRange(String name, double from, double to, int count) {
    if (!(from < to) || !Double.isFinite(from) || !Double.isFinite(to - from)) {
      throw new IllegalArgumentException("Decision [" + name + "] has the range from [" + from
          + "] to [" + to + "], which is none.\nMaybe the ends are exchanged.");
    }
    if (count < 2) {
      throw new IllegalArgumentException("Decision [" + name + "] has a range of [" + count
          + "] numbers, but both ends are among them.\nMaybe 9 are enough.");
    }
  }

  private static Decision<Double> range(
      String name, double from, double to, int count, DoubleUnaryOperator at) {
    Double[] options = new Double[count];
    for (int i = 1; i + 1 < count; i++) {
      options[i] = at.applyAsDouble((double) i / (count - 1));
    }
    options[0] = from;
    options[count - 1] = to;
    return of(name, options);
  }

  /**
   * The number of options.
   *
   * @return at least 1
   */
  public int size() {
    return options.size();
  }
}
