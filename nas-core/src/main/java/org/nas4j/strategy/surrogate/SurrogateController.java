package org.nas4j.strategy.surrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.internal.untrained.UntrainedFigures;
import org.nas4j.morphism.Mutation;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/** Fits the process to what was observed, and proposes the candidate that promises most. */
final class SurrogateController implements Controller {

  private static final int ATTEMPTS = 50;

  private final SurrogateSettings settings;
  private final int draws;
  private final ControllerContext context;
  private final Mutation mutation;
  private final ObservedTrials memory;
  private final KernelChoice kernels;
  private final Optional<Explorer> explorer;

  SurrogateController(SurrogateSettings settings, ControllerContext context) {
    this(settings, 1, context);
  }

  /**
   * Before the first fit.
   *
   * @param draws random candidates of which each initial one is the farthest from those before
   */
  SurrogateController(SurrogateSettings settings, int draws, ControllerContext context) {
    this.settings = settings;
    this.draws = draws;
    this.context = context;
    this.mutation = new Mutation(context::walk, context::walk);
    this.memory =
        new ObservedTrials(new UntrainedFigures(context, settings.sizes().orElse(0.0))::of);
    this.kernels = new KernelChoice(settings.refit(), settings.temperature());
    this.explorer = settings
        .explorer()
        .map(each -> new Explorer(
            each.strategy().open(context),
            each.share(),
            genotype -> memory.isNew(context.walk(genotype))));
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    boolean isInitial = memory.size() < settings.initial();
    Optional<Proposal> others =
        isInitial ? Optional.empty() : explorer.flatMap(each -> each.inTurn(random));
    Optional<Proposal> proposal = others.isPresent() ? others : own(isInitial, random);
    proposal.ifPresent(each -> memory.proposed(each.genotype()));
    return proposal;
  }

  /** Where it finds nothing new the explorer's, who may know that nothing is left. */
  private Optional<Proposal> own(boolean isInitial, RandomGenerator random) {
    Genotype genotype =
        isInitial ? farthest(random) : promising(random).orElseGet(() -> fresh(random));
    return explorer.isEmpty() || memory.isNew(context.walk(genotype))
        ? Optional.of(Proposal.of(genotype))
        : explorer.get().propose(random);
  }

  /** By the share of decisions that differ from the nearest one. */
  private Genotype farthest(RandomGenerator random) {
    List<Encoded> codes = memory.codes();
    Genotype farthest = fresh(random);
    double most = nearest(farthest, codes);
    for (int i = 1; i < draws && !codes.isEmpty(); i++) {
      Genotype each = fresh(random);
      double distance = nearest(each, codes);
      if (distance > most) {
        most = distance;
        farthest = each;
      }
    }
    return farthest;
  }

  private double nearest(Genotype genotype, List<Encoded> codes) {
    Encoded code = memory.encode(genotype);
    return codes.stream()
        .mapToDouble(each -> Codes.shareThatDiffers(code.code(), each.code()))
        .min()
        .orElse(0);
  }

  private Genotype fresh(RandomGenerator random) {
    Walk walk = context.walk(Chooser.uniform(random));
    for (int attempt = 1; attempt < ATTEMPTS && !memory.isNew(walk); attempt++) {
      walk = context.walk(Chooser.uniform(random));
    }
    return walk.genotype();
  }

  private Optional<Genotype> promising(RandomGenerator random) {
    Collection<Genotype> candidates = candidates(random);
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    List<ObservedTrials.Entry> seen = memory.relevant(settings.remembered());
    GaussianProcess process = fit(seen, random);
    double best = seen.stream()
        .mapToDouble(each -> process.predict(each.code()).mean())
        .max()
        .orElseThrow();
    Map<Genotype, Double> gains = new LinkedHashMap<>();
    for (Genotype candidate : candidates) {
      gains.put(candidate, process.predict(memory.encode(candidate)).expectedImprovement(best));
    }
    return gains.entrySet().stream()
        .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .map(Map.Entry::getKey);
  }

  /** New ones: neighbours of the best, neighbours of theirs, and random ones. */
  private Collection<Genotype> candidates(RandomGenerator random) {
    Map<Genotype, Boolean> candidates = new LinkedHashMap<>();
    List<ObservedTrials.Entry> parents = memory.best(settings.parents());
    for (int i = 0; i < settings.candidates(); i++) {
      Walk walk;
      if (i % 4 == 3) {
        walk = context.walk(Chooser.uniform(random));
      } else {
        Genotype parent = parents.get(random.nextInt(parents.size())).genotype();
        Optional<Walk> child = mutation.mutate(parent, random);
        if (i % 4 == 2 && child.isPresent()) {
          child = mutation.mutate(child.get().genotype(), random);
        }
        walk = child.orElseGet(() -> context.walk(Chooser.uniform(random)));
      }
      if (memory.isNew(walk)) {
        candidates.put(walk.genotype(), true);
      }
    }
    return candidates.keySet();
  }

  /** Pending candidates count as what is expected of them, so that the next one looks elsewhere. */
  private GaussianProcess fit(List<ObservedTrials.Entry> seen, RandomGenerator random) {
    double[] targets = NormalScores.of(seen.stream().mapToDouble(memory::value).toArray());
    List<Encoded> codes =
        new ArrayList<>(seen.stream().map(ObservedTrials.Entry::code).toList());
    Kernel kernel = kernels.of(codes, targets, memory.size(), random);
    GaussianProcess process = process(kernel, codes, targets);
    List<Encoded> pending = memory.pending();
    if (pending.isEmpty()) {
      return process;
    }
    double[] believed = Arrays.copyOf(targets, targets.length + pending.size());
    for (int i = 0; i < pending.size(); i++) {
      codes.add(pending.get(i));
      believed[targets.length + i] = process.predict(pending.get(i)).mean();
    }
    return process(kernel, codes, believed);
  }

  private static GaussianProcess process(Kernel kernel, List<Encoded> observed, double[] targets) {
    Encoded[] all = observed.toArray(Encoded[]::new);
    return new GaussianProcess(kernel, all, GaussianProcess.distances(all), targets);
  }

  /** Counts a candidate as under way that was proposed elsewhere. */
  void expect(Genotype genotype) {
    memory.proposed(genotype);
  }

  @Override
  public void withdraw(Genotype genotype) {
    memory.withdrawn(genotype);
    explorer.ifPresent(each -> each.withdraw(genotype));
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    explorer.ifPresent(each -> each.observe(trial, random));
    if (trial.outcome() instanceof Outcome.Rejected) {
      memory.rejected(trial.genotype());
    } else if (trial.duplicateOf().isEmpty()) {
      memory.observed(trial.genotype(), trial.outcome().reward());
    }
  }
}
