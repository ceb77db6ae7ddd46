package org.nas4j.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.WeightSpec;
import org.nas4j.dl4j.internal.UsedNodes;
import org.nas4j.internal.checks.Checks;
import org.nas4j.space.InfeasibleException;

/**
 * About how much memory outside the Java heap a network will take, before it is made. Weights are
 * counted four times: themselves, gradients, and two states of an optimizer. Activations are those
 * of all nodes for a whole batch, times what was measured of an engine: Deeplearning4j held 4.4 to
 * 5.9 times as much in networks of the spaces NASNet, NAS with skips and chains at a batch of 64,
 * oneDNN 0.8 to 0.95, and LibTorch 0.95 to 1.1 of more than 300 MB. What a virtual machine with
 * these libraries takes anyway, about 100 MB, is not counted.
 *
 * @param weightBytes for weights and what belongs to them
 * @param activationBytes for a batch on its way through the network and back
 */
public record MemoryNeed(long weightBytes, long activationBytes) {

  private static final int WEIGHTS_HELD = 4;
  private static final double PORTABLE = 5;
  private static final double OTHERS = 1;
  private static final double MEGABYTE = 1e6;
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final String AVAILABLE = "MemAvailable:";
  private static final long KILOBYTE = 1024;

  /**
   * What training needs.
   *
   * @param architecture to be trained
   * @param batch examples of a step, at least 1
   * @param engine what computes; {@link Engine#AUTO} counts as {@link Engine#ONEDNN}
   * @return an estimate
   * @throws InfeasibleException if the architecture has no output to be trained by
   */
  public static MemoryNeed ofTraining(Architecture architecture, int batch, Engine engine) {
    Checks.positive(batch, "number of examples of a batch");
    Set<String> used = UsedNodes.of(architecture);
    double weights = 0;
    double activations = Float.BYTES * (double) architecture.input().elements();
    for (Node node : architecture.nodes()) {
      if (used.contains(node.name())) {
        activations += Float.BYTES * (double) architecture.shape(node.name()).elements();
        for (WeightSpec spec : node.layer().weights(architecture.inputShapes(node))) {
          weights += Float.BYTES * count(spec);
        }
      }
    }
    double held = engine == Engine.PORTABLE ? PORTABLE : OTHERS;
    return new MemoryNeed((long) (WEIGHTS_HELD * weights), (long) (held * batch * activations));
  }

  private static double count(WeightSpec spec) {
    return spec.shape().stream().mapToDouble(size -> size).reduce(1, (a, b) -> a * b);
  }

  /**
   * All together.
   *
   * @return bytes
   */
  public long bytes() {
    return weightBytes + activationBytes;
  }

  /** Refuses what does not fit into the machine, or into what JavaCPP may take of it. */
  void requireRoom(Architecture architecture, int batch) {
    requireRoom(architecture, batch, room());
  }

  void requireRoom(Architecture architecture, int batch, long room) {
    requireRoom(
        "The network of [" + architecture.nodes().size() + "] nodes",
        "[" + batch + "]",
        "Maybe make batches smaller. Engine.PORTABLE takes five times as much as the others.",
        room);
  }

  /**
   * Refuses what does not fit into the machine, or into what JavaCPP may take of it.
   *
   * @param what needs it, the start of a sentence
   * @param batch how large a batch is
   * @param advice a line that begins with "Maybe"
   * @throws InfeasibleException if there is not so much, with figures
   */
  public void requireRoom(String what, String batch, String advice) {
    requireRoom(what, batch, advice, room());
  }

  private void requireRoom(String what, String batch, String advice, long room) {
    if (bytes() > room) {
      throw new InfeasibleException(
          "too much memory",
          String.format(
              Locale.ROOT,
              "%s needs about [%,.0f] MB outside the Java heap to train on batches of %s: [%,.0f]"
                  + " for weights, [%,.0f] for activations; there are [%,.0f].%n%s",
              what,
              bytes() / MEGABYTE,
              batch,
              weightBytes / MEGABYTE,
              activationBytes / MEGABYTE,
              room / MEGABYTE,
              advice));
    }
  }

  /**
   * What the process holds already counts as room, since most of it was an earlier network's, and
   * is taken again.
   */
  static long room() {
    long limit = Pointer.maxPhysicalBytes() > 0 ? Pointer.maxPhysicalBytes() : Long.MAX_VALUE;
    return Math.min(limit, available() + Pointer.physicalBytes());
  }

  private static long available() {
    try {
      for (String line : Files.readAllLines(MEMORY)) {
        if (line.startsWith(AVAILABLE)) {
          return KILOBYTE * Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Then the system is no Linux, or does not say.
    }
    return Pointer.totalPhysicalBytes();
  }
}
