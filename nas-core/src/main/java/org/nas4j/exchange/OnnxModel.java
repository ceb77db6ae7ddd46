package org.nas4j.exchange;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.internal.files.AtomicFile;

/**
 * Networks with their weights in the format of ONNX (version 8, opset 13), which ONNX Runtime and
 * many other programs read, in other languages too. The model computes what the network computes at
 * inference: auxiliary outputs are left out, dropout does nothing, batch normalization uses its
 * running statistics.
 *
 * <p>The model's input is called {@code input}, {@code [batch, channels, height, width]} for
 * feature maps and {@code [batch, size]} for vectors; its output has the name of the architecture's
 * output node and the shape {@code [batch, size]}, probabilities if that is a softmax. The batch
 * may have any size. Stateless.
 */
public final class OnnxModel {

  private OnnxModel() {}

  /**
   * Writes a model to a file.
   *
   * @param architecture the layers
   * @param weights all arrays that its output needs, by the names and in the layouts of
   *     {@link Architecture#weights}
   * @param file made or replaced as a whole, such as {@code best.onnx}
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if an array is missing, or of another shape
   */
  public static void write(Architecture architecture, Map<String, WeightArray> weights, Path file)
      throws IOException {
    byte[] bytes = bytes(architecture, weights);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  /**
   * The content of such a file.
   *
   * @param architecture the layers
   * @param weights all arrays that its output needs, by the names and in the layouts of
   *     {@link Architecture#weights}
   * @return a serialized {@code ModelProto} of up to 2 GiB
   * @throws IllegalArgumentException if an array is missing, or of another shape
   */
  public static byte[] bytes(Architecture architecture, Map<String, WeightArray> weights) {
    requireNonNull(weights, "weights");
    requireShapes(architecture, weights);
    OnnxGraph graph = new OnnxGraph("architecture");
    graph.input(Architecture.INPUT, sizes(architecture.input()));
    Set<String> needed = needed(architecture);
    for (Node node : architecture.nodes()) {
      if (needed.contains(node.name())) {
        node.layer().accept(new OnnxLayers(graph, architecture, weights, node));
      }
    }
    graph.output(architecture.output(), sizes(architecture.shape(architecture.output())));
    return graph.model();
  }

  /**
   * One step of a recurrent cell. The model's inputs are {@code input}, {@code [batch, inputs]},
   * and {@code state0} and so on, {@code [batch, units]}; its outputs are {@code output} and the
   * next states, {@code next0} and so on, all {@code [batch, units]}.
   *
   * @param cell what to write
   * @param inputs width of the cell's input
   * @param units width of its states
   * @param weights all that {@link CellGraph#weights} asks for, by name
   * @return a serialized {@code ModelProto} of up to 2 GiB
   * @throws IllegalArgumentException if an array is missing, or of another shape
   */
  public static byte[] bytes(
      CellGraph cell, int inputs, int units, Map<String, WeightArray> weights) {
    cell.weights(inputs, units).forEach((name, shape) -> {
      WeightArray array = weights.get(name);
      if (array == null || !array.shape().equals(shape)) {
        throw new IllegalArgumentException("The cell needs weights [" + name + "] of shape " + shape
            + ", but got [" + array
            + "].\nMaybe they are of another cell, or of another width.");
      }
    });
    return OnnxCell.model(cell, inputs, units, weights);
  }

  private static void requireShapes(Architecture architecture, Map<String, WeightArray> weights) {
    architecture.weights().forEach((name, spec) -> {
      WeightArray array = weights.get(name);
      if (array != null && !array.shape().equals(spec.shape())) {
        throw new IllegalArgumentException("Weights [" + name + "] are of shape " + array.shape()
            + ", but the architecture has " + spec.shape()
            + ".\nMaybe they are of another architecture.");
      }
    });
  }

  private static Set<String> needed(Architecture architecture) {
    Set<String> needed = new HashSet<>(Set.of(architecture.output()));
    List<Node> nodes = architecture.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (needed.contains(nodes.get(i).name())) {
        needed.addAll(nodes.get(i).inputs());
      }
    }
    return needed;
  }

  private static List<Integer> sizes(Shape shape) {
    return shape.match(
        maps -> List.of(maps.channels(), maps.height(), maps.width()),
        vector -> List.of(vector.size()));
  }
}
