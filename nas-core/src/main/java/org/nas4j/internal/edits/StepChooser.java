package org.nas4j.internal.edits;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.morphism.EditSpace;
import org.nas4j.space.Chooser;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Gene;

/**
 * Answers as a parent was answered, then by a plan and a policy, or evenly without a policy. For
 * one walk.
 */
final class StepChooser implements Chooser {

  private final List<Gene> parent;
  private final StepPlan plan;
  private final EditNetwork policy;
  private final RandomGenerator random;
  private EditNetwork.Step step;

  /** The policy may be null. */
  StepChooser(List<Gene> parent, StepPlan plan, EditNetwork policy, RandomGenerator random) {
    this.parent = parent;
    this.plan = plan;
    this.policy = policy;
    this.random = random;
  }

  @Override
  public int choose(DecisionPoint point) {
    States.of(point);
    if (point.index() < parent.size()) {
      return parent.get(point.index()).option();
    }
    if (point.decision().name().equals(EditSpace.STEP)) {
      return begin(point);
    }
    if (step == null) {
      return point.legalOption(random.nextInt(point.legalCount()));
    }
    Categorical distribution = step.ask(point);
    int option =
        point.isForced() ? point.legalOption(0) : distribution.quantile(random.nextDouble());
    step.take(option);
    return option;
  }

  private int begin(DecisionPoint point) {
    int option = plan.next(point);
    if (policy != null) {
      EditSpace.Kind kind = (EditSpace.Kind) point.decision().options().get(option);
      step = policy.begin(States.of(point).layers(), kind);
    }
    return option;
  }
}
