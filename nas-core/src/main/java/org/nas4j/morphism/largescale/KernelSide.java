package org.nas4j.morphism.largescale;

/** Which side of a kernel is altered. */
enum KernelSide {
  /** Its height. */
  ROWS,
  /** Its width. */
  COLUMNS
}
