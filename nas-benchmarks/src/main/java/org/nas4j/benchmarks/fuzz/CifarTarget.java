package org.nas4j.benchmarks.fuzz;

import java.io.IOException;
import org.nas4j.data.Cifar;

/** Files of CIFAR-10 and, for the same bytes, of CIFAR-100. */
public final class CifarTarget {

  private static final Scratch SCRATCH = new Scratch();

  private CifarTarget() {}

  /**
   * Reads.
   *
   * @param input any bytes
   */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      Cifar.cifar10(SCRATCH.write("data", input));
    } catch (IOException e) {
      // refused
    }
    try {
      Cifar.cifar100(SCRATCH.write("data", input));
    } catch (IOException e) {
      // refused
    }
  }
}
