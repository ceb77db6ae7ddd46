package org.nas4j.strategy.largescale;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nas4j.morphism.Mutation;
import org.nas4j.morphism.largescale.LargeScaleSpace;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/** Kills the worse of two and lets the better one have a child. */
final class TournamentController implements Controller {

  private static final Gene END = new Gene(LargeScaleSpace.MUTATION.name(), LargeScaleSpace.END);
  private static final int ATTEMPTS = 50;

  private final LargeScaleSettings settings;
  private final ControllerContext context;
  private final Mutation mutation;
  private final List<LivingNetwork> living = new ArrayList<>();
  private final List<Genotype> underWay = new ArrayList<>();

  /** Whether the population has been complete once. */
  private boolean grown;

  TournamentController(LargeScaleSettings settings, ControllerContext context) {
    this.settings = settings;
    this.context = context;
    this.mutation = new Mutation(context::walk, context::walk);
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    boolean full = living.size() + underWay.size() >= settings.population();
    grown |= full;
    Proposal proposal = living.isEmpty() || !grown
        ? Proposal.of(first(random))
        : child(tournament(full, random), random);
    underWay.add(proposal.genotype());
    return Optional.of(proposal);
  }

  /** The better of two, of whom the worse one is killed unless the population lacks some. */
  private LivingNetwork tournament(boolean kills, RandomGenerator random) {
    if (living.size() == 1) {
      return living.get(0);
    }
    int first = random.nextInt(living.size());
    int second = random.nextInt(living.size() - 1);
    LivingNetwork one = living.get(first);
    LivingNetwork other = living.get(second < first ? second : second + 1);
    LivingNetwork worse = one.reward() < other.reward() ? one : other;
    if (kills) {
      living.removeIf(each -> each == worse);
    }
    return worse == one ? other : one;
  }

  /** The simplest network of a space of mutations; in any other space, some network. */
  private Genotype first(RandomGenerator random) {
    Walk walk =
        context.walk(point -> asksForMutation(point) ? LargeScaleSpace.END : any(point, random));
    for (int i = 1; i < ATTEMPTS && !walk.isFeasible(); i++) {
      walk = context.walk(point -> any(point, random));
    }
    return walk.genotype();
  }

  private Proposal child(LivingNetwork parent, RandomGenerator random) {
    List<Gene> genes = parent.genotype().genes();
    boolean canGoOn = !genes.isEmpty() && genes.get(genes.size() - 1).equals(END);
    if (canGoOn) {
      Genotype child = mutated(genes.subList(0, genes.size() - 1), random);
      return new Proposal(child, OptionalLong.of(parent.trial()));
    }
    for (int i = 0; i < ATTEMPTS; i++) {
      Optional<Walk> changed = mutation.mutate(parent.genotype(), random);
      if (changed.isPresent() && changed.get().isFeasible()) {
        return Proposal.of(changed.get().genotype());
      }
    }
    return Proposal.of(first(random));
  }

  /** The answers so far, then one mutation, and the end. */
  private Genotype mutated(List<Gene> kept, RandomGenerator random) {
    return context
        .walk(point -> {
          if (point.index() < kept.size()) {
            return kept.get(point.index()).option();
          }
          if (!asksForMutation(point)) {
            return any(point, random);
          }
          return point.index() == kept.size() ? anyButTheEnd(point, random) : LargeScaleSpace.END;
        })
        .genotype();
  }

  private static boolean asksForMutation(DecisionPoint point) {
    return point.decision().equals(LargeScaleSpace.MUTATION);
  }

  private static int any(DecisionPoint point, RandomGenerator random) {
    return point.legalOption(random.nextInt(point.legalCount()));
  }

  private static int anyButTheEnd(DecisionPoint point, RandomGenerator random) {
    int[] options = IntStream.range(0, point.legalCount())
        .map(point::legalOption)
        .filter(option -> option != LargeScaleSpace.END)
        .toArray();
    return options[random.nextInt(options.length)];
  }

  @Override
  public void withdraw(Genotype genotype) {
    underWay.remove(genotype);
  }

  /** Trials of others may come on top of a full population, which then fight for its places. */
  @Override
  public void observe(Trial trial, RandomGenerator random) {
    underWay.remove(trial.genotype());
    trial
        .outcome()
        .reward()
        .ifPresent(reward -> living.add(
            new LivingNetwork(trial.genotype(), trial.duplicateOf().orElse(trial.id()), reward)));
    while (living.size() > settings.population()) {
      tournament(true, random);
    }
  }

  /** Those that may have children, the oldest first. */
  List<LivingNetwork> living() {
    return Collections.unmodifiableList(living);
  }
}
