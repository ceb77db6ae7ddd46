package org.nas4j.dl4j.internal.graph;

import org.nas4j.arch.Padding;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;

/**
 * A dilated convolution as a dense one on the phases of its input, since ND4J's oneDNN path refuses
 * every dilation larger than 1 (it computes the right border as if the kernel were dense). The
 * zeros of the border come first. Rows that stride and dilation both skip are left out; then each
 * phase of the rows is a map of its own for the dense kernel; what comes out is put together, and
 * thinned out if a stride is left. Columns likewise.
 */
final class Dilation {

  /** Adds the dense convolution itself. */
  @FunctionalInterface
  interface Dense {
    void add(Window window, Shape.Image shape, String name, String input);
  }

  private static final String INNER = GraphLayers.INNER;

  private final Window window;
  private final Axis rows;
  private final Axis columns;
  private final Shape.Image shape;

  Dilation(Window window, Shape.Image shape) {
    this.window = window;
    this.shape = shape;
    Padding padding = window.padding();
    this.rows = Axis.of(
        shape.height(),
        window.kernelHeight(),
        window.strideHeight(),
        window.dilationHeight(),
        padding.same() ? -1 : padding.height());
    this.columns = Axis.of(
        shape.width(),
        window.kernelWidth(),
        window.strideWidth(),
        window.dilationWidth(),
        padding.same() ? -1 : padding.width());
  }

  static boolean isNeeded(Window window) {
    return window.dilationHeight() > 1 && window.kernelHeight() > 1
        || window.dilationWidth() > 1 && window.kernelWidth() > 1;
  }

  void add(GraphLayers layers, String name, String input, Dense dense) {
    String source = layers.zeroPad(
        name + INNER + "border",
        new ZeroPad(rows.before(), rows.behind(), columns.before(), columns.behind()),
        input);
    if (rows.skipped() > 1 || columns.skipped() > 1) {
      source = layers.thin(name + INNER + "thin", rows.skipped(), columns.skipped(), source);
    }
    Shape.Image phase = Shape.image(shape.channels(), rows.phaseLength(), columns.phaseLength());
    Window kernel = Window.of(window.kernelHeight(), window.kernelWidth()).padding(Padding.VALID);
    source = layers.phases(name + INNER + "apart", rows.phases(), columns.phases(), true, source);
    String convolved = name + INNER + "dense";
    dense.add(kernel, phase, convolved, source);
    source =
        layers.phases(name + INNER + "together", rows.phases(), columns.phases(), false, convolved);
    if (rows.strideLeft() == 1 && columns.strideLeft() == 1) {
      layers.cut(name, rows.excess(), columns.excess(), source);
    } else {
      source = layers.cut(name + INNER + "cut", rows.excess(), columns.excess(), source);
      layers.thin(name, rows.strideLeft(), columns.strideLeft(), source);
    }
  }

  /**
   * One direction.
   *
   * @param before zeros before
   * @param behind zeros behind, those included that fill up the last phase
   * @param skipped of so many rows one is used at all
   * @param phases dilation of what is left
   * @param phaseLength rows of one phase
   * @param excess rows that come out of the filled-up phases and are none
   * @param strideLeft stride on what comes out
   */
  private record Axis(
      int before,
      int behind,
      int skipped,
      int phases,
      int phaseLength,
      int excess,
      int strideLeft) {

    static Axis of(int size, int kernel, int stride, int givenDilation, int padding) {
      int dilation = kernel == 1 ? 1 : givenDilation;
      int extent = dilation * (kernel - 1) + 1;
      int zeros = padding < 0
          ? Math.max(0, ((size + stride - 1) / stride - 1) * stride + extent - size)
          : 2 * padding;
      int before = padding < 0 ? zeros / 2 : padding;
      int skipped = gcd(stride, dilation);
      int phases = dilation / skipped;
      int used = (size + zeros + skipped - 1) / skipped;
      int phaseLength = (used + phases - 1) / phases;
      // The first of every so many rows is used, so the last group needs no more than its first
      // row.
      int length = (phaseLength * phases - 1) * skipped + 1;
      int behind = Math.max(0, length - size - before);
      int outputs = used - phases * (kernel - 1);
      int excess = phases * (phaseLength - kernel + 1) - outputs;
      return new Axis(before, behind, skipped, phases, phaseLength, excess, stride / skipped);
    }

    private static int gcd(int a, int b) {
      return b == 0 ? a : gcd(b, a % b);
    }
  }
}
