package org.nas4j.objective;

import java.util.List;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightSpec;
import org.nas4j.eval.Metric;

/**
 * What one example's forward pass uses, by analysis, in 32-bit numbers. Layers are taken one by
 * one: each reads its weights and inputs from memory and writes its output there, as if no cache
 * kept anything for the next, which is what compute intensity is about. Stateless.
 */
public final class Resources {

  /** Floating-point operations of one example's forward pass: two for a multiply-accumulate. */
  public static final Metric FLOPS = Metric.minimized("flops");

  /** Bytes that one example's forward pass moves. */
  public static final Metric TRAFFIC_BYTES = Metric.minimized("trafficBytes");

  /** Floating-point operations for each byte that is moved; too few leave the processor idle. */
  public static final Metric COMPUTE_INTENSITY = Metric.maximized("computeIntensity");

  private Resources() {}

  /**
   * The floating-point operations.
   *
   * @param architecture any
   * @return twice its multiply-accumulates
   */
  public static double flops(Architecture architecture) {
    return 2.0 * architecture.cost().macs();
  }

  /**
   * The bytes moved: weights, measured ones such as a normalization's mean included, inputs and
   * outputs of all layers.
   *
   * @param architecture any
   * @return 4 a number
   */
  public static double trafficBytes(Architecture architecture) {
    double numbers = 0;
    for (WeightSpec weights : architecture.weights().values()) {
      numbers += weights.elements();
    }
    for (Node node : architecture.nodes()) {
      List<Shape> inputs = architecture.inputShapes(node);
      numbers += inputs.stream().mapToDouble(Shape::elements).sum();
      numbers += architecture.shape(node.name()).elements();
    }
    return Float.BYTES * numbers;
  }

  /**
   * The compute intensity (zhou2018rena).
   *
   * @param architecture any
   * @return floating-point operations for each byte moved
   */
  public static double computeIntensity(Architecture architecture) {
    return flops(architecture) / trafficBytes(architecture);
  }

  /**
   * The bytes of all weights, measured ones such as a normalization's mean included, as they would
   * be stored. Scales of numbers of 8 bits are not counted.
   *
   * @param architecture any
   * @param bits of a weight: 32, 16 or 8
   * @return bytes
   * @throws IllegalArgumentException if there are no weights of so many bits
   */
  public static double weightBytes(Architecture architecture, int bits) {
    if (bits != 32 && bits != 16 && bits != 8) {
      throw new IllegalArgumentException(
          "Weights have [32], [16] or [8] bits, but not [" + bits + "].\nMaybe bytes were meant.");
    }
    double numbers = 0;
    for (WeightSpec weights : architecture.weights().values()) {
      numbers += weights.elements();
    }
    return numbers * bits / Byte.SIZE;
  }

  /**
   * The most bytes that one example's forward pass holds at once: all weights, and the activations
   * that are alive together ({@link org.nas4j.arch.Cost#peakActivationBytes}), both of 32 bits.
   *
   * @param architecture any
   * @return bytes, by analysis; an engine's own buffers come on top
   */
  public static double peakInferenceBytes(Architecture architecture) {
    return weightBytes(architecture, Float.SIZE) + architecture.cost().peakActivationBytes();
  }
}
