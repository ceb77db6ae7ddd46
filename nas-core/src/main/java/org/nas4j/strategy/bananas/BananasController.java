package org.nas4j.strategy.bananas;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.nas4j.morphism.Mutation;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/** Random candidates at first, then rounds of those that predictors, drawn from, like best. */
final class BananasController implements Controller {

  private static final int ATTEMPTS = 50;

  private final BananasSettings settings;
  private final ControllerContext context;
  private final Mutation mutation;
  private final Set<Genotype> known = new HashSet<>();
  private final List<Seen> seen = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Deque<Genotype> round = new ArrayDeque<>();
  private double worst = Double.POSITIVE_INFINITY;

  /** No reward if its evaluation failed. */
  private record Seen(Genotype genotype, int[] features, OptionalDouble reward) {}

  BananasController(BananasSettings settings, ControllerContext context) {
    this.settings = settings;
    this.context = context;
    this.mutation = new Mutation(context::walk, context::walk);
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    if (seen.size() >= settings.initial() && round.isEmpty()) {
      fill(random);
    }
    Genotype genotype = round.isEmpty() ? fresh(random) : round.remove();
    known.add(genotype);
    return Optional.of(Proposal.of(genotype));
  }

  private Genotype fresh(RandomGenerator random) {
    Walk walk = context.walk(Chooser.uniform(random));
    for (int attempt = 1; attempt < ATTEMPTS && !isNew(walk); attempt++) {
      walk = context.walk(Chooser.uniform(random));
    }
    return walk.genotype();
  }

  private boolean isNew(Walk walk) {
    return walk.isFeasible() && !known.contains(walk.genotype());
  }

  /** Each candidate is drawn for on its own, and the best draws make the round. */
  private void fill(RandomGenerator random) {
    Map<Genotype, int[]> candidates = candidates(random);
    if (candidates.isEmpty()) {
      return;
    }
    Ensemble ensemble = new Ensemble(
        seen.stream().map(Seen::features).toList(),
        seen.stream().mapToDouble(this::value).toArray(),
        numbers.size(),
        settings.training(),
        random);
    Map<Genotype, Double> draws = new LinkedHashMap<>();
    candidates.forEach(
        (genotype, features) -> draws.put(genotype, ensemble.belief(features).draw(random)));
    draws.entrySet().stream()
        .sorted(Map.Entry.<Genotype, Double>comparingByValue().reversed())
        .limit(settings.round())
        .forEach(each -> round.add(each.getKey()));
  }

  private Map<Genotype, int[]> candidates(RandomGenerator random) {
    List<Seen> parents = seen.stream()
        .sorted(Comparator.comparingDouble((Seen each) -> -value(each)))
        .limit(settings.parents())
        .toList();
    Map<Genotype, int[]> candidates = new LinkedHashMap<>();
    for (int i = 0; i < settings.candidates(); i++) {
      Genotype parent = parents.get(random.nextInt(parents.size())).genotype();
      mutation
          .mutate(parent, random)
          .filter(this::isNew)
          .ifPresent(child -> candidates.computeIfAbsent(child.genotype(), this::features));
    }
    return candidates;
  }

  private int[] features(Genotype genotype) {
    return settings.encoding().features(genotype).stream()
        .mapToInt(each -> numbers.computeIfAbsent(each, key -> numbers.size()))
        .toArray();
  }

  /** A failure counts as the worst that was seen. */
  private double value(Seen one) {
    return one.reward().orElse(worst == Double.POSITIVE_INFINITY ? 0 : worst);
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    known.add(trial.genotype());
    round.remove(trial.genotype());
    if (trial.outcome() instanceof Outcome.Rejected || trial.duplicateOf().isPresent()) {
      return;
    }
    OptionalDouble reward = trial.outcome().reward();
    reward.ifPresent(value -> worst = Math.min(worst, value));
    seen.add(new Seen(trial.genotype(), features(trial.genotype()), reward));
  }

  @Override
  public void withdraw(Genotype genotype) {
    known.remove(genotype);
  }
}
