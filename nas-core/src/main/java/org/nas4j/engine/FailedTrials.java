package org.nas4j.engine;

import static java.util.Objects.requireNonNull;

/**
 * The trials that failed for one reason.
 *
 * @param count how many, at least 1
 * @param firstMessage what the first of them said, for people
 */
public record FailedTrials(long count, String firstMessage) {

  private static final int MOST_SHOWN = 300;

  /** Checks. */
  public FailedTrials {
    requireNonNull(firstMessage, "firstMessage");
  }

  /** The count, and the first line of the first message. */
  @Override
  public String toString() {
    return count + " (" + firstLine(firstMessage) + ")";
  }

  /** The first line of a message, short enough to stand in a line with others. */
  static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN - 1) + "…";
  }
}
