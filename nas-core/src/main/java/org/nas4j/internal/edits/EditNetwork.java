package org.nas4j.internal.edits;

import java.util.List;
import org.nas4j.internal.math.Parameter;
import org.nas4j.morphism.EditSpace;
import org.nas4j.morphism.LayerToken;
import org.nas4j.space.DecisionPoint;

/** A trained policy over the steps of an {@link EditSpace}. For one thread. */
public interface EditNetwork {

  /**
   * All trained blocks so far.
   *
   * @return a view that grows when something new is met
   */
  List<Parameter> parameters();

  /**
   * Begins a step.
   *
   * @param layers the network before it
   * @param kind what is to be done
   * @return to be asked point by point
   */
  Step begin(List<LayerToken> layers, EditSpace.Kind kind);

  /** One step, sampled or recorded. */
  interface Step {

    /**
     * The distribution over a point's options, given the answers so far; then {@link #take} is to
     * follow.
     *
     * @param point the step's next question
     * @return over its legal options
     */
    Categorical ask(DecisionPoint point);

    /**
     * Answers the point that was asked.
     *
     * @param option the answer
     */
    void take(int option);

    /**
     * Gathers the gradient of advantage · Σ log p(answer) + weight · mean entropy. The mean is over
     * the points that leave a choice, and 0 if there is none.
     *
     * @param advantage what the answers were worth
     * @param entropyWeight of the entropy
     * @return the value of that objective
     */
    double backward(double advantage, double entropyWeight);
  }
}
