package org.nas4j.dl4j.internal.onednn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.dnnl.dnnl_stream;
import org.nas4j.dl4j.internal.Targets;

/** Times the steps of a training plan one by one, each at its best of several runs. */
public final class StepTimes {

  /** What the steps of one node take. */
  public static final class Line {

    private long forward;
    private long backward;
    private long bytes;
    private final Set<String> implementations = new TreeSet<>();

    private Line() {}

    /**
     * Time of the forward pass.
     *
     * @return nanoseconds
     */
    public long forward() {
      return forward;
    }

    /**
     * Time of the backward pass, or of the update.
     *
     * @return nanoseconds
     */
    public long backward() {
      return backward;
    }

    /**
     * Memory traffic at least.
     *
     * @return bytes of arrays that are read or written
     */
    public long bytes() {
      return bytes;
    }

    /**
     * Names of what computes.
     *
     * @return joined by commas
     */
    public String implementation() {
      return String.join(", ", implementations);
    }
  }

  /** Name of the line of the update. */
  public static final String UPDATE = "update";

  private StepTimes() {}

  static Map<String, Line> of(Plan plan, int[] labels, Runnable update, int rounds) {
    long[] best = new long[plan.steps().size() + 1];
    Arrays.fill(best, Long.MAX_VALUE);
    for (int round = 0; round < rounds; round++) {
      time(plan, labels, update, best);
    }
    Map<String, Line> lines = new LinkedHashMap<>();
    for (int i = 0; i < plan.steps().size(); i++) {
      PlanStep step = plan.steps().get(i);
      Line line = lines.computeIfAbsent(step.node(), name -> new Line());
      if (step.phase() == PlanStep.Phase.FORWARD) {
        line.forward += best[i];
      } else {
        line.backward += best[i];
      }
      line.bytes += step.bytes();
      line.implementations.add(step.implementation());
    }
    Line last = new Line();
    last.backward = best[best.length - 1];
    lines.put(UPDATE, last);
    return lines;
  }

  private static void time(Plan plan, int[] labels, Runnable update, long[] best) {
    dnnl_stream stream = plan.stream();
    boolean compared = false;
    for (int i = 0; i < plan.steps().size(); i++) {
      PlanStep step = plan.steps().get(i);
      if (!compared && step.phase() == PlanStep.Phase.BACKWARD) {
        plan.losses().forEach(loss -> loss.compare(Targets.ofLabels(labels)));
        compared = true;
      }
      long start = System.nanoTime();
      step.run(stream);
      best[i] = Math.min(best[i], System.nanoTime() - start);
    }
    long start = System.nanoTime();
    update.run();
    best[best.length - 1] = Math.min(best[best.length - 1], System.nanoTime() - start);
  }
}
