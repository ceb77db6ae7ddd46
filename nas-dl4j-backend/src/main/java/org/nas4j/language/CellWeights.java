package org.nas4j.language;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.arch.recurrent.Mix;
import org.nas4j.dl4j.internal.recurrent.RecurrentParameters;
import org.nas4j.oneshot.WeightBank;

/**
 * First weights of cells: matrices are uniform within 1/√hidden, embeddings within 0.1, biases what
 * the cell says. For one thread.
 */
final class CellWeights implements RecurrentParameters.Source {

  private static final double EMBEDDING_BOUND = 0.1;

  private final WeightBank bank;
  private final int hidden;
  private final Map<String, Mix.Bias> biases = new HashMap<>();

  CellWeights(WeightBank bank, int hidden) {
    this.bank = bank;
    this.hidden = hidden;
  }

  /** Learns of a cell, before its arrays are asked for. */
  void know(CellGraph cell) {
    cell.biases().forEach(biases::putIfAbsent);
  }

  @Override
  public WeightArray get(String name, List<Integer> shape) {
    if (name.equals(RecurrentParameters.EMBEDDING)) {
      return bank.uniform(name, shape, EMBEDDING_BOUND);
    }
    Mix.Bias bias = biases.get(name);
    boolean known = bias != null && bank.snapshot().containsKey(name);
    WeightArray array = bank.uniform(name, shape, shape.size() > 1 ? 1 / Math.sqrt(hidden) : 0);
    for (int i = 0; bias != null && !known && i < array.values().length; i++) {
      array.values()[i] = bias.initial().get(i / hidden).floatValue();
    }
    return array;
  }
}
