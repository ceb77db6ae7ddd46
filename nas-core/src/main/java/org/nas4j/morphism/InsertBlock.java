package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.arch.Window;
import org.nas4j.space.InfeasibleException;

/**
 * A residual block behind a node, of two convolutions with normalizations and one rectifier between
 * them, whose last normalization is scaled by zero at first, so that the block adds nothing
 * (goyal2017minibatch, section 5.1, starts residual networks so). Keeps the function in training
 * too, and needs no activation that leaves its own output as it is.
 *
 * @param node whose output the block is added to; an image
 * @param kernel size of both convolutions, odd
 */
record InsertBlock(String node, int kernel) implements Morphism {

  /** Checks. */
  InsertBlock {
    requireNonNull(node, "node");
    if (kernel < 1 || kernel % 2 == 0) {
      throw new IllegalArgumentException(
          "The kernel of a block that keeps the size must be odd, but is [" + kernel + "].");
    }
  }

  @Override
  public Architecture edit(Architecture parent) {
    new Deepen(node, 1, false, 0).requireUndivided(parent);
    if (!(parent.shape(node) instanceof Shape.Image maps)) {
      throw new InfeasibleException(
          "no feature maps", "Node [" + node + "] is a vector, which no convolution takes.");
    }
    String name = name(parent);
    Convolution convolution = Convolution.of(maps.channels(), Window.square(kernel));
    return new Rebuild(parent)
        .behind(node, builder -> {
          String last = builder.add(name, convolution, node);
          last = builder.add(name + "/bn", BatchNormalization.DEFAULT, last);
          last = builder.add(name + "/act", Activation.RELU, last);
          last = builder.add(name + "/second", convolution, last);
          last = builder.add(name + "/last", BatchNormalization.DEFAULT, last);
          return builder.add(name + "/join", new Add(), node, last);
        })
        .build();
  }

  private String name(Architecture parent) {
    return Rebuild.fresh(parent, node, "block");
  }

  @Override
  public Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random) {
    Map<String, WeightArray> weights = Copies.of(parent.weights());
    for (Map.Entry<String, WeightSpec> each : child.weights().entrySet()) {
      if (!weights.containsKey(each.getKey())) {
        weights.put(each.getKey(), first(each.getKey(), each.getValue(), random));
      }
    }
    return weights;
  }

  private static WeightArray first(String name, WeightSpec spec, RandomGenerator random) {
    WeightArray array = WeightArray.zeros(spec.shape());
    float[] values = array.values();
    if (spec.shape().size() > 1) {
      int fan = values.length / spec.shape().get(0);
      Noise.add(values, 0, values.length, StrictMath.sqrt(2.0 / fan), random);
    } else if (name.endsWith("/variance") || name.endsWith("/bn/gamma")) {
      Arrays.fill(values, 1);
    }
    return array;
  }
}
