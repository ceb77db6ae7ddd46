package org.nas4j.spaces.enas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.spaces.AuxiliaryHead;
import org.nas4j.internal.spaces.CellLayers;

/**
 * The networks that ENAS trains in the end (pham2018enas, released code): those of the search are
 * others, made to share weights.
 *
 * <ul>
 *   <li>Micro: a 1×1 base layer over the last input, operations of a reduction cell with stride 2
 *       where they read an input, pooling brought to the cell's filters, and the plain
 *       concatenation of all states that nobody reads, the inputs among them.
 *   <li>Macro: filters double at both poolings, a layer is a 1×1 and a full convolution, separable
 *       or not, and skips are concatenated and brought back by a 1×1 convolution. The code has no
 *       fixed pooling layers, which are refused here.
 * </ul>
 *
 * <p>Deviation: where the code's factorized reduction has no batch normalization of its own, ours
 * is followed by one, as the code's is. Immutable.
 *
 * @param input shape of an image
 * @param classes number of classes, at least 2
 * @param layers cells between reductions taken together (micro) or layers (macro), at least 3
 * @param filters of the first cells or layers, even
 */
public record EnasFinal(Shape input, int classes, int layers, int filters) {

  private static final int STAGES = 3;
  private static final int STEM = 3;
  private static final int[] KERNELS = {3, 3, 5, 5};

  /** Checks. */
  public EnasFinal {
    Checks.atLeast(classes, 2, "number of classes");
    Checks.atLeast(layers, STAGES, "number of layers");
    Checks.positive(filters, "number of filters");
  }

  /**
   * The network of two cells; in the released script 15 layers of 36 filters.
   *
   * @param normal cell that keeps the resolution
   * @param reduction cell that halves it
   * @param dropPath probability of keeping a path at the end of training, in (0, 1]; 0.6 there
   * @param auxiliaryHead whether a second classifier helps in training, as there
   * @return a network
   */
  public Architecture micro(
      EnasCell normal, EnasCell reduction, double dropPath, boolean auxiliaryHead) {
    Architecture.Builder network = Architecture.builder(input);
    String last = network.add(
        "stem/conv", Convolution.of(STEM * filters, Window.square(3)), Architecture.INPUT);
    last = network.add("stem/norm", BatchNormalization.DEFAULT, last);
    String before = last;
    int width = filters;
    int reduces = 2 * (layers / STAGES) + 1;
    for (int i = 0; i < layers + STAGES - 1; i++) {
      boolean halves = i == layers / STAGES || i == reduces;
      width *= halves ? 2 : 1;
      double depth = (i + 1.0) / (layers + STAGES - 1);
      CellLayers cell = new CellLayers(
          network,
          "cell" + i,
          width,
          dropPath == 1 ? Optional.empty() : Optional.of(new DropPath(dropPath, depth)));
      String next = cell(cell, halves ? reduction : normal, before, last, halves ? 2 : 1);
      before = last;
      last = next;
      if (auxiliaryHead && i == reduces + 1) {
        AuxiliaryHead.add(network, last, classes);
      }
    }
    return classify(network, network.add("relu", Activation.RELU, last), 0.2);
  }

  private static String cell(
      CellLayers cell, EnasCell chosen, String before, String last, int stride) {
    List<String> states = new ArrayList<>();
    states.add(cell.match("before", before, last));
    String calibrated = cell.match("last", last, last);
    states.add(cell.convolution("base", Window.square(1), calibrated));
    Set<Integer> loose = new TreeSet<>(List.of(0, 1));
    for (int i = 0; i < chosen.nodes().size(); i++) {
      EnasCell.Node node = chosen.nodes().get(i);
      String x = path(cell, "node" + i + "a", node.first(), node.firstOperation(), states, stride);
      String y =
          path(cell, "node" + i + "b", node.second(), node.secondOperation(), states, stride);
      loose.remove(node.first());
      loose.remove(node.second());
      loose.add(states.size());
      states.add(cell.add("node" + i, new Add(), x, y));
    }
    List<String> parts = new ArrayList<>();
    for (int state : loose) {
      String end = states.get(state);
      boolean isLarge = stride > 1 && state < EnasCell.INPUTS;
      parts.add(isLarge ? reduction(cell, "output" + state, end) : end);
    }
    return parts.size() == 1
        ? parts.get(0)
        : cell.add("output", new Concat(), parts.toArray(String[]::new));
  }

