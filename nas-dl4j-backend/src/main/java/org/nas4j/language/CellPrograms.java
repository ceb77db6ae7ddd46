package org.nas4j.language;

import java.util.Arrays;
import java.util.List;
import org.nas4j.arch.WeightArray;
import org.nas4j.dl4j.internal.recurrent.CellProgram;
import org.nas4j.dl4j.internal.recurrent.RecurrentParameters;
import org.nas4j.oneshot.WeightBank;

/** Programs and first weights of cells. */
final class CellPrograms {

  private static final double EMBEDDING_BOUND = 0.1;

  private CellPrograms() {}

  static CellProgram of(LanguageCell cell, int hidden) {
    if (cell instanceof LanguageCell.Enas enas) {
      return CellProgram.of(enas.cell(), hidden);
    }
    return cell instanceof LanguageCell.Nas nas
        ? CellProgram.of(nas.cell(), hidden)
        : CellProgram.lstm(hidden);
  }

  /** Matrices are uniform within 1/√hidden, embeddings within 0.1; biases are zeros, but 1 for gates that forget. */
  static WeightArray first(WeightBank bank, String name, List<Integer> shape, int hidden) {
    if (name.equals(RecurrentParameters.EMBEDDING)) {
      return bank.uniform(name, shape, EMBEDDING_BOUND);
    }
    boolean known = bank.snapshot().containsKey(name);
    WeightArray array = bank.uniform(name, shape, shape.size() > 1 ? 1 / Math.sqrt(hidden) : 0);
    if (name.equals("lstm/bias") && !known) {
      Arrays.fill(array.values(), hidden, 2 * hidden, 1);
    }
    return array;
  }
}
