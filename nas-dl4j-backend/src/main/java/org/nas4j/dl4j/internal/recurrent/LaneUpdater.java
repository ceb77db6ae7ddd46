package org.nas4j.dl4j.internal.recurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nas4j.dl4j.internal.UpdateRule;

/**
 * Sums the lanes' gradients, cuts them, and moves the weights. Parameters are shared out among the
 * team's threads.
 */
final class LaneUpdater {

  private final RecurrentParameters parameters;
  private final WorkerThreads team;
  private final List<Lane> lanes;
  private final double[] squares;
  private final float[][] rooms;
  private final List<RecurrentParameter> used = new ArrayList<>();
  /** One a thread, since each has memory of its own. */
  private final UpdateRule[] updates;

  private StepRule known;

  LaneUpdater(RecurrentParameters parameters, WorkerThreads team, List<Lane> lanes) {
    this.parameters = parameters;
    this.team = team;
    this.lanes = lanes;
    this.squares = new double[team.size()];
    this.rooms = new float[team.size()][0];
    this.updates = new UpdateRule[team.size()];
  }

  /**
   * Moves the weights, unless a gradient is no number: then all stay as they are, and it says
   * false.
   */
  boolean step(double learningRate, StepRule rule) {
    follow(rule);
    List<RecurrentParameter> all = parameters.all();
    used.clear();
    for (RecurrentParameter each : all) {
      if (isUsed(each)) {
        used.add(each);
      }
    }
    team.run(i -> squares[i] = gather(i));
    double sum = 0;
    for (double each : squares) {
      sum += each;
    }
    double norm = Math.sqrt(sum);
    if (!Double.isFinite(norm)) {
      return false;
    }
    double longest = rule.optimizer().clip();
    float scale = (float) (norm > longest ? longest / norm : 1);
    List<RecurrentParameter> moved = rule.decayUnused() ? all : used;
    team.run(i -> {
      for (int p = i; p < moved.size(); p += team.size()) {
        RecurrentParameter each = moved.get(p);
        boolean touched = isUsed(each);
        if (!touched) {
          Arrays.fill(each.gradient(), 0);
        }
        updates[i].step(
            each.vectors(), each.size(), learningRate, each.nextStep(), touched ? scale : 1);
        each.publish();
      }
    });
    return true;
  }

  private void follow(StepRule rule) {
    if (!rule.equals(known)) {
      known = rule;
      Arrays.setAll(updates, i -> new UpdateRule(rule.optimizer(), rule.decay()));
    }
  }

  private boolean isUsed(RecurrentParameter parameter) {
    return lanes.get(0).weightGradients().isTouched(parameter.index());
  }

  /** The squared length of a thread's share of the gradients, summed over lanes in order. */
  private double gather(int thread) {
    double sum = 0;
    for (int p = thread; p < used.size(); p += team.size()) {
      RecurrentParameter each = used.get(p);
      float[] gradient = each.gradient();
      if (rooms[thread].length < each.size()) {
        rooms[thread] = new float[each.size()];
      }
      for (int lane = 0; lane < lanes.size(); lane++) {
        NativeFloats part = lanes.get(lane).weightGradients().get(each);
        part.get(0, lane == 0 ? gradient : rooms[thread], each.size());
        if (lane > 0) {
          Loops.add(gradient, rooms[thread], each.size());
        }
      }
      sum += updates[thread].squares(each.vectors().gradients());
    }
    return sum;
  }
}