  private static String path(
      CellLayers cell,
      String name,
      int state,
      EnasMicroOperation operation,
      List<String> states,
      int stride) {
    int step = state < EnasCell.INPUTS ? stride : 1;
    if (operation == EnasMicroOperation.IDENTITY) {
      return step == 1 ? states.get(state) : reduction(cell, name, states.get(state));
    }
    return cell.droppable(name, operation.apply(cell, name, states.get(state), step));
  }

  private static String reduction(CellLayers cell, String name, String state) {
    String half = cell.add(name + "/half", new FactorizedReduction(cell.filters()), state);
    return cell.add(name + "/norm", BatchNormalization.DEFAULT, half);
  }

  /**
   * The network of a sequence of layers; in the released script 24 layers of 96 filters.
   *
   * @param operations one for each layer, none of them pooling
   * @param skips for each layer the numbers of those earlier tensors that it brings in: 0 is the
   *     stem's output, k that of layer k, the first being 1
   * @return a network
   */
  public Architecture macro(List<EnasMacroOperation> operations, List<List<Integer>> skips) {
    if (operations.size() != layers || skips.size() != layers) {
      throw new IllegalArgumentException("There are [" + operations.size() + "] operations and ["
          + skips.size() + "] lists of skips for [" + layers + "] layers.");
    }
    Architecture.Builder network = Architecture.builder(input);
    String stem =
        network.add("stem/conv", Convolution.of(filters, Window.square(3)), Architecture.INPUT);
    List<String> tensors =
        new ArrayList<>(List.of(network.add("stem/norm", BatchNormalization.DEFAULT, stem)));
    int width = filters;
    for (int layer = 0; layer < layers; layer++) {
      CellLayers here = new CellLayers(network, "layer" + layer, width, Optional.empty());
      tensors.add(layer(here, operations.get(layer), skips.get(layer), tensors));
      if (layer == layers / STAGES - 1 || layer == 2 * (layers / STAGES) - 1) {
        width *= 2;
        CellLayers pool = new CellLayers(network, "pool" + layer, width, Optional.empty());
        for (int i = 0; i < tensors.size(); i++) {
          tensors.set(i, reduction(pool, "tensor" + i, tensors.get(i)));
        }
      }
    }
    return classify(network, tensors.get(layers), 0.5);
  }

  private static String layer(
      CellLayers here, EnasMacroOperation operation, List<Integer> skips, List<String> tensors) {
    if (operation.ordinal() >= KERNELS.length) {
      throw new IllegalArgumentException("[" + operation
          + "] has no place in a final network.\nMaybe derive one whose layers are convolutions.");
    }
    String x = here.convolution("narrow", Window.square(1), tensors.get(tensors.size() - 1));
    x = here.convolution("conv", Window.square(KERNELS[operation.ordinal()]), x);
    if (skips.isEmpty()) {
      return x;
    }
    List<String> joined = new ArrayList<>(skips.stream().map(tensors::get).toList());
    joined.add(x);
    String all = here.add("skips", new Concat(), joined.toArray(String[]::new));
    return here.convolution("join", Window.square(1), all);
  }

  private Architecture classify(Architecture.Builder network, String last, double dropout) {
    String x = network.add("mean", GlobalPooling.AVERAGE, last);
    x = network.add("dropout", new Dropout(dropout), x);
    return network.build(network.add("classifier", SoftmaxOutput.of(classes), x));
  }
}
