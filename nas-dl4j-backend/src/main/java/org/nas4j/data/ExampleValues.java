package org.nas4j.data;

/** The values of a data set's examples, wherever they are. Immutable and thread-safe. */
interface ExampleValues {

  /** The number of examples. */
  int size();

  /** The values of one, not to be changed. */
  float[] row(int index);

  /** Some of them, by numbers that were checked. */
  ExampleValues subset(int[] indices);

  /** Whether rows are made when they are asked for, and none is on the heap before. */
  boolean isOnDisk();
}
