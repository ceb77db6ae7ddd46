package org.nas4j.strategy.treecell;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/** The live half of a search for a cell. */
final class TreeCellController implements Controller {

  private final TreeCellSettings settings;
  private final ControllerContext context;
  private final CellPolicy policy;
  private final Genotype unchanged;
  private OptionalLong start = OptionalLong.empty();
  private boolean begun;

  TreeCellController(TreeCellSettings settings, ControllerContext context) {
    this.settings = settings;
    this.context = context;
    this.policy = new CellPolicy(settings, context::random);
    this.unchanged = context.walk(TreeCellController::first).genotype();
    this.begun = !settings.startFirst();
  }

  private static int first(DecisionPoint point) {
    return point.legalOption(0);
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    if (!begun) {
      begun = true;
      return Optional.of(Proposal.of(unchanged));
    }
    Walk walk = policy.propose(
        context::walk, drawn -> drawn.isFeasible() && !drawn.genotype().equals(unchanged), random);
    return Optional.of(new Proposal(walk.genotype(), start));
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    Outcome outcome = trial.outcome();
    if (settings.startFirst() && trial.genotype().equals(unchanged)) {
      if (start.isEmpty() && outcome instanceof Outcome.Scored scored) {
        start = OptionalLong.of(trial.id());
        policy.expect(scored.reward().orElseThrow());
      }
      return;
    }
    outcome.reward().ifPresent(reward -> policy.learn(context.walk(trial.genotype()), reward));
  }
}
