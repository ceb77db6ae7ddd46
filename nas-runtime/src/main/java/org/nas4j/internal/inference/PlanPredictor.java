package org.nas4j.internal.inference;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Computes by a plan: each thread borrows an arena, which is used again. */
public final class PlanPredictor implements Predictor {

  private final InferencePlan plan;
  private final Queue<InferencePlan.Arena> arenas = new ConcurrentLinkedQueue<>();

  /**
   * A predictor without an arena yet.
   *
   * @param plan what to compute
   */
  public PlanPredictor(InferencePlan plan) {
    this.plan = plan;
  }

  @Override
  public void run(float[] example, InputWriter writer, float[] target) {
    InferencePlan.Arena arena = arenas.poll();
    if (arena == null) {
      arena = plan.arena();
    }
    plan.run(arena, example, writer, target);
    arenas.offer(arena);
  }

  @Override
  public String engine() {
    return "Java";
  }
}
