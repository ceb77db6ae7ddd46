package org.nas4j.benchmarks.net2net;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.morphism.Morphism;
import org.nas4j.morphism.WeightedArchitecture;

/**
 * How a student differs from its teacher, a network of two normalized convolutions and a dense
 * layer.
 */
enum Growth {
  WIDER(true, false),
  DEEPER(false, true),
  BOTH(true, true);

  private static final double NOISE = 0.01;

  private final boolean wider;
  private final boolean deeper;

  Growth(boolean wider, boolean deeper) {
    this.wider = wider;
    this.deeper = deeper;
  }

  /** The teacher, with {@code filters}, twice and four times as many channels. */
  static Architecture teacher(Shape shape, int classes, int filters) {
    Architecture.Builder b = Architecture.builder(shape);
    String last = Architecture.INPUT;
    for (int i = 1; i <= 2; i++) {
      last = b.add("conv" + i, Convolution.of(i * filters, Window.square(3)), last);
      last = b.add("bn" + i, BatchNormalization.DEFAULT, last);
      last = b.add("relu" + i, Activation.RELU, last);
      last = b.add("pool" + i, Pooling.max(Window.square(2).stride(2)), last);
    }
    last = b.add("flat", new Flatten(), last);
    last = b.add("dense", new Dense(4 * filters, true), last);
    last = b.add("relu", Activation.RELU, last);
    return b.build(b.add("out", SoftmaxOutput.of(classes), last));
  }

  /**
   * Half as many channels again, and behind the last convolution and the dense layer one more each.
   */
  WeightedArchitecture grow(WeightedArchitecture teacher, RandomGenerator random) {
    WeightedArchitecture student = teacher;
    for (String node : wider ? List.of("conv1", "conv2", "dense") : List.<String>of()) {
      int channels = teacher.architecture().shape(node).channels();
      student = Morphism.widen(node, (3 * channels + 1) / 2, NOISE).apply(student, random);
    }
    if (deeper) {
      student = Morphism.deepen("relu2", 3, true, 0).apply(student, random);
      student = Morphism.deepen("relu", 1, false, 0).apply(student, random);
    }
    return student;
  }
}
