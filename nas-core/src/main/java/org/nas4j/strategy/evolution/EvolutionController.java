package org.nas4j.strategy.evolution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.nas4j.morphism.Mutation;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/** Fills the population at random, then mutates the winners of tournaments. */
final class EvolutionController implements Controller {

  /** Attempts at something new with so many mutations at once, then one more. */
  private static final int ATTEMPTS_EACH = 10;

  private static final int ATTEMPTS = 50;

  private final ControllerContext context;
  private final Mutation mutation;
  private final Population population;
  private final Set<Genotype> known = new HashSet<>();

  /** Who came last in the tournaments that led to what is under way. */
  private final Map<Genotype, Deque<Individual>> lasts = new HashMap<>();

  EvolutionController(Population population, ControllerContext context) {
    this.context = context;
    this.mutation = new Mutation(context::walk, context::walk);
    this.population = population;
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    Walk walk = population.isFull() ? child(random) : fresh(random);
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
    Population.Tournament tournament = population.tournament(random);
    Genotype parent = tournament.winner().genotype();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Walk> child = Optional.empty();
      for (int changes = 0; changes <= attempt / ATTEMPTS_EACH; changes++) {
        child = mutation.mutate(child.map(Walk::genotype).orElse(parent), random);
      }
      if (child.isPresent() && isWelcome(child.get())) {
        Genotype genotype = child.get().genotype();
        lasts.computeIfAbsent(genotype, each -> new ArrayDeque<>()).add(tournament.last());
        return child.get();
      }
    }
    return fresh(random);
  }

  private boolean isWelcome(Walk walk) {
    return walk.isFeasible() && !known.contains(walk.genotype());
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    known.add(trial.genotype());
    Optional<Individual> last = last(trial.genotype());
    trial
        .outcome()
        .reward()
        .ifPresent(
            reward -> population.add(new Individual(trial.genotype(), reward), last, random));
  }

  @Override
  public void withdraw(Genotype genotype) {
    last(genotype);
  }

  private Optional<Individual> last(Genotype genotype) {
    Deque<Individual> waiting = lasts.get(genotype);
    if (waiting == null) {
      return Optional.empty();
    }
    Individual first = waiting.remove();
    if (waiting.isEmpty()) {
      lasts.remove(genotype);
    }
    return Optional.of(first);
  }
}
