package org.nas4j.benchmarks.controller;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.space.Walk;

/**
 * REINFORCE alone, without engine or evaluator, on a chain of decisions, its rewards drawn at
 * random.
 */
final class OurController {

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private final Controller controller;
  private final RandomGenerator random = new SplittableRandom(1);
  private long id;

  OurController(ControllerWorkload workload) {
    controller = workload.strategy().open(new Context(workload.space()));
  }

  /**
   * Proposes and observes. Seconds are of this thread's processor time, so that neighbours on the
   * machine count little.
   */
  double trialsPerSecond(int trials) {
    long start = CLOCK.getCurrentThreadCpuTime();
    for (int i = 0; i < trials; i++) {
      Proposal proposal = controller.propose(random).orElseThrow();
      double reward = random.nextDouble();
      controller.observe(
          new Trial(
              id++,
              proposal.genotype(),
              OptionalLong.empty(),
              new Outcome.Scored(reward, Evaluation.of(Metric.VALIDATION_ACCURACY, reward)),
              Duration.ZERO,
              OptionalLong.empty()),
          random);
    }
    return trials * 1e9 / (CLOCK.getCurrentThreadCpuTime() - start);
  }

  private record Context(SearchSpace<?> space) implements ControllerContext {

    @Override
    public Walk walk(Chooser chooser) {
      return space.sample(chooser).walk();
    }

    @Override
    public Walk walk(Genotype genotype) {
      return space.replay(genotype).walk();
    }

    @Override
    public RandomGenerator random(String purpose) {
      return new SplittableRandom(purpose.hashCode());
    }
  }
}
