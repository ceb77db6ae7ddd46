package org.nas4j.benchmarks.charts;

import java.awt.BasicStroke;
import java.awt.Color;

/** How lines of a chart are told apart. Stateless. */
public final class Palette {

  /** The colours of Okabe and Ito, which most people can tell apart. */
  private static final int[] COLOURS = {
    0x000000, 0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x8C6D00
  };

  private static final int WIDTH = 2;

  private Palette() {}

  /**
   * The colour of a line.
   *
   * @param line from 0
   * @return one of eight, again from the first after the last
   */
  public static Color colour(int line) {
    return new Color(COLOURS[line % COLOURS.length]);
  }

  /**
   * The stroke of a line.
   *
   * @param line from 0
   * @return solid, and dashed where colours come for the second time
   */
  public static BasicStroke stroke(int line) {
    return line < COLOURS.length ? new BasicStroke(WIDTH) : dashed(WIDTH);
  }

  /**
   * A dashed stroke.
   *
   * @param width in pixels
   * @return the stroke
   */
  public static BasicStroke dashed(float width) {
    return new BasicStroke(
        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);
  }
}
