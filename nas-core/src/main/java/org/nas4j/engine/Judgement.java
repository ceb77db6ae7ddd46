package org.nas4j.engine;

import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.FailureKind;
import org.nas4j.eval.RewardFunction;
import org.nas4j.internal.checks.Texts;
import org.nas4j.search.Outcome;

/**
 * Makes outcomes of figures and failures.
 *
 * @param reward makes one number of figures
 * @param failures says which failure is penalised
 */
record Judgement(RewardFunction reward, FailurePolicy failures) {

  /** The reason of trials whose figures the reward can make nothing of. */
  static final String NO_REWARD = "no reward";

  Outcome scored(Evaluation evaluation) {
    return judge(evaluation, null);
  }

  Outcome stopped(Evaluation evaluation, String reason) {
    return judge(evaluation, reason);
  }

  private Outcome judge(Evaluation evaluation, String stoppedBy) {
    double value;
    try {
      value = reward.reward(evaluation);
    } catch (RuntimeException e) {
      return failed(new EvaluationException(FailureKind.NO_REWARD, NO_REWARD, Texts.messageOf(e)));
    }
    if (!Double.isFinite(value)) {
      return failed(new EvaluationException(
          FailureKind.NO_REWARD,
          "reward not finite",
          "The reward is [" + value + "].\nMaybe training diverged."));
    }
    return stoppedBy == null
        ? new Outcome.Scored(value, evaluation)
        : new Outcome.Stopped(value, evaluation, stoppedBy);
  }

  Outcome failed(EvaluationException failure) {
    return new Outcome.Failed(
        failure.reason(), failure.getMessage(), failures.penalty(failure.kind()));
  }
}
