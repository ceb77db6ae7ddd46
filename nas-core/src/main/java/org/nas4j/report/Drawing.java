package org.nas4j.report;

import static java.util.Objects.requireNonNull;

import org.nas4j.arch.Architecture;

/**
 * An architecture to draw.
 *
 * @param caption what it is, for people
 * @param architecture what to draw
 */
record Drawing(String caption, Architecture architecture) {

  /** Checks. */
  Drawing {
    requireNonNull(caption, "caption");
    requireNonNull(architecture, "architecture");
  }
}
