package org.nas4j.predict;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Parameter;
import org.nas4j.internal.math.Vectors;

/** Vectors of inputs and of operations, each shared by both halves of a block. */
final class TokenEmbedding {

  private static final double RANGE = 0.1;

  private final int size;
  private final int inputs;
  private final int operations;
  private final Parameter ofInputs;
  private final Parameter ofOperations;

  /** One more of each for what was never seen. */
  TokenEmbedding(int inputs, int operations, int size, RandomGenerator random) {
    this.size = size;
    this.inputs = inputs;
    this.operations = operations;
    this.ofInputs = Parameter.uniform((inputs + 1) * size, RANGE, random);
    this.ofOperations = Parameter.uniform((operations + 1) * size, RANGE, random);
  }

  int size() {
    return size;
  }

  List<Parameter> parameters() {
    return List.of(ofInputs, ofOperations);
  }

  private Parameter table(int place) {
    return place % 2 == 0 ? ofInputs : ofOperations;
  }

  private int row(CellBlock block, int place) {
    return Math.min(block.token(place), place % 2 == 0 ? inputs : operations);
  }

  void add(CellBlock block, int place, double factor, double[] target, int from) {
    Vectors.add(factor, table(place).value(), row(block, place) * size, target, from, size);
  }

  void backward(CellBlock block, int place, double factor, double[] gradient, int from) {
    Vectors.add(factor, gradient, from, table(place).gradient(), row(block, place) * size, size);
  }
}
