package org.nas4j.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.nas4j.eval.RewardFunction;
import org.nas4j.internal.checks.Texts;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.RunLog;
import org.nas4j.search.Trial;

/**
 * The log of an earlier process, against which each trial is compared while a run goes through it
 * again: what is proposed must be what was proposed then, or else the run would not go on but mix
 * with another one. For one thread.
 */
final class Replayed {

  private final Map<Long, Trial> trials = new HashMap<>();
  private final RunLog log;
  private boolean replaying;

  Replayed(RunLog log) {
    this.log = log;
    this.replaying = proposed(0);
    log.trials().forEach(trial -> trials.put(trial.id(), trial));
  }

  /** Whether an earlier process had proposed a trial. */
  boolean proposed(long id) {
    return id < log.proposed();
  }

  /** Whether the run goes through what an earlier process had proposed. */
  boolean isReplaying() {
    return replaying;
  }

  void endReplay() {
    replaying = false;
  }

  /** How long earlier processes took. */
  Duration elapsed() {
    return log.elapsed();
  }

  boolean endedOnItsOwn() {
    return log.stopped();
  }

  /** Whether the end of a trial is on record. */
  boolean ended(long id) {
    return trials.containsKey(id);
  }

  /**
   * Gives a trial that is proposed again, and would be evaluated, its logged end; false if it had
   * not ended. Its reward is computed again, and must be the same, unless the user accepts another.
   */
  boolean restore(Slot slot, RewardFunction reward, boolean otherReward) {
    Trial trial = trials.get(slot.id);
    if (trial == null) {
      return false;
    }
    Proposal proposal = slot.proposal;
    require(trial, "genotype", trial.genotype(), proposal.genotype());
    require(trial, "parent", trial.parent(), proposal.parent());
    require(trial, "kind", trial.wasEvaluated() ? "evaluated" : "not evaluated", "evaluated");
    Outcome outcome = trial.outcome();
    if (!otherReward && outcome.figures().isPresent()) {
      require(trial, "reward", outcome.reward().orElseThrow(), again(trial, reward));
    }
    slot.take(trial);
    return true;
  }

  private static Object again(Trial trial, RewardFunction reward) {
    try {
      return reward.reward(trial.outcome().figures().orElseThrow());
    } catch (RuntimeException e) {
      return "none: " + Texts.messageOf(e);
    }
  }

  /** Compares a trial that is observed with the log, if it is there. */
  void check(Trial now) {
    Trial trial = trials.remove(now.id());
    if (trial != null) {
      require(trial, "genotype", trial.genotype(), now.genotype());
      require(trial, "duplicate of", trial.duplicateOf(), now.duplicateOf());
      require(
          trial,
          "outcome",
          trial.outcome().getClass().getSimpleName(),
          now.outcome().getClass().getSimpleName());
    }
  }

  private static void require(Trial trial, String what, Object old, Object now) {
    if (!Objects.equals(old, now)) {
      throw new IllegalStateException(
          "Trial [" + trial.id() + "] does not repeat itself; its " + what
              + " was [" + old + "], and now is [" + now
              + "].\nMaybe the space, the reward, the rule of duplicates or the version of NAS4J "
              + "has changed since the log"
              + " was begun; choose another one, and call startFrom to learn from this one's trials.");
    }
  }
}
