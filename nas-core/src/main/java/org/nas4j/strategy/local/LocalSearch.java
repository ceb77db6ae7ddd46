package org.nas4j.strategy.local;

import java.util.Map;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Local search: starts from the best of a few random candidates, tries the neighbours that differ in one decision, in random
 * order, and moves to the first that is better; where none is, it starts again elsewhere. On benchmark tables it is known as a
 * baseline that is hard to beat (white2021local).
 *
 * <p>Deviation: the paper starts from one random candidate; ours from the best of ten, which spares the climb up from the
 * bottom. Questions that a change raises for the first time are answered at random ({@link org.nas4j.morphism.Mutation}).
 */
public final class LocalSearch implements SearchStrategy {

  /** Random candidates of which the best is climbed from. */
  public static final int DEFAULT_STARTS = 10;

  private final int starts;

  /** A local search with our default. */
  public LocalSearch() {
    this(DEFAULT_STARTS);
  }

  /**
   * A local search.
   *
   * @param starts random candidates before each climb, at least 1 (the paper's)
   */
  public LocalSearch(int starts) {
    if (starts < 1) {
      throw new IllegalArgumentException(
          "The starts must be at least 1, but are [" + starts + "].");
    }
    this.starts = starts;
  }

  @Override
  public Controller open(ControllerContext context) {
    return new LocalSearchController(starts, context);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("starts", Integer.toString(starts));
  }
}
