package org.nas4j.strategy.asha;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/** Promotes whom it can, the highest first, and draws a new candidate otherwise. */
final class PromotionController implements Controller {

  private static final int ATTEMPTS = 50;

  /** Ids rise with the order in a rung only by chance, since trials of a rung end as they may. */
  private static final Comparator<PausedTrial> BEST_FIRST = Comparator.comparingDouble(
          (PausedTrial each) -> -each.reward())
      .thenComparingLong(PausedTrial::id);

  private final Rungs rungs;
  private final ControllerContext context;
  private final List<List<PausedTrial>> ended;
  private final Set<Long> promoted = new HashSet<>();
  private final Set<Genotype> known = new HashSet<>();

  PromotionController(Rungs rungs, ControllerContext context) {
    this.rungs = rungs;
    this.context = context;
    this.ended = IntStream.range(0, rungs.count())
        .<List<PausedTrial>>mapToObj(rung -> new ArrayList<>())
        .toList();
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    for (int rung = rungs.top() - 1; rung >= 0; rung--) {
      Optional<PausedTrial> best = promotable(rung);
      if (best.isPresent()) {
        promoted.add(best.get().id());
        Genotype genotype = at(rung + 1, best.get().genotype());
        known.add(genotype);
        return Optional.of(new Proposal(genotype, OptionalLong.of(best.get().id())));
      }
    }
    Genotype genotype = fresh(random);
    known.add(genotype);
    return Optional.of(Proposal.of(genotype));
  }

  /** The best of the first ⌊n/η⌋ that was not promoted yet. */
  private Optional<PausedTrial> promotable(int rung) {
    List<PausedTrial> here = ended.get(rung);
    return here.stream()
        .sorted(BEST_FIRST)
        .limit(here.size() / rungs.eta())
        .filter(each -> !promoted.contains(each.id()) && Rungs.isAsked(each.genotype()))
        .findFirst();
  }

  private static Genotype at(int rung, Genotype genotype) {
    List<Gene> genes = new ArrayList<>(genotype.genes());
    genes.set(0, new Gene(genes.get(0).decision(), rung));
    return new Genotype(genes);
  }

  private Genotype fresh(RandomGenerator random) {
    Walk walk = draw(random);
    for (int i = 1; i < ATTEMPTS && !(walk.isFeasible() && !known.contains(walk.genotype())); i++) {
      walk = draw(random);
    }
    return walk.genotype();
  }

  private Walk draw(RandomGenerator random) {
    return context.walk(point -> asksForRung(point)
        ? point.legalOption(0)
        : point.legalOption(random.nextInt(point.legalCount())));
  }

  private static boolean asksForRung(DecisionPoint point) {
    return Rungs.asks(point.decision().name(), point.index());
  }

  /** Whose promotion nobody will see may be promoted again. */
  @Override
  public void withdraw(Genotype genotype) {
    int rung = Rungs.rung(genotype);
    if (rung > 0) {
      ended.get(rung - 1).stream()
          .filter(each -> at(rung, each.genotype()).equals(genotype))
          .forEach(each -> promoted.remove(each.id()));
    }
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    known.add(trial.genotype());
    if (trial.duplicateOf().isPresent()) {
      requireOwnTraining(trial);
      return;
    }
    trial.parent().ifPresent(promoted::add);
    int rung = Rungs.rung(trial.genotype());
    if (rung < rungs.count() && trial.outcome().reward().isPresent()) {
      double reward = trial.outcome().reward().getAsDouble();
      ended.get(rung).add(new PausedTrial(trial.id(), trial.genotype(), reward));
    }
  }

  private static void requireOwnTraining(Trial trial) {
    if (trial.parent().isPresent()) {
      throw new IllegalStateException("Trial [" + trial.id() + "] should go on from trial ["
          + trial.parent().getAsLong() + "], but was taken for its duplicate, and not trained."
          + "\nMaybe build the search with deduplicateBy(Candidate::genotype).");
    }
  }
}
