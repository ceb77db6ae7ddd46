package org.nas4j.strategy.morphism;

import java.util.Map;
import java.util.TreeMap;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Hill climbing by network morphisms: the start network is evaluated; then, generation by generation, some children are
 * made of the best network so far by a few random edits each, start from its weights, and the best of all becomes the
 * next parent (elsken2017nash, section 3 and algorithm 1: 8 children of 5 edits). For spaces like {@code MorphismSpace},
 * whose children extend their parent's answers; on any other space a child keeps all of its parent's answers but the
 * last one, and names no parent.
 *
 * <p>Deviations: the paper trains each parent on as one of the children, here a parent keeps the figures that it had; and
 * it knows its parent from the start, while here the children that are proposed before any trial was observed have none.
 */
public final class MorphismSearch implements SearchStrategy {

  private static final int CHILDREN = 8;
  private static final int EDITS = 5;

  private final int children;
  private final int edits;

  private MorphismSearch(int children, int edits) {
    this.children = children;
    this.edits = edits;
  }

  /**
   * The search as published: 8 children of 5 edits.
   *
   * @return the strategy
   */
  public static MorphismSearch nash() {
    return new MorphismSearch(CHILDREN, EDITS);
  }

  /**
   * The search with other sizes, for small budgets.
   *
   * @param children how many per generation, at least 1
   * @param edits how many a child has more than its parent, at least 1
   * @return the strategy
   */
  public static MorphismSearch of(int children, int edits) {
    if (children < 1 || edits < 1) {
      throw new IllegalArgumentException(
          "A generation needs at least 1 child of at least 1 edit, but" + " got [" + children
              + "] children of [" + edits + "] edits.");
    }
    return new MorphismSearch(children, edits);
  }

  @Override
  public Controller open(ControllerContext context) {
    return new HillClimber(children, edits, context);
  }

  @Override
  public Map<String, String> settings() {
    return new TreeMap<>(
        Map.of("children", Integer.toString(children), "edits", Integer.toString(edits)));
  }
}
