package org.nas4j.engine;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Proposal;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;

/** Proposes what is listed, in order, whatever comes of it: so nothing depends on who is faster. */
record FinalStrategy(List<Genotype> candidates) implements SearchStrategy {

  @Override
  public Controller open(ControllerContext context) {
    Iterator<Genotype> next = candidates.iterator();
    return new Controller() {
      @Override
      public Optional<Proposal> propose(RandomGenerator random) {
        return next.hasNext() ? Optional.of(Proposal.of(next.next())) : Optional.empty();
      }

      @Override
      public void observe(Trial trial, RandomGenerator random) {}
    };
  }
}
