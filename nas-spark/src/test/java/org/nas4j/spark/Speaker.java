package org.nas4j.spark;

import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.search.SearchListener;

/** Tells of each report, so that who listens knows that a trial is in the midst of its run. */
final class Speaker implements SearchListener {

  @Override
  public void onReport(Candidate<?> candidate, int step, Evaluation soFar) {
    System.out.println("report " + candidate.trialId() + " " + step);
  }
}
