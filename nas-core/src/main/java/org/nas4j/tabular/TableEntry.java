package org.nas4j.tabular;

import java.util.List;
import java.util.Map;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Priced;

/**
 * One architecture of a table.
 *
 * @param row number of its row, from 0
 * @param options the option of each decision, in the decisions' order
 * @param costs its figures that its shape alone decides
 * @param scores what is known of its network besides; a table has none
 */
public record TableEntry(
    int row, List<String> options, Map<Metric, Double> costs, Map<Metric, Double> scores)
    implements Priced {

  /** Copies. */
  public TableEntry {
    options = List.copyOf(options);
    costs = Map.copyOf(costs);
    scores = Map.copyOf(scores);
  }

  /**
   * One of which nothing is known before it is looked up.
   *
   * @param row number of its row, from 0
   * @param options the option of each decision, in the decisions' order
   */
  public TableEntry(int row, List<String> options) {
    this(row, options, Map.of(), Map.of());
  }
}
