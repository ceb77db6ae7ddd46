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

/**
 * Descends once for each proposal, or asks the surrogate, and takes each trial's reward up the way
 * that led to it.
 */
final class UctController implements Controller {

  private final ControllerContext context;
  private final SearchTree tree;
  private final Guidance guidance;
  private final Map<Genotype, Deque<Playout>> pending = new HashMap<>();

  UctController(UctSettings settings, ControllerContext context) {
    this.context = context;
    this.tree = new SearchTree(settings);
    this.guidance = settings.guide().isPresent() ? new Guidance(settings, context) : null;
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    if (tree.isExhausted()) {
      return Optional.empty();
    }
    Optional<Genotype> guided = guidance == null ? Optional.empty() : guidance.best(random);
    return Optional.of(Proposal.of(guided.isPresent() ? follow(guided.get()) : descend(random)));
  }

  private Genotype descend(RandomGenerator random) {
    Descent descent = tree.descent(random);
    return pend(context.walk(descent).genotype(), tree.enter(descent));
  }

  private Genotype follow(Genotype genotype) {
    return pend(genotype, tree.enter(context.walk(genotype)));
  }

  private Genotype pend(Genotype genotype, Playout playout) {
    pending.computeIfAbsent(genotype, each -> new ArrayDeque<>()).add(playout);
    if (guidance != null) {
      guidance.proposed(genotype);
    }
    return genotype;
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    Playout playout = playout(trial.genotype());
    if (guidance != null) {
      guidance.proposed(trial.genotype());
    }
    if (trial.outcome() instanceof Outcome.Rejected) {
      tree.prune(playout);
      return;
    }
    double reward = trial.outcome().reward().orElse(Double.NEGATIVE_INFINITY);
    tree.back(playout, reward);
    if (guidance != null) {
      guidance.observe(trial.genotype(), reward);
    }
  }

  /** It counts for nothing; it is proposed again only if candidates may be, and it can be built. */
  @Override
  public void withdraw(Genotype genotype) {
    Playout playout = playout(genotype);
    if (context.walk(genotype).isFeasible()) {
      tree.takeBack(playout);
    } else {
      tree.prune(playout);
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
