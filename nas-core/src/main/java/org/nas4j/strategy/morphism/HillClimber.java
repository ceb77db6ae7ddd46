package org.nas4j.strategy.morphism;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.nas4j.morphism.MorphismSpace;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;

/** The live half of a morphism search. */
final class HillClimber implements Controller {

  private final MorphismSettings settings;
  private final ControllerContext context;
  private Trial best;
  private Trial parent;
  private int observedOfGeneration;
  private boolean begun;

  HillClimber(MorphismSettings settings, ControllerContext context) {
    this.settings = settings;
    this.context = context;
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    if (!begun) {
      begun = true;
      return Optional.of(Proposal.of(grow(List.of(), 0, random)));
    }
    if (parent == null) {
      return Optional.of(Proposal.of(grow(List.of(), settings.edits(), random)));
    }
    List<Gene> genes = parent.genotype().genes();
    List<Gene> kept = genes.subList(0, Math.max(0, genes.size() - 1));
    Genotype child = grow(kept, settings.edits(), random);
    return Optional.of(new Proposal(
        child, endsByChoice(genes) ? OptionalLong.of(parent.id()) : OptionalLong.empty()));
  }

  /** Whether a child without the last answer still begins with all of the parent's edits. */
  private static boolean endsByChoice(List<Gene> genes) {
    return !genes.isEmpty()
        && genes
            .get(genes.size() - 1)
            .equals(new Gene(MorphismSpace.EDIT.name(), MorphismSpace.END));
  }

  /**
   * Answers with the kept genes, then at random; after so many edits the first chance to end is
   * taken.
   */
  private Genotype grow(List<Gene> kept, int more, RandomGenerator random) {
    int[] left = {more};
    return context
        .walk(point -> {
          if (follows(kept, point)) {
            return kept.get(point.index()).option();
          }
          return asksForEdit(point) ? edit(point, left, random) : any(point, random);
        })
        .genotype();
  }

  private static boolean follows(List<Gene> kept, DecisionPoint point) {
    return point.index() < kept.size()
        && kept.get(point.index()).decision().equals(point.decision().name())
        && point.isLegal(kept.get(point.index()).option());
  }

  private static boolean asksForEdit(DecisionPoint point) {
    return point.decision().equals(MorphismSpace.EDIT);
  }

  private static int edit(DecisionPoint point, int[] left, RandomGenerator random) {
    if (left[0]-- <= 0 || point.isForced()) {
      return MorphismSpace.END;
    }
    int option = MorphismSpace.END;
    while (option == MorphismSpace.END) {
      option = any(point, random);
    }
    return option;
  }

  private static int any(DecisionPoint point, RandomGenerator random) {
    return point.legalOption(random.nextInt(point.legalCount()));
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    boolean scored = trial.outcome() instanceof Outcome.Scored;
    if (scored && (best == null || reward(trial) > reward(best))) {
      best = trial;
    }
    observedOfGeneration++;
    if (best != null && (parent == null || observedOfGeneration >= settings.children())) {
      parent = best;
      observedOfGeneration = 0;
    }
  }

  private static double reward(Trial trial) {
    return trial.outcome().reward().orElseThrow();
  }
}
