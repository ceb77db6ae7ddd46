package org.nas4j.internal.edits;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.nas4j.morphism.EditSpace;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;

/**
 * Searches by editing one network again and again, and learns how. The network without edits is
 * proposed first, and until it was observed, so that no child has to start from scratch; equal
 * networks are evaluated once. If it fails, children name no parent.
 */
public final class EditController implements Controller {

  private static final Gene END = new Gene(EditSpace.STEP, EditSpace.END);

  private final EditMethod method;
  private final ControllerContext context;
  private final EditNetwork network;
  private final EditLearner learner;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private Trial best;
  private Trial edited;
  private boolean knowsStart;
  private long episodes;
  private int children;

  /**
   * A controller that has learned nothing.
   *
   * @param method how it chooses and learns
   * @param context of the run
   */
  public EditController(EditMethod method, ControllerContext context) {
    this.method = method;
    this.context = context;
    this.network = method.open(context::random);
    this.learner = new EditLearner(network, method);
  }

  /**
   * A proposal that was not observed yet.
   *
   * @param genotype as proposed
   * @param from the first of its answers that are its own
   */
  private record Pending(Genotype genotype, int from) {}

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    if (!knowsStart) {
      return Optional.of(Proposal.of(draw(List.of(), List.of(), random)));
    }
    List<Gene> parent = edited == null ? List.of() : withoutEnd(edited.genotype());
    Genotype child = draw(parent, method.steps(episodes++, random), random);
    pending.add(new Pending(child, parent.size()));
    return Optional.of(
        new Proposal(child, edited == null ? OptionalLong.empty() : OptionalLong.of(edited.id())));
  }

  private Genotype draw(List<Gene> parent, List<EditSpace.Kind> steps, RandomGenerator random) {
    EditNetwork policy = method.isRandom() ? null : network;
    return context
        .walk(new StepChooser(parent, new StepPlan(steps), policy, random))
        .genotype();
  }

  private static List<Gene> withoutEnd(Genotype genotype) {
    return genotype.genes().subList(0, genotype.size() - 1);
  }

  private static boolean isStart(Genotype genotype) {
    return genotype.genes().equals(List.of(END));
  }

  /** Whether more steps can follow, so that a child's answers begin with these. */
  private static boolean canBeEdited(Trial trial) {
    List<Gene> genes = trial.genotype().genes();
    return trial.id() >= 0
        && trial.outcome() instanceof Outcome.Scored
        && !genes.isEmpty()
        && genes.get(genes.size() - 1).equals(END);
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    if (canBeEdited(trial) && (best == null || reward(trial) > reward(best))) {
      best = trial;
    }
    if (isStart(trial.genotype())) {
      if (!knowsStart && trial.id() >= 0) {
        knowsStart = true;
        edited = canBeEdited(trial) ? trial : null;
      }
      return;
    }
    int from = forget(trial.genotype(), pending.iterator());
    if (!method.isRandom() && trial.outcome().reward().isPresent()) {
      learner.add(context.walk(trial.genotype()), from, reward(trial));
    }
    if (++children == method.stage()) {
      children = 0;
      edited = best;
    }
  }

  private static double reward(Trial trial) {
    return trial.outcome().reward().orElseThrow();
  }

  @Override
  public void withdraw(Genotype genotype) {
    forget(genotype, pending.descendingIterator());
  }

  /** Takes the first of the pending proposals of a genotype out; tells where its answers begin. */
  private static int forget(Genotype genotype, Iterator<Pending> each) {
    while (each.hasNext()) {
      Pending candidate = each.next();
      if (candidate.genotype().equals(genotype)) {
        each.remove();
        return candidate.from();
      }
    }
    return 0;
  }
}
