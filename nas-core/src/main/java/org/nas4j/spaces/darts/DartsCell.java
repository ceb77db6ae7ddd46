package org.nas4j.spaces.darts;

import static org.nas4j.spaces.darts.DartsOperation.DILATED_3X3;
import static org.nas4j.spaces.darts.DartsOperation.MAX_3X3;
import static org.nas4j.spaces.darts.DartsOperation.NONE;
import static org.nas4j.spaces.darts.DartsOperation.SEPARABLE_3X3;
import static org.nas4j.spaces.darts.DartsOperation.SKIP;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nas4j.internal.checks.Checks;

/**
 * A cell of DARTS (liu2019darts, section 2.1): each node adds up two edges, and its output
 * concatenates all nodes. States are numbered: 0 is the output of the cell before last, 1 that of
 * the last, 2 and on are the nodes.
 *
 * @param edges two for each node, in the nodes' order
 */
public record DartsCell(List<Edge> edges) {

  /** States that come from outside. */
  public static final int INPUTS = 2;

  /** Edges of a node that are kept. */
  public static final int KEPT = 2;

  /**
   * An operation on an earlier state.
   *
   * @param operation what it does
   * @param state the number of what it reads
   */
  public record Edge(DartsOperation operation, int state) {}

  /** Checks and copies. */
  public DartsCell {
    edges = List.copyOf(edges);
    Checks.positive(edges.size(), "number of edges");
    for (int i = 0; i < edges.size(); i++) {
      Edge edge = edges.get(i);
      int states = INPUTS + i / KEPT;
      if (edge.operation() == NONE || edge.state() < 0 || edge.state() >= states) {
        throw new IllegalArgumentException("Edge [" + i + "] is [" + edge + "], but needs an"
            + " operation and one of [" + states + "] states.\nMaybe 0 is meant for the cell before"
            + " last, and 1 for the last.");
      }
    }
    if (edges.size() % KEPT != 0) {
      throw new IllegalArgumentException(
          "A node has two edges, but there are [" + edges.size() + "] edges in all.");
    }
  }

  /**
   * The number of nodes.
   *
   * @return at least 1
   */
  public int nodes() {
    return edges.size() / KEPT;
  }

  /**
   * How many edges hand on what they read.
   *
   * @return edges that are {@link DartsOperation#SKIP}
   */
  public int skips() {
    return (int) edges.stream().filter(edge -> edge.operation() == SKIP).count();
  }

  /**
   * The cell of the shares of operations (liu2019darts, section 2.4, and code): each node keeps the
   * two edges whose best operation, {@link DartsOperation#NONE} left aside, has the greatest share,
   * and of each this operation. Among equals the first.
   *
   * @param shares {@code [edges, operations]}; the edges are those from states 0 and 1 to the first
   *     node, then those from states 0 to 2 to the second, and so on
   * @return the cell
   */
  public static DartsCell of(double[][] shares) {
    List<Edge> kept = new ArrayList<>();
    int from = 0;
    for (int states = INPUTS; from < shares.length; states++) {
      int first = from;
      IntStream.range(0, states)
          .boxed()
          .sorted(Comparator.comparingDouble(
              state -> -shares[first + state][best(shares[first + state])]))
          .limit(KEPT)
          .map(state -> new Edge(DartsOperation.values()[best(shares[first + state])], state))
          .forEach(kept::add);
      from += states;
    }
    return new DartsCell(kept);
  }

  private static int best(double[] shares) {
    int best = NONE.ordinal() + 1;
    for (int i = best + 1; i < shares.length; i++) {
      best = shares[i] > shares[best] ? i : best;
    }
    return best;
  }

  /**
   * The published normal cell of the second order (liu2019darts, figure 4, and code).
   *
   * @return the cell
   */
  public static DartsCell publishedNormal() {
    return new DartsCell(List.of(
        new Edge(SEPARABLE_3X3, 0),
        new Edge(SEPARABLE_3X3, 1),
        new Edge(SEPARABLE_3X3, 0),
        new Edge(SEPARABLE_3X3, 1),
        new Edge(SEPARABLE_3X3, 1),
        new Edge(SKIP, 0),
        new Edge(SKIP, 0),
        new Edge(DILATED_3X3, 2)));
  }

  /**
   * The published reduction cell of the second order (liu2019darts, figure 5, and code).
   *
   * @return the cell
   */
  public static DartsCell publishedReduction() {
    return new DartsCell(List.of(
        new Edge(MAX_3X3, 0),
        new Edge(MAX_3X3, 1),
        new Edge(SKIP, 2),
        new Edge(MAX_3X3, 1),
        new Edge(MAX_3X3, 0),
        new Edge(SKIP, 2),
        new Edge(SKIP, 2),
        new Edge(MAX_3X3, 1)));
  }
}
