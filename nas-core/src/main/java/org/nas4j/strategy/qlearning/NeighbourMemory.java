package org.nas4j.strategy.qlearning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.internal.policy.Episode;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Genotype;

/**
 * All architectures with their answers and merits. Answers are compared question by question; the
 * third time that one question is asked in a construction is compared with its third time in
 * another.
 */
final class NeighbourMemory implements LearnedValues {

  private final Neighbours settings;
  private final Map<String, List<Question>> questions = new HashMap<>();
  private final Merits merits;
  private int count;

  NeighbourMemory(Neighbours settings) {
    this.settings = settings;
    this.merits = new Merits(settings.elite());
  }

  @Override
  public LearnedValues.Reading read() {
    return new Construction();
  }

  @Override
  public void learn(Episode episode, double reward, RandomGenerator random) {
    Map<String, Integer> asked = new HashMap<>();
    for (int t = 0; t < episode.size(); t++) {
      question(episode.point(t), asked).note(count, episode.point(t), episode.option(t));
    }
    merits.add(reward);
    count++;
  }

  private Question question(DecisionPoint point, Map<String, Integer> asked) {
    String name = point.decision().name();
    int times = asked.merge(name, 1, Integer::sum);
    List<Question> all = questions.computeIfAbsent(name, each -> new ArrayList<>());
    if (all.size() < times) {
      all.add(new Question());
    }
    return all.get(times - 1);
  }

  /** What was answered, by architecture, to one question when asked for the n-th time. */
  private static final class Question {

    private static final int NOT_ASKED = -1;
    private int[] answers = new int[0];
    private Object[] states = new Object[0];
    private boolean declared;

    void note(int architecture, DecisionPoint point, int option) {
      if (architecture >= answers.length) {
        int from = answers.length;
        answers = Arrays.copyOf(answers, Math.max(64, 2 * architecture));
        Arrays.fill(answers, from, answers.length, NOT_ASKED);
        states = Arrays.copyOf(states, answers.length);
      }
      answers[architecture] = option;
      Object state = point.context();
      if (!(state instanceof Genotype)) {
        states[architecture] = state;
        declared = true;
      }
    }

    int answer(int architecture) {
      return architecture < answers.length ? answers[architecture] : NOT_ASKED;
    }
  }

  /** Follows a construction, counting for each architecture the answers that differ. */
  private final class Construction implements LearnedValues.Reading {

    private final int[] differing = new int[count];
    private final Map<String, Integer> asked = new HashMap<>();
    private Question current;
    private DecisionPoint at;

    private Question question(DecisionPoint point) {
      if (at != point) {
        current = NeighbourMemory.this.question(point, asked);
        at = point;
      }
      return current;
    }

    @Override
    public double[] values(DecisionPoint point) {
      Question question = question(point);
      Object state = question.declared ? point.context() : null;
      double[] weights = new double[point.decision().size()];
      double[] values = new double[weights.length];
      for (int i = 0; i < count; i++) {
        int answer = question.answer(i);
        if (answer >= 0 && answer < values.length) {
          boolean same = state != null && state.equals(question.states[i]);
          double weight = same ? 1 : StrictMath.exp(-settings.contrast() * differing[i]);
          weights[answer] += weight;
          values[answer] += weight * merits.of(i);
        }
      }
      double prior = settings.prior();
      for (int option = 0; option < values.length; option++) {
        values[option] = (values[option] + prior * merits.mean()) / (weights[option] + prior);
      }
      return values;
    }

    @Override
    public void took(DecisionPoint point, int option) {
      Question question = question(point);
      for (int i = 0; i < differing.length; i++) {
        if (question.answer(i) != option) {
          differing[i]++;
        }
      }
    }
  }
}
