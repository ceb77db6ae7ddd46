package org.nas4j.engine;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.nas4j.search.Outcome;
import org.nas4j.search.Progress;
import org.nas4j.search.SearchListener;
import org.nas4j.search.Trial;

/**
 * Prints a line per evaluated trial: its outcome, the best so far, and the time that is left by the
 * budget spent; one per evaluation of a finalist; and one at the end.
 */
public final class ProgressPrinter implements SearchListener {

  private static final double MILLIS = 1000;
  private static final Words WORDS = new Words();

  private final PrintStream out;

  /**
   * A listener that prints.
   *
   * @param out where to
   */
  public ProgressPrinter(PrintStream out) {
    this.out = requireNonNull(out, "out");
  }

  @Override
  public void onTrialFinished(Trial trial, Progress progress, double spent) {
    if (!trial.wasEvaluated()) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "trial %4d  %-8s in %4.1f s  best %s  %s%n",
        trial.id(),
        words(trial.outcome()),
        trial.duration().toMillis() / MILLIS,
        best(progress),
        timeLeft(progress, spent));
    out.flush();
  }

  @Override
  public void onFinalistEvaluated(Trial evaluated) {
    out.printf(
        Locale.ROOT,
        "final %4d  %-8s in %4.1f s  of %s%n",
        evaluated.id(),
        evaluated.outcome().accept(WORDS),
        evaluated.duration().toMillis() / MILLIS,
        evaluated.genotype().code());
    out.flush();
  }

  @Override
  public void onResumed(Progress progress, double spent) {
    out.printf(
        Locale.ROOT,
        "resumed after %d trials %s best %s  %s%n",
        progress.observed(),
        " ".repeat(22),
        best(progress),
        timeLeft(progress, spent));
    out.flush();
  }

  @Override
  public void onStopped(Progress progress, Optional<Trial> best, String reason) {
    out.printf(
        Locale.ROOT,
        "ended after %d trials, best %s%s: %s%n",
        progress.observed(),
        best(progress),
        best.map(trial -> " of trial " + trial.id()).orElse(""),
        reason);
    out.flush();
  }

  /** How a trial ended, in a few words. */
  static String words(Outcome outcome) {
    return outcome.accept(WORDS);
  }

  private static String best(Progress progress) {
    return progress.best().isPresent() ? format(progress.best().getAsDouble()) : "none";
  }

  private static String format(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String timeLeft(Progress progress, double spent) {
    if (spent <= 0) {
      return "";
    }
    Duration left = Duration.ofMillis((long) (progress.elapsed().toMillis() * (1 - spent) / spent));
    return String.format(
        Locale.ROOT, "%3.0f %%, %d:%02d left", 100 * spent, left.toMinutes(), left.toSecondsPart());
  }

  /** How a trial ended, in a few words. */
  private static final class Words implements Outcome.Visitor<String> {

    @Override
    public String visit(Outcome.Scored outcome) {
      return format(outcome.value());
    }

    @Override
    public String visit(Outcome.Stopped outcome) {
      return format(outcome.value()) + " stopped: " + outcome.reason();
    }

    @Override
    public String visit(Outcome.Failed outcome) {
      return "failed: " + outcome.reason() + ": " + FailedTrials.firstLine(outcome.message());
    }

    @Override
    public String visit(Outcome.Rejected outcome) {
      return "rejected";
    }
  }
}
