package org.nas4j.search;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.space.Genotype;

/**
 * The live half of a search method: proposes and learns. Belongs to one thread and one run; never
 * sees an architecture.
 *
 * <p>Trials are observed in the order of their ids (in an asynchronous search: as they end), each
 * once. Between the proposal of a trial and its observation up to {@code lookahead - 1} further
 * proposals may be asked for. A controller also copes with trials that it did not propose (warm
 * start).
 */
public interface Controller {

  /**
   * The next thing to evaluate.
   *
   * @param random randomness of this proposal alone
   * @return empty if the space is exhausted
   */
  Optional<Proposal> propose(RandomGenerator random);

  /**
   * Learns from a trial.
   *
   * @param trial how a proposal ended
   * @param random randomness of this observation alone
   */
  void observe(Trial trial, RandomGenerator random);

  /**
   * Tells that a proposal will never be observed, so that nothing need be kept for it and nothing
   * is learned from it. A search on shared weights trains most of its networks without asking how
   * good they are. Nothing unless overridden; controllers that remember what is under way override
   * it.
   *
   * @param genotype of the latest proposal that was neither observed nor withdrawn
   */
  default void withdraw(Genotype genotype) {}
}
