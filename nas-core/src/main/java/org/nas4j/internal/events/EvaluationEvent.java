package org.nas4j.internal.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The evaluation of a candidate, on the thread that it ran on. */
@Name(EvaluationEvent.NAME)
@Label("Evaluation")
@Category("NAS4J")
@Description("A candidate was evaluated")
@StackTrace(false)
public final class EvaluationEvent extends Event {

  /** What recordings call it. */
  public static final String NAME = "org.nas4j.Evaluation";

  @Label("Trial")
  @Description("Number of the trial in its run, from 0")
  final long trial;

  @Label("Attempt")
  @Description("From 0")
  final int attempt;

  @Label("Failure")
  @Description("Class of what was thrown, if it failed")
  String failure;

  private EvaluationEvent(long trial, int attempt) {
    this.trial = trial;
    this.attempt = attempt;
  }

  /**
   * Begins now.
   *
   * @param trial number of the candidate
   * @param attempt from 0
   * @return to be ended on the same thread
   */
  public static EvaluationEvent begin(long trial, int attempt) {
    EvaluationEvent event = new EvaluationEvent(trial, attempt);
    event.begin();
    return event;
  }

  /**
   * Ends now, and is recorded if somebody records.
   *
   * @param thrown null if it went well
   */
  public void end(Throwable thrown) {
    end();
    if (shouldCommit()) {
      failure = thrown == null ? null : thrown.getClass().getName();
      commit();
    }
  }
}
