package org.nas4j.strategy.exhaustive;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/** Remembers the way to the latest leaf, and from there finds the next. */
final class ExhaustiveController implements Controller {

  private final ControllerContext context;
  private Walk latest;
  private boolean exhausted;

  ExhaustiveController(ControllerContext context) {
    this.context = context;
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    do {
      step();
    } while (!exhausted && !latest.isFeasible());
    return exhausted ? Optional.empty() : Optional.of(Proposal.of(latest.genotype()));
  }

  private void step() {
    if (latest == null) {
      latest = context.walk(point -> point.legalOption(0));
      return;
    }
    List<DecisionPoint> points = latest.points();
    Genotype genotype = latest.genotype();
    for (int i = points.size() - 1; i >= 0; i--) {
      int next = place(points.get(i), genotype.genes().get(i).option()) + 1;
      if (next < points.get(i).legalCount()) {
        latest = context.walk(branch(genotype, i, next));
        return;
      }
    }
    exhausted = true;
  }

  private static int place(DecisionPoint point, int option) {
    int place = 0;
    while (point.legalOption(place) != option) {
      place++;
    }
    return place;
  }

  /**
   * Follows the genotype to a point, takes another of its legal options there, and the first from
   * there on.
   */
  private static Chooser branch(Genotype genotype, int index, int place) {
    return point -> {
      if (point.index() < index) {
        return genotype.genes().get(point.index()).option();
      }
      return point.legalOption(point.index() == index ? place : 0);
    };
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {}
}
