package org.nas4j.benchmarks.throughput;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Node;
import org.nas4j.arch.Padding;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.space.DecisionPoint;
import org.nas4j.spaces.KernelFit;
import org.nas4j.spaces.enas.EnasCell;
import org.nas4j.spaces.enas.EnasMicroSpace;
import org.nas4j.spaces.metaqnn.MetaQnnSpace;
import org.nas4j.spaces.nasnet.NasnetCell;
import org.nas4j.spaces.nasnet.NasnetSpace;

/** The networks that are measured, each as its paper or table tells it. */
final class Networks {

  private Networks() {}

  /** Six times convolution, normalization and rectifier. */
  static Architecture plainConvolutions(Shape.Image input) {
    return plainConvolutions(input, 6, 32);
  }

  /**
   * Convolution, normalization and rectifier as often and as wide as told, maps halved after each
   * third but the last.
   *
   * @param depth a multiple of 3
   */
  static Architecture plainConvolutions(Shape.Image input, int depth, int filters) {
    Architecture.Builder network = Architecture.builder(input);
    Window half = Window.square(2).stride(2).padding(Padding.VALID);
    String x = Architecture.INPUT;
    for (int i = 1; i <= depth; i++) {
      x = network.add("conv" + i, Convolution.of(filters, Window.square(3)), x);
      x = network.add("norm" + i, BatchNormalization.DEFAULT, x);
      x = network.add("relu" + i, Activation.RELU, x);
      if (i == depth / 3 || i == 2 * depth / 3) {
        x = network.add("pool" + i, Pooling.max(half), x);
      }
    }
    x = network.add("flat", new Flatten(), x);
    return network.build(network.add("classifier", SoftmaxOutput.of(10), x));
  }

  /** MetaQNN's best for CIFAR-10 (baker2017metaqnn, table A1), on smaller images. */
  static Architecture metaQnn() {
    List<String> layers =
        List.of("C(512,5,1) C(256,3,1) C(256,5,1) C(256,3,1) P(5,3) C(512,3,1) C(512,5,1) P(2,2) SM"
            .split(" "));
    return MetaQnnSpace.builder(Shape.image(1, 28, 28), 10)
        .kernelFit(KernelFit.WITHIN_MAPS)
        .dropout(false)
        .build()
        .sample(point -> option(point, layers.get(point.index())))
        .architecture();
  }

  /**
   * The cells that ENAS found in its micro space (pham2018enas, as released), without its paths
   * dropped.
   */
  static Architecture enasMicro(Shape.Image input) {
    return EnasMicroSpace.builder(input, 10)
        .dropout(0)
        .build()
        .network(
            EnasCell.ofTokens(0, 2, 0, 0, 0, 4, 0, 1, 0, 4, 1, 1, 1, 0, 0, 1, 0, 2, 1, 1),
            EnasCell.ofTokens(1, 0, 1, 0, 0, 3, 0, 2, 1, 1, 3, 1, 1, 0, 0, 4, 0, 3, 1, 1));
  }

  /** NASNet-A (zoph2018nasnet, figure 4), without auxiliary head and dropped paths. */
  static Architecture nasnetA() {
    return NasnetSpace.builder(Shape.image(3, 32, 32), 10)
        .cellsPerStage(2)
        .filters(32)
        .build()
        .network(NasnetCell.nasnetNormalA(), NasnetCell.nasnetReductionA());
  }

  /** Three matrices. */
  static Architecture dense() {
    Architecture.Builder network = Architecture.builder(Shape.vector(784));
    String x = Architecture.INPUT;
    for (int units : new int[] {512, 256}) {
      x = network.add("dense" + units, new Dense(units, true), x);
      x = network.add("relu" + units, Activation.RELU, x);
    }
    return network.build(network.add("classifier", SoftmaxOutput.of(10), x));
  }

  /**
   * The residual network of 20 layers for CIFAR-10 (he2016resnet, section 4.2). Where maps are
   * halved, the shortcut is a 1×1 convolution (their option B; option A, which pads with zeros, has
   * no layer here).
   */
  static Architecture resNet20() {
    Architecture.Builder network = Architecture.builder(Shape.image(3, 32, 32));
    String x =
        rectified(network, "first", normalized(network, "first", Architecture.INPUT, 16, 3, 1));
    for (int stage = 0; stage < 3; stage++) {
      for (int block = 0; block < 3; block++) {
        String name = "block" + stage + block;
        int filters = 16 << stage;
        int stride = stage > 0 && block == 0 ? 2 : 1;
        String half =
            rectified(network, name + "a", normalized(network, name + "a", x, filters, 3, stride));
        String rest = normalized(network, name + "b", half, filters, 3, 1);
        String shortcut = stride == 1 ? x : normalized(network, name + "s", x, filters, 1, stride);
        x = rectified(network, name, network.add(name + "+", new Add(), rest, shortcut));
      }
    }
    x = network.add("mean", GlobalPooling.AVERAGE, x);
    return network.build(network.add("classifier", SoftmaxOutput.of(10), x));
  }

  /** A dense network that answers requests. */
  static Architecture servedDense() {
    Architecture.Builder network = Architecture.builder(Shape.vector(64));
    String x = Architecture.INPUT;
    for (int units : new int[] {128, 64}) {
      x = network.add("dense" + units, new Dense(units, true), x);
      x = network.add("relu" + units, Activation.RELU, x);
    }
    return network.build(network.add("classifier", SoftmaxOutput.of(10), x));
  }

  /** The network that the Quickstart compares with. */
  static Architecture servedConvolutions() {
    Architecture.Builder network = Architecture.builder(Shape.image(1, 28, 28));
    Window half = Window.square(2).stride(2).padding(Padding.VALID);
    String x = Architecture.INPUT;
    for (int filters : new int[] {32, 64}) {
      x = network.add(
          "conv" + filters, Convolution.of(filters, Window.square(3)).withBias(), x);
      x = network.add("relu" + filters, Activation.RELU, x);
      x = network.add("pool" + filters, Pooling.max(half), x);
    }
    x = network.add("flat", new Flatten(), x);
    x = network.add("dense", new Dense(128, true), x);
    x = network.add("relu", Activation.RELU, x);
    return network.build(network.add("classifier", SoftmaxOutput.of(10), x));
  }

  /**
   * Without nodes that the output does not need, so that whoever builds it has the same parameters.
   */
  static Architecture withoutUnused(Architecture whole) {
    Set<String> used = new HashSet<>(List.of(whole.output()));
    for (int i = whole.nodes().size() - 1; i >= 0; i--) {
      Node node = whole.nodes().get(i);
      if (used.contains(node.name())) {
        used.addAll(node.inputs());
      }
    }
    Architecture.Builder network = Architecture.builder(whole.input());
    for (Node node : whole.nodes()) {
      if (used.contains(node.name())) {
        network.add(node.name(), node.layer(), node.inputs());
      }
    }
    return network.build(whole.output());
  }

  private static String normalized(
      Architecture.Builder network, String name, String input, int filters, int size, int stride) {
    Window window = Window.square(size).stride(stride);
    String x = network.add(name + "/conv", Convolution.of(filters, window), input);
    return network.add(name + "/norm", BatchNormalization.DEFAULT, x);
  }

  private static String rectified(Architecture.Builder network, String name, String input) {
    return network.add(name + "/relu", Activation.RELU, input);
  }

  private static int option(DecisionPoint point, String name) {
    return point.decision().options().stream().map(Object::toString).toList().indexOf(name);
  }
}
