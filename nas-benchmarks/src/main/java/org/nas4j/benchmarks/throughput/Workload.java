package org.nas4j.benchmarks.throughput;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;

/** What is timed: a network with a size of its steps, each known by a letter. */
enum Workload {
  A("plain convolutions", 64, () -> Networks.plainConvolutions(Shape.image(1, 28, 28))),
  B("MetaQNN's best for CIFAR-10", 64, Networks::metaQnn),
  C("ENAS micro, 6 cells, 20 filters", 64, () -> Networks.enasMicro(Shape.image(3, 32, 32))),
  D("NASNet-A, N = 2, F = 32", 64, Networks::nasnetA),
  E("dense, 784-512-256-10", 64, Networks::dense),
  /** Embedding, LSTM, and the embedding again as decoder, see {@link TextBatch}. */
  F("LSTM language model, 200 units", 64, Workload::ofNoLayers),
  G("ResNet-20, 16 filters", 128, Networks::resNet20),
  H1("dense 64-128-64-10, one example", 1, Networks::servedDense),
  H64("dense 64-128-64-10, 64 examples", 64, Networks::servedDense),
  I1("the Quickstart's by hand, one example", 1, Networks::servedConvolutions),
  I64("the Quickstart's by hand, 64 examples", 64, Networks::servedConvolutions);

  private static final Set<Workload> SERVED = EnumSet.of(H1, H64, I1, I64);

  private final String title;
  private final int batch;
  private final Supplier<Architecture> network;

  Workload(String title, int batch, Supplier<Architecture> network) {
    this.title = title;
    this.batch = batch;
    this.network = network;
  }

  /**
   * Without nodes that the output does not need.
   *
   * @throws IllegalArgumentException if it is not made of layers
   */
  Architecture architecture() {
    return Networks.withoutUnused(network.get());
  }

  private static Architecture ofNoLayers() {
    throw new IllegalArgumentException("Network [f] is a language model, not made of layers of"
        + " images.\nMaybe take some of a,b,c,d,e,g.");
  }

  boolean isText() {
    return this == F;
  }

  /** Whether it only predicts, as a server does. */
  boolean isServed() {
    return SERVED.contains(this);
  }

  /** What is timed of it. */
  List<Mode> modes() {
    return isServed() ? List.of(Mode.INFER) : List.of(Mode.values());
  }

  /** Examples of a step. */
  int batch() {
    return batch;
  }

  /** Examples, or tokens, of a step. */
  int items() {
    return isText() ? TextBatch.ROWS * TextBatch.STEPS : batch();
  }

  /** Trained weights and biases. */
  long parameters() {
    return isText() ? TextBatch.parameters() : architecture().cost().parameters();
  }

  String title() {
    return title;
  }

  String letter() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The network of a letter; an {@link IllegalArgumentException} names those that there are. */
  static Workload of(String letter) {
    for (Workload each : values()) {
      if (each.letter().equals(letter)) {
        return each;
      }
    }
    String all = Arrays.stream(values()).map(Workload::letter).collect(Collectors.joining(","));
    throw new IllegalArgumentException(
        "There is no network [" + letter + "].\nMaybe take some of " + all + ".");
  }
}
