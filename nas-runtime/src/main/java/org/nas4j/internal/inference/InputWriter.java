package org.nas4j.internal.inference;

/** Puts an example where a network reads it. Called by many threads at once. */
@FunctionalInterface
public interface InputWriter {

  /**
   * Writes all values.
   *
   * @param example as it was given
   * @param maps {@code [channels][height * width]}; a vector is one row
   */
  void write(float[] example, float[][] maps);
}
