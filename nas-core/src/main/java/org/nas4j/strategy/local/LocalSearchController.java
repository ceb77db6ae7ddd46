package org.nas4j.strategy.local;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.nas4j.morphism.Mutation;
import org.nas4j.morphism.Mutation.Change;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/** One climb after another. */
final class LocalSearchController implements Controller {

  private static final int ATTEMPTS = 50;

  private final int starts;
  private final ControllerContext context;
  private final Mutation mutation;
  private final Set<Genotype> known = new HashSet<>();
  /** Random candidates still to be observed before this climb begins. */
  private int startsLeft;
  /** Where the climb stands, or null. */
  private Genotype place;

  private double height = Double.NEGATIVE_INFINITY;
  private List<Change> untried = List.of();

  LocalSearchController(int starts, ControllerContext context) {
    this.starts = starts;
    this.context = context;
    this.mutation = new Mutation(context::walk, context::walk);
    this.startsLeft = starts;
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    Walk walk = startsLeft > 0 || place == null ? fresh(random) : neighbour(random);
    known.add(walk.genotype());
    return Optional.of(Proposal.of(walk.genotype()));
  }

  private Walk fresh(RandomGenerator random) {
    Walk walk = context.walk(Chooser.uniform(random));
    for (int attempt = 1; attempt < ATTEMPTS && !isNew(walk); attempt++) {
      walk = context.walk(Chooser.uniform(random));
    }
    return walk;
  }

  private Walk neighbour(RandomGenerator random) {
    while (!untried.isEmpty()) {
      int last = untried.size() - 1;
      int drawn = random.nextInt(untried.size());
      Change change = untried.set(drawn, untried.get(last));
      untried.remove(last);
      Walk walk = mutation.apply(place, change, random);
      if (isNew(walk)) {
        return walk;
      }
    }
    startsLeft = starts;
    place = null;
    height = Double.NEGATIVE_INFINITY;
    return fresh(random);
  }

  private boolean isNew(Walk walk) {
    return walk.isFeasible() && !known.contains(walk.genotype());
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    known.add(trial.genotype());
    startsLeft--;
    if (trial.outcome().reward().isEmpty()) {
      return;
    }
    double reward = trial.outcome().reward().getAsDouble();
    if (place == null || reward > height) {
      place = trial.genotype();
      height = reward;
      untried = new ArrayList<>(mutation.changes(place));
    }
  }
}
