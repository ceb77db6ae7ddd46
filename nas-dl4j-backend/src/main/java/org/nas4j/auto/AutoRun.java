package org.nas4j.auto;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.nas4j.model.Model;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: its time, what was set, and what an earlier one left.
 *
 * @param clock tells how much of the time is left
 * @param seed of all that is drawn
 * @param heldOut which examples judge
 * @param journal for the next run
 */
record AutoRun(AutoClock clock, long seed, HeldOut heldOut, AutoJournal journal) {

  private static final Logger LOG = LoggerFactory.getLogger(AutoRun.class);
  private static final String FINISHED = "finished";
  private static final String CHOICE = "choice.";
  private static final String FIGURE = "figure";
  private static final String BEST = "best";

  /** Keeps the best model so far, and by which figure it is that. */
  void keep(Model model, double figure) {
    journal.writeBest(model);
    keep(AutoJournal.BEST, figure);
  }

  /** Keeps the figure of a model that was kept in another file. */
  void keep(String file, double figure) {
    journal.note(BEST, file);
    journal.note(FIGURE, Double.toString(figure));
    journal.write(clock.elapsed());
  }

  /** The figure of the best model so far. */
  OptionalDouble figure() {
    return journal.fact(FIGURE).stream().mapToDouble(Double::parseDouble).findFirst();
  }

  /** Keeps the result, so that the same run once more gives it at once. */
  void finish(Model model, double figure, Map<String, String> choices) {
    journal.writeBest(model);
    finish(AutoJournal.BEST, figure, choices);
  }

  /** The same of a model that was kept in another file. */
  void finish(String file, double figure, Map<String, String> choices) {
    choices.forEach((name, value) -> journal.note(CHOICE + name, value));
    journal.note(FINISHED, "yes");
    keep(file, figure);
  }

  boolean isFinished() {
    return journal.fact(FINISHED).isPresent();
  }

  Map<String, String> choices() {
    return new LinkedHashMap<>(journal.facts(CHOICE));
  }

  /** What a run does. */
  @FunctionalInterface
  interface Work<R> {

    R run() throws InterruptedException;
  }

  /** Works; with a journal, the end of the JVM interrupts it, and waits until all is written. */
  <R> R watched(Work<R> work) throws InterruptedException {
    if (journal.folder().isEmpty()) {
      return work.run();
    }
    ShutdownWatch watch = new ShutdownWatch();
    try {
      return told(work);
    } finally {
      watch.close();
    }
  }

  /** All is written before the watch lets the JVM go. */
  private <R> R told(Work<R> work) throws InterruptedException {
    try {
      return work.run();
    } catch (InterruptedException e) {
      InterruptedException told = interrupted();
      told.initCause(e);
      LOG.warn("{}", told.getMessage());
      throw told;
    }
  }

  /** Says what there is, and how to go on. */
  private InterruptedException interrupted() {
    String spent = String.format(
        Locale.ROOT,
        "The search was interrupted after %.1f of %.1f seconds",
        clock.elapsed().toNanos() / 1e9,
        clock.time().toNanos() / 1e9);
    journal.write(clock.elapsed());
    String best = journal
        .fact(BEST)
        .flatMap(journal::file)
        .map(file -> ". The best model so far is [" + file + "]")
        .orElse(", before there was a model");
    return new InterruptedException(spent + best + ".\nMaybe run the same search again with"
        + " journal(" + journal.folder().get() + "): it goes on within the time that is left.");
  }
}
