package org.nas4j.search;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.space.Chooser;

/**
 * Draws each decision uniformly among its legal options and learns nothing: the baseline that every
 * method has to beat at an equal budget (Li and Talwalkar 2019), and the default of a search. It
 * stands beside the interfaces, since engine, tests and users all need one strategy that is always
 * there. A recipe without settings.
 */
public record RandomSearch() implements SearchStrategy {

  @Override
  public Controller open(ControllerContext context) {
    return new Controller() {
      @Override
      public Optional<Proposal> propose(RandomGenerator random) {
        return Optional.of(Proposal.of(context.walk(Chooser.uniform(random)).genotype()));
      }

      @Override
      public void observe(Trial trial, RandomGenerator random) {}
    };
  }
}
