package org.nas4j.tabular;

import java.util.List;

/**
 * One architecture of a table.
 *
 * @param row number of its row, from 0
 * @param options the option of each decision, in the decisions' order
 */
public record TableEntry(int row, List<String> options) {

  /** Copies. */
  public TableEntry {
    options = List.copyOf(options);
  }
}
