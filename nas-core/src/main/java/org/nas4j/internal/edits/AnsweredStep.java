package org.nas4j.internal.edits;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.space.DecisionPoint;

/** Keeps the points and answers of a step, and does what all steps do alike at its end. */
public abstract class AnsweredStep implements EditNetwork.Step {

  private final List<Answered> answers = new ArrayList<>();
  private DecisionPoint asked;
  private Categorical distribution;

  /** A step without answers. */
  protected AnsweredStep() {}

  /** One answer, and from which distribution. */
  private record Answered(DecisionPoint point, Categorical distribution, int option) {}

  /**
   * The scores of the next point's options.
   *
   * @param point the question
   * @param number how many were answered before
   * @return one for each option
   */
  protected abstract double[] scores(DecisionPoint point, int number);

  /**
   * What follows from an answer for the next points; nothing unless overridden.
   *
   * @param point the question
   * @param option the answer
   */
  protected void taken(DecisionPoint point, int option) {}

  /**
   * Gathers the gradient.
   *
   * @param scores for each answer, first to last, the gradient of its point's scores
   */
  protected abstract void backward(List<double[]> scores);

  @Override
  public final Categorical ask(DecisionPoint point) {
    asked = point;
    distribution = new Categorical(point, scores(point, answers.size()));
    return distribution;
  }

  @Override
  public final void take(int option) {
    answers.add(new Answered(asked, distribution, option));
    taken(asked, option);
  }

  @Override
  public final double backward(double advantage, double entropyWeight) {
    long open = answers.stream().filter(each -> !each.point.isForced()).count();
    double share = open == 0 ? 0 : entropyWeight / open;
    double objective = 0;
    List<double[]> gradients = new ArrayList<>();
    for (Answered each : answers) {
      objective += advantage * each.distribution.logProbability(each.option)
          + share * each.distribution.entropy();
      gradients.add(each.distribution.gradient(each.option, advantage, share));
    }
    if (open > 0) {
      backward(gradients);
    }
    return objective;
  }
}
