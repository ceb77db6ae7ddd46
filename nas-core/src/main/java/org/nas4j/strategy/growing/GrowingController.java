package org.nas4j.strategy.growing;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.search.Controller;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;

/** Counts the proposals of another controller. */
final class GrowingController implements Controller {

  private final Controller method;
  private final Grown grown;

  GrowingController(Controller method, Grown grown) {
    this.method = method;
    this.grown = grown;
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    Optional<Proposal> proposal = method.propose(random);
    grown.proposed();
    return proposal;
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    method.observe(trial, random);
  }

  @Override
  public void withdraw(Genotype genotype) {
    method.withdraw(genotype);
  }
}
