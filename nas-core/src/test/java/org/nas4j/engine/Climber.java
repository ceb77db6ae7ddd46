package org.nas4j.engine;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Proposal;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;

/**
 * Remembers the latest rewards it was told, so that its proposals depend on what it had observed.
 */
final class Climber implements SearchStrategy {

  @Override
  public Controller open(ControllerContext context) {
    return new Controller() {
      private double told;

      @Override
      public Optional<Proposal> propose(RandomGenerator random) {
        int shift = (int) Math.abs(told * 1000);
        return Optional.of(Proposal.of(context
            .walk(point -> point.legalOption(
                (random.nextInt(point.legalCount()) + shift) % point.legalCount()))
            .genotype()));
      }

      @Override
      public void observe(Trial trial, RandomGenerator random) {
        told += trial.outcome().reward().orElse(0) * (1 + random.nextDouble());
      }
    };
  }
}
