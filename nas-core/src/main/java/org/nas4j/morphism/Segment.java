package org.nas4j.morphism;

/**
 * A stretch of a channel axis that one group of channels makes.
 *
 * @param group which channels
 * @param width how many of them
 * @param repeat values per channel along the axis: 1, or the pixels of a flattened map
 */
record Segment(int group, int width, int repeat) {

  int length() {
    return width * repeat;
  }
}
