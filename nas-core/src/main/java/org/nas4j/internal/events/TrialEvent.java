package org.nas4j.internal.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A trial was observed: a point in time. A figure that there is not is NaN. */
@Name(TrialEvent.NAME)
@Label("Trial")
@Category("NAS4J")
@Description("A trial was observed by the search method")
@StackTrace(false)
public final class TrialEvent extends Event {

  /** What recordings call it. */
  public static final String NAME = "org.nas4j.Trial";

  @Label("Trial")
  @Description("Number of the trial in its run, from 0")
  long trial;

  @Label("Outcome")
  String outcome;

  @Label("Reward")
  double reward;

  @Label("Best")
  @Description("Highest reward of the run so far")
  double best;

  @Label("Seconds")
  @Description("From proposal to end of evaluation")
  double seconds;

  private TrialEvent() {}

  /**
   * Whether somebody records: words for nobody are not worth their time.
   *
   * @return false if {@link #record} would do nothing
   */
  public static boolean isWanted() {
    return new TrialEvent().shouldCommit();
  }

  /**
   * Records a trial, if somebody records.
   *
   * @param trial its number
   * @param outcome how it ended, in words
   * @param reward NaN if there is none
   * @param best NaN if there is none
   * @param seconds how long it took
   */
  public static void record(
      long trial, String outcome, double reward, double best, double seconds) {
    TrialEvent event = new TrialEvent();
    event.trial = trial;
    event.outcome = outcome;
    event.reward = reward;
    event.best = best;
    event.seconds = seconds;
    event.commit();
  }
}
