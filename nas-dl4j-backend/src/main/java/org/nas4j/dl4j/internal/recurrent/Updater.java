package org.nas4j.dl4j.internal.recurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sums the lanes' gradients, cuts them, and moves the weights. Parameters are shared out among the team's threads. */
final class Updater {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final float EPSILON = 1e-8f;

  private final Parameters parameters;
  private final Team team;
  private final List<Lane> lanes;
  private final double[] squares;
  private final float[][] rooms;
  private final List<Parameter> used = new ArrayList<>();

  Updater(Parameters parameters, Team team, List<Lane> lanes) {
    this.parameters = parameters;
    this.team = team;
    this.lanes = lanes;
    this.squares = new double[team.size()];
    this.rooms = new float[team.size()][0];
  }

  /** Moves the weights, unless a gradient is no number: then all stay as they are, and it says false. */
  boolean step(double learningRate, StepRule rule) {
    List<Parameter> all = parameters.all();
    used.clear();
    for (Parameter each : all) {
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
    float scale = (float) (norm > rule.clip() ? rule.clip() / norm : 1);
    List<Parameter> moved = rule.decayUnused() ? all : used;
    team.run(i -> {
      for (int p = i; p < moved.size(); p += team.size()) {
        Parameter each = moved.get(p);
        boolean touched = isUsed(each);
        if (!touched) {
          Arrays.fill(each.gradient(), 0);
        }
        move(each, touched ? scale : 1, learningRate, rule);
      }
    });
    return true;
  }

  private boolean isUsed(Parameter parameter) {
    return lanes.get(0).weightGradients().isTouched(parameter.index());
  }

  /** The squared length of a thread's share of the gradients, summed over lanes in order. */
  private double gather(int thread) {
    double sum = 0;
    for (int p = thread; p < used.size(); p += team.size()) {
      Parameter each = used.get(p);
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
      sum += squares(gradient);
    }
    return sum;
  }

  private static double squares(float[] x) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      a += x[i] * (double) x[i];
      b += x[i + 1] * (double) x[i + 1];
      c += x[i + 2] * (double) x[i + 2];
      d += x[i + 3] * (double) x[i + 3];
    }
    for (; i < x.length; i++) {
      a += x[i] * (double) x[i];
    }
    return a + b + c + d;
  }

  private static void move(Parameter each, float scale, double learningRate, StepRule rule) {
    float[] w = each.values();
    float[] g = each.gradient();
    float decay = (float) rule.decay();
    int step = each.nextStep();
    if (rule.adam()) {
      double correction = Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(BETA1, step));
      blend(each.first(), g, w, scale, decay, (float) BETA1);
      blendSquares(each.second(), g, w, scale, decay, (float) BETA2);
      adam(w, each.first(), each.second(), (float) (learningRate * correction));
    } else {
      plain(w, g, scale, decay, (float) learningRate);
    }
    each.publish();
  }

  private static void blend(float[] m, float[] g, float[] w, float scale, float decay, float beta) {
    for (int i = 0; i < m.length; i++) {
      m[i] = beta * m[i] + (1 - beta) * (scale * g[i] + decay * w[i]);
    }
  }

  private static void blendSquares(
      float[] v, float[] g, float[] w, float scale, float decay, float beta) {
    for (int i = 0; i < v.length; i++) {
      float x = scale * g[i] + decay * w[i];
      v[i] = beta * v[i] + (1 - beta) * (x * x);
    }
  }

  private static void adam(float[] w, float[] m, float[] v, float rate) {
    for (int i = 0; i < w.length; i++) {
      w[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) + EPSILON);
    }
  }

  private static void plain(float[] w, float[] g, float scale, float decay, float rate) {
    for (int i = 0; i < w.length; i++) {
      w[i] -= rate * (scale * g[i] + decay * w[i]);
    }
  }
}
