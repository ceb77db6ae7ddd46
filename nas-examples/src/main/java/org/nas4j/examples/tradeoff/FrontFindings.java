package org.nas4j.examples.tradeoff;

import java.util.List;
import org.nas4j.arch.Architecture;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.images.Latency;
import org.nas4j.objective.Objectives;
import org.nas4j.objective.ParetoFront;

/**
 * What was found.
 *
 * @param search all trials
 * @param finalists the networks that were trained for longer; one may turn out to be dominated
 * @param chosen the one of them that is handed over
 * @param second how it was measured again
 * @param reference latency of the network written by hand
 * @param limit seconds within which the chosen one should be
 */
record FrontFindings(
    SearchResult<Architecture> search,
    List<FrontNetwork> finalists,
    FrontNetwork chosen,
    SecondLook second,
    Latency reference,
    double limit) {

  static final Objectives OBJECTIVES =
      Objectives.of(Metric.VALIDATION_ACCURACY, Metric.LATENCY_SECONDS);

  /** By the last measurement. */
  boolean isMet() {
    return second.latency().seconds() <= limit;
  }

  /** Of the finalists, by the figures that were measured last. */
  ParetoFront<FrontNetwork> front() {
    return new ParetoFront<>(
        OBJECTIVES,
        finalists.stream()
            .map(each -> new ParetoFront.Member<>(each, each.figures()))
            .toList());
  }

  /** Finalists that are not on the front any more. */
  List<FrontNetwork> dominated() {
    List<FrontNetwork> free =
        front().members().stream().map(ParetoFront.Member::item).toList();
    return finalists.stream().filter(each -> !free.contains(each)).toList();
  }

  /** Of all trials that were evaluated. */
  List<Evaluation> evaluated() {
    return search.trials().stream()
        .flatMap(trial -> trial.outcome().figures().stream())
        .toList();
  }
}
