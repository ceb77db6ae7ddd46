package org.nas4j.images;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Where the time of a training step goes. Prints as a table, the slowest layer first. A layer that
 * another one does on the way, such as a rectifier within a normalization, has no line of its own.
 *
 * @param batch examples of the step
 * @param layers in the order of the network; the last line is the update of all weights
 * @param nativeBytes native memory that the network holds
 * @param preparation time that making the network ready took
 */
public record TrainingProfile(
    int batch, List<Layer> layers, long nativeBytes, Duration preparation) {

  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e6;
  private static final double MEGABYTE = 1 << 20;

  /**
   * One layer.
   *
   * @param node name of the node
   * @param kind of the layer
   * @param forward time of the forward pass, the best of several
   * @param backward time of the backward pass, the best of several
   * @param bytes read and written by both passes at least
   * @param macs multiply-accumulates of both passes
   * @param implementation what oneDNN computes with
   */
  public record Layer(
      String node,
      String kind,
      Duration forward,
      Duration backward,
      long bytes,
      long macs,
      String implementation) {

    /**
     * Time of both passes.
     *
     * @return their sum
     */
    public Duration total() {
      return forward.plus(backward);
    }

    /**
     * Speed of both passes, a multiply-accumulate being two operations.
     *
     * @return in billions of operations a second; 0 if the layer has no products with weights
     */
    public double gigaflops() {
      return 2.0 * macs / Math.max(1, total().toNanos());
    }
  }

  /** Checks and copies. */
  public TrainingProfile {
    layers = List.copyOf(layers);
    requireNonNull(preparation, "preparation");
  }

  /**
   * Time of a step.
   *
   * @return the sum over all layers
   */
  public Duration step() {
    return layers.stream().map(Layer::total).reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * Speed of training, input not counted.
   *
   * @return examples a second
   */
  public double examplesPerSecond() {
    return batch * NANOS / Math.max(1, step().toNanos());
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    table.append(String.format(
        Locale.ROOT,
        "%-40s %-22s %9s %9s %9s %8s  %s%n",
        "node",
        "kind",
        "ahead ms",
        "back ms",
        "MB",
        "GFLOP/s",
        "implementation"));
    layers.stream()
        .sorted(Comparator.comparing(Layer::total).reversed())
        .forEach(layer -> table.append(String.format(
            Locale.ROOT,
            "%-40s %-22s %9.3f %9.3f %9.2f %8.1f  %s%n",
            layer.node(),
            layer.kind(),
            layer.forward().toNanos() / MILLIS,
            layer.backward().toNanos() / MILLIS,
            layer.bytes() / MEGABYTE,
            layer.gigaflops(),
            layer.implementation())));
    return table
        .append(String.format(
            Locale.ROOT,
            "step of %d examples: %.2f ms, %.0f examples/s, %.1f MB native memory, ready in %.0f ms%n",
            batch,
            step().toNanos() / MILLIS,
            examplesPerSecond(),
            nativeBytes / MEGABYTE,
            preparation.toNanos() / MILLIS))
        .toString();
  }
}
