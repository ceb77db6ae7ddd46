package org.nas4j.strategy.nsga;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Evaluation;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/** Fills the population at random, then has children of winners of tournaments. */
final class Nsga2Controller implements Controller {

  /** Attempts at something new with so many changes on average, then one change more. */
  private static final int ATTEMPTS_EACH = 10;

  private static final int ATTEMPTS = 50;

  private final Nsga2Settings settings;
  private final ControllerContext context;
  private final Survivors survivors;
  private final Set<Genotype> known = new HashSet<>();

  Nsga2Controller(Nsga2Settings settings, ControllerContext context) {
    this.settings = settings;
    this.context = context;
    this.survivors = new Survivors(settings);
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    Walk walk = survivors.isFull() ? child(random) : fresh(random);
    known.add(walk.genotype());
    return Optional.of(Proposal.of(walk.genotype()));
  }

  private Walk fresh(RandomGenerator random) {
    Walk walk = context.walk(Chooser.uniform(random));
    for (int attempt = 1; attempt < ATTEMPTS && !isWelcome(walk); attempt++) {
      walk = context.walk(Chooser.uniform(random));
    }
    return walk;
  }

  private Walk child(RandomGenerator random) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<Genotype> parents = parents(random);
      double changes = settings.mutation() + attempt / ATTEMPTS_EACH;
      double share = Math.min(1, changes / Math.max(1, parents.get(0).size()));
      Walk walk = context.walk(new Inheriting(parents, share, random));
      if (isWelcome(walk)) {
        return walk;
      }
    }
    return fresh(random);
  }

  private List<Genotype> parents(RandomGenerator random) {
    Genotype one = survivors.parent(random).genotype();
    return random.nextDouble() < settings.crossover()
        ? List.of(one, survivors.parent(random).genotype())
        : List.of(one);
  }

  private boolean isWelcome(Walk walk) {
    return walk.isFeasible() && !known.contains(walk.genotype());
  }

  @Override
  public void withdraw(Genotype genotype) {
    known.remove(genotype);
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    known.add(trial.genotype());
    if (trial.duplicateOf().isEmpty()) {
      trial
          .outcome()
          .figures()
          .ifPresent(figures -> survivors.add(member(trial.genotype(), figures)));
    }
  }

  private Member member(Genotype genotype, Evaluation figures) {
    double violation = settings.constraints().stream()
        .mapToDouble(each -> each.violation(figures))
        .sum();
    return new Member(genotype, settings.objectives().losses(figures), violation);
  }
}
