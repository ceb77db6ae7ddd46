package org.nas4j.strategy.scalarized;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Evaluation;
import org.nas4j.internal.scalar.Chebyshev;
import org.nas4j.search.Controller;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;

/** Tells a controller rewards by the weights of the day. */
final class ScalarizedController implements Controller, Outcome.Visitor<Outcome> {

  private static final int[] PRIMES = {2, 3, 5, 7, 11, 13, 17, 19};

  private final ScalarizedSettings settings;
  private final Controller controller;
  private final List<double[]> points = new ArrayList<>();
  private double[] weights;

  ScalarizedController(ScalarizedSettings settings, Controller controller) {
    this.settings = settings;
    this.controller = controller;
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    return controller.propose(random);
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    trial
        .outcome()
        .figures()
        .ifPresent(figures -> points.add(settings.objectives().losses(figures)));
    weights = weights(
        Math.max(0, trial.id()) / settings.period(), settings.objectives().size());
    controller.observe(
        new Trial(
            trial.id(),
            trial.genotype(),
            trial.parent(),
            trial.outcome().accept(this),
            trial.duration(),
            trial.duplicateOf()),
        random);
  }

  /**
   * The k-th of a sequence that fills the simplex evenly: Halton's points as the places at which a
   * length of 1 is cut.
   */
  static double[] weights(long k, int count) {
    double[] cuts = new double[count + 1];
    cuts[count] = 1;
    for (int i = 1; i < count; i++) {
      cuts[i] = radicalInverse(k + 1, PRIMES[(i - 1) % PRIMES.length]);
    }
    Arrays.sort(cuts);
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      weights[i] = cuts[i + 1] - cuts[i];
    }
    return weights;
  }

  /** The digits of a number behind the point, in reverse order. */
  private static double radicalInverse(long number, int base) {
    double inverse = 0;
    double place = 1.0 / base;
    for (long rest = number; rest > 0; rest /= base) {
      inverse += rest % base * place;
      place /= base;
    }
    return inverse;
  }

  private double reward(Evaluation figures) {
    return 0
        - Chebyshev.over(points, weights, settings.rho())
            .of(settings.objectives().losses(figures));
  }

  @Override
  public Outcome visit(Outcome.Scored outcome) {
    return new Outcome.Scored(reward(outcome.evaluation()), outcome.evaluation());
  }

  @Override
  public Outcome visit(Outcome.Stopped outcome) {
    return new Outcome.Stopped(
        reward(outcome.evaluation()), outcome.evaluation(), outcome.reason());
  }

  @Override
  public Outcome visit(Outcome.Failed outcome) {
    return outcome;
  }

  @Override
  public Outcome visit(Outcome.Rejected outcome) {
    return outcome;
  }

  @Override
  public void withdraw(Genotype genotype) {
    controller.withdraw(genotype);
  }
}
