package org.nas4j.internal.edits;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.nas4j.morphism.EditSpace;
import org.nas4j.space.DecisionPoint;

/** Which steps an episode takes, in their order; those that are not possible are left out. */
final class StepPlan {

  private final Deque<EditSpace.Kind> rest;

  StepPlan(List<EditSpace.Kind> steps) {
    rest = new ArrayDeque<>(steps);
  }

  /** The option of the next possible step, of the end if none is left. */
  int next(DecisionPoint point) {
    while (!rest.isEmpty()) {
      int option = point.decision().options().indexOf(rest.poll());
      if (option >= 0 && point.isLegal(option)) {
        return option;
      }
    }
    return EditSpace.END;
  }
}
