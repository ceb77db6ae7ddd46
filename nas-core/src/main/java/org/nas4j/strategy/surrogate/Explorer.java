package org.nas4j.strategy.surrogate;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.nas4j.search.Controller;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;

/**
 * Another method that makes some of the proposals and learns from all trials, since a process that
 * is sure of what it has never looked at would stay where it is.
 */
final class Explorer {

  private final Controller controller;
  private final double share;
  private final Predicate<Genotype> isNew;
  private final Set<Genotype> underWay = new HashSet<>();

  /**
   * Nothing proposed yet.
   *
   * @param controller of the other method
   * @param share probability of a proposal by it, in [0, 1]
   * @param isNew whether a candidate can be built and was not proposed before
   */
  Explorer(Controller controller, double share, Predicate<Genotype> isNew) {
    this.controller = controller;
    this.share = share;
    this.isNew = isNew;
  }

  /** Of what is new; nothing if it is not its turn. */
  Optional<Proposal> inTurn(RandomGenerator random) {
    if (random.nextDouble() >= share) {
      return Optional.empty();
    }
    Optional<Proposal> proposal = propose(random);
    if (proposal.isPresent() && !isNew.test(proposal.get().genotype())) {
      withdraw(proposal.get().genotype());
      return Optional.empty();
    }
    return proposal;
  }

  /** Whether or not it is new; nothing if the space is exhausted. */
  Optional<Proposal> propose(RandomGenerator random) {
    Optional<Proposal> proposal = controller.propose(random);
    proposal.ifPresent(each -> underWay.add(each.genotype()));
    return proposal;
  }

  void withdraw(Genotype genotype) {
    if (underWay.remove(genotype)) {
      controller.withdraw(genotype);
    }
  }

  void observe(Trial trial, RandomGenerator random) {
    underWay.remove(trial.genotype());
    controller.observe(trial, random);
  }
}
