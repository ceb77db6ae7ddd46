package org.nas4j.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.nas4j.eval.Candidate;
import org.nas4j.internal.time.Stopwatch;
import org.nas4j.internal.walking.WalkingContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.space.Build;
import org.nas4j.space.Genotype;

/**
 * Numbers proposals, builds what they describe, and lets through what has to be evaluated: not what
 * cannot be built, nor what its cost alone puts beyond a constraint, nor what equals an earlier
 * candidate, nor what the log knows already. For one thread.
 */
final class Admission<A> {

  private final SearchSettings<A> settings;
  private final WalkingContext<A> context;
  private final Replayed earlier;
  private final Map<Object, Slot> firstOfKind = new HashMap<>();
  private long nextId;
  private int idle;

  Admission(SearchSettings<A> settings, WalkingContext<A> context, Replayed earlier) {
    this.settings = settings;
    this.context = context;
    this.earlier = earlier;
  }

  /** The number of the next proposal. */
  long nextId() {
    return nextId;
  }

  /** Proposals in a row, up to the latest, that cost no evaluation. */
  int idle() {
    return idle;
  }

  Slot number(Proposal proposal) {
    return new Slot(nextId++, proposal, new Stopwatch(settings.ticker));
  }

  /**
   * What is to be evaluated for a proposal; empty if nothing, and then the slot has its outcome or
   * knows whose to wait for.
   */
  Optional<Candidate<A>> admit(Slot slot, Tally tally) {
    Optional<Candidate<A>> built = build(slot).filter(candidate -> isOfUse(slot, candidate));
    if (built.isEmpty() || isDuplicate(slot, built.get())) {
      idle++;
      return Optional.empty();
    }
    idle = 0;
    tally.evaluationBegins();
    boolean otherReward = settings.acceptedDifferences.contains("reward");
    return earlier.restore(slot, settings.reward, otherReward) ? Optional.empty() : built;
  }

  private Optional<Candidate<A>> build(Slot slot) {
    Build<A> build = replay(slot.proposal.genotype());
    build
        .walk()
        .infeasible()
        .ifPresent(
            cause -> slot.outcome = new Outcome.Rejected(cause.reason(), cause.getMessage()));
    return build
        .built()
        .map(architecture -> new Candidate<>(
            slot.id, slot.proposal.genotype(), architecture, slot.proposal.parent()));
  }

  private boolean isOfUse(Slot slot, Candidate<A> candidate) {
    Optional<Outcome.Rejected> rejection = settings.goals.rejection(candidate.architecture());
    rejection.ifPresent(outcome -> slot.outcome = outcome);
    return rejection.isEmpty();
  }

  private Build<A> replay(Genotype genotype) {
    try {
      return context.replay(genotype);
    } catch (IllegalArgumentException e) {
      throw Purity.unrepeatable(e);
    }
  }

  private boolean isDuplicate(Slot slot, Candidate<A> candidate) {
    Object kind = settings.identity.apply(candidate);
    Slot twin = firstOfKind.get(kind);
    if (twin != null && !(twin.observed && twin.outcome() instanceof Outcome.Failed)) {
      slot.original = twin;
      return true;
    }
    firstOfKind.put(kind, slot);
    return false;
  }
}
