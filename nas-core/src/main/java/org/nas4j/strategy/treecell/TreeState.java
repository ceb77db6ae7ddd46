package org.nas4j.strategy.treecell;

/**
 * What an LSTM knows at a place of a tree.
 *
 * @param output h
 * @param cell c
 */
record TreeState(Tape.Vector output, Tape.Vector cell) {

  static TreeState zeros(int hidden) {
    return new TreeState(Tape.zeros(hidden), Tape.zeros(hidden));
  }
}
