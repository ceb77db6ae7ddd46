package org.nas4j.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;

/**
 * Small networks of each kind for images of 2 channels and 6×6 pixels, and weights that no training
 * gives.
 */
public final class SmallNetworks {

  private SmallNetworks() {}

  /**
   * Plain, residual, branched, densely connected and separable networks of 3 classes, and one with
   * squeeze-and-excitation.
   *
   * @return by name
   */
  public static Map<String, Architecture> all() {
    Map<String, Architecture> all = new LinkedHashMap<>();
    all.put("plain", plain());
    all.put("residual", residual());
    all.put("branches", branches());
    all.put("dense block", denseBlock());
    all.put("separable", separable());
    all.put("excited", excited());
    return all;
  }

  private static Architecture.Builder builder() {
    return Architecture.builder(Shape.image(2, 6, 6));
  }

  private static String block(Architecture.Builder b, String name, int filters, String input) {
    b.add(name, Convolution.of(filters, Window.square(3)), input);
    b.add(name + ".bn", BatchNormalization.DEFAULT, name);
    return b.add(name + ".relu", Activation.RELU, name + ".bn");
  }

  private static Architecture plain() {
    Architecture.Builder b = builder();
    String last = block(b, "a", 4, Architecture.INPUT);
    last = b.add("b", Convolution.of(5, Window.square(3)).withBias(), last);
    last = b.add("pool", Pooling.max(Window.square(2).stride(2)), last);
    last = b.add("flat", new Flatten(), last);
    last = b.add("fc", new Dense(7, true), last);
    last = b.add("fc.relu", Activation.RELU, last);
    return b.build(b.add("out", SoftmaxOutput.of(3), last));
  }

  private static Architecture residual() {
    Architecture.Builder b = builder();
    String last = block(b, "stem", 4, Architecture.INPUT);
    for (int i = 1; i <= 3; i++) {
      String name = "r" + i;
      block(b, name + "a", 4 + i, last);
      b.add(name + "b", Convolution.of(4 + i, Window.square(3)), name + "a.relu");
      b.add(name + "p", Convolution.of(4 + i, Window.square(1)), last);
      last = b.add(name, new Add(), name + "b", name + "p");
    }
    block(b, "same", 7, last);
    last = b.add("skip", new Add(), "same.relu", last);
    last = b.add("pool", GlobalPooling.AVERAGE, last);
    return b.build(b.add("out", SoftmaxOutput.of(3), last));
  }

  private static Architecture branches() {
    Architecture.Builder b = builder();
    String stem = block(b, "stem", 4, Architecture.INPUT);
    String one = block(b, "one", 3, stem);
    b.add("two", Convolution.of(4, Window.square(1)).withBias(), stem);
    String three = b.add("three", Pooling.average(Window.square(3)), stem);
    String join = b.add("join", new Concat(), one, "two", three);
    String last = block(b, "after", 5, join);
    last = b.add("flat", new Flatten(), b.add("both", new Concat(), last, "two"));
    return b.build(b.add("out", SoftmaxOutput.of(3), last));
  }

  private static Architecture denseBlock() {
    Architecture.Builder b = builder();
    String all = block(b, "stem", 3, Architecture.INPUT);
    for (int i = 0; i < 3; i++) {
      String each = block(b, "d" + i, 2, all);
      all = b.add("c" + i, new Concat(), all, each);
    }
    String last = block(b, "transition", 4, all);
    last = b.add("pool", Pooling.average(Window.square(2).stride(2)), last);
    last = b.add("mean", GlobalPooling.AVERAGE, last);
    return b.build(b.add("out", SoftmaxOutput.of(3), last));
  }

  private static Architecture separable() {
    Architecture.Builder b = builder();
    String last = block(b, "stem", 4, Architecture.INPUT);
    b.add("s1", SeparableConvolution.of(5, Window.square(3)), last);
    b.add("s1.bn", BatchNormalization.DEFAULT, "s1");
    last = b.add("s1.relu", Activation.RELU, "s1.bn");
    last = b.add("dw", new DepthwiseConvolution(Window.square(3), true), last);
    last = b.add("s2", new SeparableConvolution(6, Window.square(5), true), last);
    last = b.add("s2.relu", Activation.RELU, last);
    last = b.add("mean", GlobalPooling.AVERAGE, last);
    last = b.add("fc", new Dense(5, false), last);
    last = b.add("fc.bn", BatchNormalization.DEFAULT, last);
    last = b.add("fc.relu", Activation.RELU, last);
    return b.build(b.add("out", SoftmaxOutput.of(3), last));
  }

  /** An inverted residual block. */
  private static Architecture excited() {
    Architecture.Builder b = builder();
    String stem = block(b, "stem", 4, Architecture.INPUT);
    b.add("expand", Convolution.of(6, Window.square(1)), stem);
    b.add("expand.bn", BatchNormalization.DEFAULT, "expand");
    b.add("expand.relu", new Activation(Activation.Function.RELU6), "expand.bn");
    b.add("dw", new DepthwiseConvolution(Window.square(3), false), "expand.relu");
    b.add("dw.bn", BatchNormalization.DEFAULT, "dw");
    b.add("dw.relu", Activation.RELU, "dw.bn");
    b.add("squeeze", GlobalPooling.AVERAGE, "dw.relu");
    b.add("reduce", new Dense(3, true), "squeeze");
    b.add("reduce.relu", Activation.RELU, "reduce");
    b.add("excite", new Dense(6, true), "reduce.relu");
    b.add("gates", new Activation(Activation.Function.SIGMOID), "excite");
    b.add("scale", new ChannelScale(), "dw.relu", "gates");
    b.add("project", Convolution.of(4, Window.square(1)), "scale");
    b.add("project.bn", BatchNormalization.DEFAULT, "project");
    String last = block(b, "after", 5, b.add("sum", new Add(), "project.bn", stem));
    last = b.add("mean", GlobalPooling.AVERAGE, last);
    return b.build(b.add("out", SoftmaxOutput.of(3), last));
  }

  /**
   * Random weights, with variances and scales that are no trivial ones.
   *
   * @param architecture what to weigh
   * @param random of the draw
   * @return all that the architecture asks for, by name
   */
  public static Map<String, WeightArray> weights(
      Architecture architecture, RandomGenerator random) {
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    architecture.weights().forEach((name, spec) -> {
      WeightArray array = WeightArray.zeros(spec.shape());
      boolean positive = spec.name().equals("variance") || spec.name().equals("gamma");
      long fan = spec.shape().size() > 1 ? spec.elements() / spec.shape().get(0) : 4;
      for (int i = 0; i < array.values().length; i++) {
        array.values()[i] = positive
            ? (float) random.nextDouble(0.5, 2)
            : (float) (random.nextGaussian() / Math.sqrt(fan));
      }
      weights.put(name, array);
    });
    return weights;
  }
}
