package org.nas4j.exchange;

import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.internal.architecture.CellDocument;

/**
 * Writes recurrent cells as JSON and reads them back. The format is stable and numbered: a document
 * of version 1 stays readable. Values are numbered as in {@link CellGraph}.
 *
 * <pre>{@code
 * {"format": "nas4j-cell", "version": 1, "output": 4, "next": [4],
 *  "operations": [
 *    {"type": "mix", "blocks": 1,
 *     "terms": [{"source": 0, "matrix": "new/input"}, {"source": 1, "matrix": "new/state0"}],
 *     "bias": {"name": "new/bias", "initial": [0.0]}},
 *    {"type": "activate", "source": 2, "function": "tanh"},
 *    ...]}
 * }</pre>
 *
 * <p>The reader trusts nothing: it takes at most 16 Mi characters and 10,000 operations, refuses
 * unknown and double members, and names the JSON path of what is wrong. All methods are
 * thread-safe.
 */
public final class CellJson {

  private CellJson() {}

  /**
   * Writes a cell.
   *
   * @param cell what to write
   * @return JSON text
   */
  public static String write(CellGraph cell) {
    return CellDocument.write(cell);
  }

  /**
   * Reads a cell.
   *
   * @param text JSON text
   * @return the cell, equal to the one that was written
   * @throws IllegalArgumentException if the text describes none, with the JSON path of what is
   *     wrong
   */
  public static CellGraph read(String text) {
    return CellDocument.read(text);
  }
}
