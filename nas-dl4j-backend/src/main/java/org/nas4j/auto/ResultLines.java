package org.nas4j.auto;

import java.time.Duration;
import java.util.Map;
import org.nas4j.internal.checks.Texts;

/** What one call found, in a few lines for people. Stateless. */
final class ResultLines {

  private ResultLines() {}

  /** The figure it was chosen by, the time, the model, and what was chosen. */
  static String of(
      String figure, double value, Duration elapsed, Object model, Map<String, String> choices) {
    StringBuilder text = new StringBuilder(figure)
        .append(' ')
        .append(Texts.rounded(value))
        .append(" in ")
        .append(elapsed.toSeconds())
        .append(" s\n  ")
        .append(model);
    choices.forEach(
        (name, choice) -> text.append("\n  ").append(name).append(": ").append(choice));
    return text.toString();
  }
}
