package org.nas4j.internal.inference;

/** A part of a network that reads and writes values of one arena. Shared by all threads. */
@FunctionalInterface
interface Step {

  /**
   * Computes.
   *
   * @param values of all slots, {@code [slot][channel][height * width]}; a vector is one row
   */
  void run(float[][][] values);
}
