package org.nas4j.benchmarks.scores;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;

/**
 * The networks of NAS-Bench-201's topology space (dong2020nasbench201): a stem, three stages of
 * five equal cells with 16, 32 and 64 filters, a residual block of stride 2 between stages. A cell
 * has four nodes; its six edges each do one operation, and a node is the sum of what comes to it.
 */
public final class TopologyNetwork {

  static final int SIDE = 32;

  private static final int FILTERS = 16;
  private static final int STAGES = 3;
  private static final int CELLS = 5;
  private static final int EDGES = 6;

  private final Architecture.Builder network;
  private final List<String> operations;
  private int count;

  private TopologyNetwork(List<String> operations, int side) {
    this.operations = operations;
    network = Architecture.builder(Shape.image(3, side, side));
  }

  /**
   * The network of a cell for images of the benchmark's size.
   *
   * @param operations of the edges 0→1, 0→2, 1→2, 0→3, 1→3, 2→3, by the names of the benchmark
   * @param classes number of classes
   * @return empty if nothing passes through the cell
   * @throws IllegalArgumentException if there are not six operations
   */
  public static Optional<Architecture> of(List<String> operations, int classes) {
    return of(operations, classes, SIDE);
  }

  /**
   * The network of a cell.
   *
   * @param operations of the edges 0→1, 0→2, 1→2, 0→3, 1→3, 2→3, by the names of the benchmark
   * @param classes number of classes
   * @param side rows and columns of an image
   * @return empty if nothing passes through the cell
   */
  static Optional<Architecture> of(List<String> operations, int classes, int side) {
    if (operations.size() != EDGES) {
      throw new IllegalArgumentException(
          "There are [" + operations.size()
              + "] decisions, where a cell of NAS-Bench-201 has 6 edges.\nMaybe the table is another one.");
    }
    return new TopologyNetwork(operations, side).build(classes);
  }

  private Optional<Architecture> build(int classes) {
    String last = normalized(convolution(FILTERS, 3, 1, Architecture.INPUT));
    for (int stage = 0; stage < STAGES; stage++) {
      int filters = FILTERS << stage;
      if (stage > 0) {
        last = residual(filters, last);
      }
      for (int i = 0; i < CELLS && last != null; i++) {
        last = cell(filters, last);
      }
      if (last == null) {
        return Optional.empty();
      }
    }
    last = add("relu", Activation.RELU, normalized(last));
    last = add("pooled", GlobalPooling.AVERAGE, last);
    add("classes", SoftmaxOutput.of(classes), last);
    return Optional.of(network.build());
  }

  /** Null if nothing comes through. */
  private String cell(int filters, String input) {
    List<String> nodes = new ArrayList<>(List.of(input));
    int edge = 0;
    for (int node = 1; node < 4; node++) {
      List<String> sum = new ArrayList<>();
      for (int from = 0; from < node; from++) {
        String operation = operations.get(edge++);
        if (nodes.get(from) != null) {
          sum.add(operation(operation, filters, nodes.get(from)));
        }
      }
      nodes.add(sum(sum.stream().filter(Objects::nonNull)));
    }
    return nodes.get(3);
  }

  private String sum(Stream<String> parts) {
    List<String> inputs = parts.toList();
    if (inputs.size() < 2) {
      return inputs.isEmpty() ? null : inputs.get(0);
    }
    return network.add("sum" + count++, new Add(), inputs);
  }

  private String operation(String operation, int filters, String input) {
    return switch (operation) {
      case "none" -> null;
      case "skip_connect" -> input;
      case "nor_conv_1x1" -> step(filters, 1, 1, input);
      case "nor_conv_3x3" -> step(filters, 3, 1, input);
      case "avg_pool_3x3" -> add("pool", Pooling.average(Window.square(3)), input);
      default ->
        throw new IllegalArgumentException("[" + operation
            + "] is no operation of NAS-Bench-201.\nMaybe the table is another one.");
    };
  }

  private String step(int filters, int kernel, int stride, String input) {
    return normalized(convolution(filters, kernel, stride, add("relu", Activation.RELU, input)));
  }

  private String residual(int filters, String input) {
    String main = step(filters, 3, 1, step(filters, 3, 2, input));
    String pooled = add("pool", Pooling.average(Window.square(2).stride(2)), input);
    return sum(Stream.of(main, convolution(filters, 1, 1, pooled)));
  }

  private String convolution(int filters, int kernel, int stride, String input) {
    return add("conv", Convolution.of(filters, Window.square(kernel).stride(stride)), input);
  }

  private String normalized(String input) {
    return add("norm", BatchNormalization.DEFAULT, input);
  }

  private String add(String name, Layer layer, String input) {
    return network.add(name + count++, layer, input);
  }
}
