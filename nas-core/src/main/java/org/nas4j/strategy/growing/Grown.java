package org.nas4j.strategy.growing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Metric;
import org.nas4j.search.ControllerContext;
import org.nas4j.space.Chooser;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/** A space in which one decision has one legal option, that of the present stage of the search. */
final class Grown implements ControllerContext {

  private final ControllerContext space;
  private final String decision;
  private final int every;
  private long proposals;

  Grown(ControllerContext space, String decision, int every) {
    this.space = space;
    this.decision = decision;
    this.every = every;
  }

  void proposed() {
    proposals++;
  }

  @Override
  public Walk walk(Chooser chooser) {
    return settled(space.walk(point -> {
      if (!isGrowing(point)) {
        return chooser.choose(point);
      }
      SettledPoint settled = new SettledPoint(point, stage(point));
      chooser.choose(settled);
      return settled.option();
    }));
  }

  @Override
  public Walk walk(Genotype genotype) {
    return settled(space.walk(genotype));
  }

  @Override
  public Map<Metric, Double> costs(Genotype genotype) {
    return space.costs(genotype);
  }

  @Override
  public Map<Metric, Double> scores(Genotype genotype) {
    return space.scores(genotype);
  }

  @Override
  public RandomGenerator random(String purpose) {
    return space.random(purpose);
  }

  private boolean isGrowing(DecisionPoint point) {
    return point.decision().name().equals(decision);
  }

  /** The last legal option that it is time for. */
  private int stage(DecisionPoint point) {
    return point.legalOption((int) Math.min(proposals / every, point.legalCount() - 1));
  }

  private Walk settled(Walk walk) {
    List<DecisionPoint> points = new ArrayList<>(walk.points());
    for (int i = 0; i < points.size(); i++) {
      if (isGrowing(points.get(i))) {
        points.set(
            i, new SettledPoint(points.get(i), walk.genotype().genes().get(i).option()));
      }
    }
    return new Walk(walk.genotype(), points, walk.infeasible());
  }
}
