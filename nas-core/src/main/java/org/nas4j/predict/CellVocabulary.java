package org.nas4j.predict;

import java.util.List;

/**
 * How many different inputs and operations there are.
 *
 * @param inputs one more than the largest number of an input
 * @param operations one more than the largest number of an operation
 */
record CellVocabulary(int inputs, int operations) {

  static CellVocabulary of(List<List<CellBlock>> cells) {
    int inputs = 0;
    int operations = 0;
    for (List<CellBlock> cell : cells) {
      for (CellBlock block : cell) {
        inputs = Math.max(inputs, 1 + Math.max(block.firstInput(), block.secondInput()));
        operations =
            Math.max(operations, 1 + Math.max(block.firstOperation(), block.secondOperation()));
      }
    }
    return new CellVocabulary(inputs, operations);
  }
}
