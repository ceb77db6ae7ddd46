package org.nas4j.engine;

import java.time.Duration;
import java.util.OptionalLong;
import org.nas4j.internal.time.Stopwatch;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;

/** A proposal between its number and its observation. */
final class Slot {

  final long id;
  final Proposal proposal;
  final Stopwatch begun;
  Outcome outcome;
  Duration duration = Duration.ZERO;
  /** The slot of an equal architecture whose outcome this one waits for, or null. */
  Slot original;

  boolean observed;
  private Trial trial;

  Slot(long id, Proposal proposal, Stopwatch begun) {
    this.id = id;
    this.proposal = proposal;
    this.begun = begun;
  }

  boolean hasEnded() {
    return outcome() != null;
  }

  Outcome outcome() {
    return original == null ? outcome : original.outcome();
  }

  /** As an earlier process logged it. */
  void take(Trial logged) {
    trial = logged;
    outcome = logged.outcome();
    duration = logged.duration();
  }

  /** The trial, once it has ended; always the same. */
  Trial trial() {
    if (trial == null) {
      trial = toTrial();
    }
    return trial;
  }

  private Trial toTrial() {
    OptionalLong duplicateOf =
        original == null ? OptionalLong.empty() : OptionalLong.of(original.id);
    return new Trial(id, proposal.genotype(), proposal.parent(), outcome(), duration, duplicateOf);
  }
}
