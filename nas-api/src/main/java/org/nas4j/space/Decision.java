package org.nas4j.space;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
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
   * The number of options.
   *
   * @return at least 1
   */
  public int size() {
    return options.size();
  }
}
