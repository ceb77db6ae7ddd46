package org.nas4j.strategy.exhaustive;

import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Proposes every architecture of the space once, depth first over the tree of decisions, options in
 * their order, and ends when there is no more. What cannot be built is passed over. It learns
 * nothing and draws nothing; for spaces small enough, and to know the optimum that other methods
 * are judged by. A recipe without settings.
 */
public record Exhaustive() implements SearchStrategy {

  @Override
  public Controller open(ControllerContext context) {
    return new ExhaustiveController(context);
  }
}
