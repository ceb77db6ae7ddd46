package org.nas4j.strategy.qlearning;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.nas4j.internal.checks.Checks;

/**
 * How often a random answer replaces the best one, by the number of different models so far. A
 * table, as the papers print it; its last value holds for ever.
 *
 * @param steps in their order, at least one
 */
public record EpsilonSchedule(List<Step> steps) {

  /**
   * MetaQNN's (baker2017metaqnn, table 2): 1,500 models at random, then down to 0.1; 2,700 in all.
   */
  public static final EpsilonSchedule META_QNN = of(1.0, 1500)
      .then(.9, 100)
      .then(.8, 100)
      .then(.7, 100)
      .then(.6, 150)
      .then(.5, 150)
      .then(.4, 150)
      .then(.3, 150)
      .then(.2, 150)
      .then(.1, 150);

  /** BlockQNN's, in iterations of many blocks each (zhong2018blockqnn, table 2): 178 in all. */
  public static final EpsilonSchedule BLOCK_QNN_ITERATIONS = of(1.0, 95)
      .then(.9, 7)
      .then(.8, 7)
      .then(.7, 7)
      .then(.6, 10)
      .then(.5, 10)
      .then(.4, 10)
      .then(.3, 10)
      .then(.2, 10)
      .then(.1, 12);

  /** Ours, for about a hundred models. */
  public static final EpsilonSchedule SHORT =
      of(1.0, 15).then(.5, 8).then(.4, 8).then(.3, 8).then(.2, 8).then(.1, 8);

  /**
   * One line of the table.
   *
   * @param epsilon probability of a random answer, in [0, 1]
   * @param models for how many models it holds, at least 1
   */
  public record Step(double epsilon, long models) {

    /** Checks. */
    public Step {
      if (!(epsilon >= 0 && epsilon <= 1)) {
        throw new IllegalArgumentException("Epsilon is a probability, but is [" + epsilon
            + "].\nMaybe a percentage was meant: divide it by 100.");
      }
      if (models < 1) {
        throw new IllegalArgumentException("Epsilon [" + epsilon
            + "] must hold for at least 1 model, but is for [" + models + "].");
      }
    }

    @Override
    public String toString() {
      return epsilon + ":" + models;
    }
  }

  /** Copies. */
  public EpsilonSchedule {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException(
          "The schedule is empty.\nMaybe start with EpsilonSchedule.of(1, 20).");
    }
  }

  /**
   * Begins a table.
   *
   * @param epsilon probability of a random answer, in [0, 1]
   * @param models for how many models it holds, at least 1
   * @return a table of one line
   */
  public static EpsilonSchedule of(double epsilon, long models) {
    return new EpsilonSchedule(List.of(new Step(epsilon, models)));
  }

  /**
   * Adds a line.
   *
   * @param epsilon probability of a random answer, in [0, 1]
   * @param models for how many models it holds, at least 1
   * @return a longer table
   */
  public EpsilonSchedule then(double epsilon, long models) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(new Step(epsilon, models));
    return new EpsilonSchedule(longer);
  }

  /**
   * The same course over more or fewer models: below 1 for budgets shorter than the paper's.
   *
   * @param factor above 0; each line is rounded, to at least one model
   * @return a table with the same values
   */
  public EpsilonSchedule scaled(double factor) {
    Checks.positive(factor, "factor of a schedule");
    return new EpsilonSchedule(steps.stream()
        .map(step -> new Step(step.epsilon(), Math.max(1, Math.round(step.models() * factor))))
        .toList());
  }

  /**
   * The value that holds for the next model.
   *
   * @param models different models so far
   * @return probability of a random answer
   */
  public double at(long models) {
    long end = 0;
    for (Step step : steps) {
      end += step.models();
      if (models < end) {
        return step.epsilon();
      }
    }
    return steps.get(steps.size() - 1).epsilon();
  }

  /**
   * The sum of the table.
   *
   * @return number of models after which the schedule has run out
   */
  public long total() {
    return steps.stream().mapToLong(Step::models).sum();
  }

  @Override
  public String toString() {
    return steps.stream().map(Step::toString).collect(Collectors.joining(" "));
  }
}
