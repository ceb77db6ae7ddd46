package org.nas4j.engine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.nas4j.internal.checks.Texts;
import org.nas4j.search.Trial;

/**
 * One of the best of a search, evaluated again in the final round: figures of two fidelities, those
 * of the search in {@code searched}, those of the longer evaluation in {@code runs}.
 *
 * @param searched as the search met it, with the figures of the search
 * @param runs the longer evaluations, one for each seed, all evaluated to their end; their ids
 *     count the evaluations of the round
 * @param <A> type of an architecture
 */
public record Finalist<A>(Ranked<A> searched, List<Trial> runs) {

  /** Checks and copies. */
  public Finalist {
    requireNonNull(searched, "searched");
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("A finalist needs an evaluation, but there are [].");
    }
  }

  /**
   * What was evaluated.
   *
   * @return as the search met it
   */
  public A architecture() {
    return searched.architecture();
  }

  /**
   * The mean of the rewards of the longer evaluations, by which one is chosen.
   *
   * @return finite
   */
  public double reward() {
    return rewards().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /**
   * The rewards of the longer evaluations.
   *
   * @return one for each seed
   */
  public List<Double> rewards() {
    return runs.stream().map(run -> run.outcome().reward().orElseThrow()).toList();
  }

  /** The rewards of both evaluations, and what was evaluated. */
  @Override
  public String toString() {
    return "Finalist[" + Texts.rounded(reward())
        + (runs.size() > 1 ? " as mean of " + rewards() : "") + ", searched: " + searched + "]";
  }
}
