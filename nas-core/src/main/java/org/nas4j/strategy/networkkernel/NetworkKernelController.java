package org.nas4j.strategy.networkkernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
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

/** Random candidates at first, then the one of greatest bound that annealing finds. */
final class NetworkKernelController implements Controller {

  private static final int ATTEMPTS = 50;

  private final NetworkKernelSettings settings;
  private final ControllerContext context;
  private final Function<Genotype, NetworkOutline> networks;
  private final Mutation mutation;
  private final Set<Genotype> known = new HashSet<>();
  private final Map<Genotype, NetworkOutline> outlines = new HashMap<>();
  private final List<Seen> seen = new ArrayList<>();

  /** No reward if its evaluation failed. */
  private record Seen(Genotype genotype, OptionalDouble reward) {}

  NetworkKernelController(
      NetworkKernelSettings settings,
      ControllerContext context,
      Function<Genotype, NetworkOutline> networks) {
    this.settings = settings;
    this.context = context;
    this.networks = networks;
    this.mutation = new Mutation(context::walk, context::walk);
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    Optional<Genotype> promising =
        seen.size() < settings.initial() ? Optional.empty() : promising(random);
    Genotype genotype = promising.orElseGet(() -> fresh(random));
    known.add(genotype);
    return Optional.of(Proposal.of(genotype));
  }

  private Optional<Genotype> promising(RandomGenerator random) {
    double worst =
        seen.stream().flatMapToDouble(each -> each.reward().stream()).min().orElse(0);
    NetworkProcess process = new NetworkProcess(
        seen.stream().map(each -> outline(each.genotype())).toList(),
        seen.stream().mapToDouble(each -> each.reward().orElse(worst)).toArray());
    return new AnnealedSearch(
            settings,
            mutation,
            genotype -> process.bound(outline(genotype), settings.width()),
            this::isNew)
        .best(seen.stream().map(Seen::genotype).toList(), random);
  }

  private NetworkOutline outline(Genotype genotype) {
    return outlines.computeIfAbsent(genotype, networks);
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

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    known.add(trial.genotype());
    boolean teaches =
        !(trial.outcome() instanceof Outcome.Rejected) && trial.duplicateOf().isEmpty();
    if (teaches) {
      seen.add(new Seen(trial.genotype(), trial.outcome().reward()));
    }
  }

  @Override
  public void withdraw(Genotype genotype) {
    known.remove(genotype);
  }
}
