package org.nas4j.strategy.qlearning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.internal.policy.Episode;
import org.nas4j.space.DecisionPoint;

/**
 * The live table, with the list of all architectures. A row is looked up once per architecture, not
 * per replay.
 */
final class QTable implements LearnedValues, LearnedValues.Reading {

  private final Tabular settings;
  private final Map<Key, double[]> rows = new HashMap<>();
  private final List<Sequence> memory = new ArrayList<>();
  private int sinceReplay;

  QTable(Tabular settings) {
    this.settings = settings;
  }

  @Override
  public LearnedValues.Reading read() {
    return this;
  }

  @Override
  public double[] values(DecisionPoint point) {
    Key key = new Key(point.decision().name(), point.decision().size(), point.context());
    return rows.computeIfAbsent(key, each -> {
      double[] row = new double[each.options()];
      Arrays.fill(row, settings.initialValue());
      return row;
    });
  }

  @Override
  public void took(DecisionPoint point, int option) {}

  int size() {
    return rows.size();
  }

  @Override
  public void learn(Episode episode, double reward, RandomGenerator random) {
    Sequence sequence = sequence(episode, reward);
    if (settings.replay() == 0) {
      update(sequence);
      return;
    }
    memory.add(sequence);
    if (++sinceReplay >= settings.period()) {
      sinceReplay = 0;
      for (int i = 0; i < settings.replay(); i++) {
        update(memory.get(random.nextInt(memory.size())));
      }
    }
  }

  private Sequence sequence(Episode episode, double reward) {
    int size = episode.size();
    double[][] states = new double[size][];
    int[] actions = new int[size];
    int[][] legal = new int[size][];
    for (int t = 0; t < size; t++) {
      DecisionPoint point = episode.point(t);
      states[t] = values(point);
      actions[t] = episode.option(t);
      legal[t] = legal(point);
    }
    return new Sequence(states, actions, legal, reward);
  }

  private static int[] legal(DecisionPoint point) {
    int[] legal = new int[point.legalCount()];
    for (int i = 0; i < legal.length; i++) {
      legal[i] = point.legalOption(i);
    }
    return legal;
  }

  private void update(Sequence sequence) {
    int last = sequence.actions().length - 1;
    double between = settings.shaping().intermediate(sequence.reward(), last + 1);
    double alpha = settings.learningRate();
    double rest = 0;
    for (int t = last; t >= 0; t--) {
      double target = (t == last ? sequence.reward() : between) + settings.discount() * rest;
      double[] row = sequence.states()[t];
      int action = sequence.actions()[t];
      row[action] = (1 - alpha) * row[action] + alpha * target;
      rest = settings.target() == Tabular.Target.RETURN
          ? target
          : best(row, sequence.legal()[t]);
    }
  }

  private static double best(double[] row, int[] legal) {
    double best = Double.NEGATIVE_INFINITY;
    for (int option : legal) {
      best = Math.max(best, row[option]);
    }
    return best;
  }

  private record Key(String decision, int options, Object state) {}

  /**
   * An architecture in terms of the table: its rows, options taken and legal options, first to
   * last.
   */
  private record Sequence(double[][] states, int[] actions, int[][] legal, double reward) {}
}
