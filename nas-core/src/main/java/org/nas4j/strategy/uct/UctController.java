package org.nas4j.strategy.uct;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/** Descends once for each proposal, and takes each trial's reward up the way that led to it. */
final class UctController implements Controller {

  private final ControllerContext context;
  private final SearchTree tree;
  private final Map<Genotype, Deque<Playout>> pending = new HashMap<>();

  UctController(Uct.Builder settings, ControllerContext context) {
    this.context = context;
    this.tree = new SearchTree(settings);
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    if (tree.isExhausted()) {
      return Optional.empty();
    }
    Descent descent = tree.descent(random);
    Walk walk = context.walk(descent);
    pending
        .computeIfAbsent(walk.genotype(), genotype -> new ArrayDeque<>())
        .add(tree.enter(descent));
    return Optional.of(Proposal.of(walk.genotype()));
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    Playout playout = playout(trial.genotype());
    if (trial.outcome() instanceof Outcome.Rejected) {
      tree.prune(playout);
    } else {
      tree.back(playout, trial.outcome().reward().orElse(Double.NEGATIVE_INFINITY));
    }
  }

  /** The way that waits for this trial; a new one if it was proposed by others. */
  private Playout playout(Genotype genotype) {
    Deque<Playout> waiting = pending.get(genotype);
    if (waiting == null) {
      return tree.enter(context.walk(genotype));
    }
    Playout first = waiting.remove();
    if (waiting.isEmpty()) {
      pending.remove(genotype);
    }
    return first;
  }
}
