package org.nas4j.images;

import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;

/** Small networks from which a {@link GrowingSearch} starts. */
public final class StartNetworks {

  private static final int KERNEL = 3;
  private static final int PATCH = 2;
  private static final int FIRST_WIDTH = 32;
  private static final int STAGES = 3;
  private static final int SMALLEST = 4;

  private StartNetworks() {}

  /**
   * A residual network that pools early, so that most of its work is done on small maps, where
   * channels are cheap to add: filters of 2×2 that can whiten patches, then up to three stages of a
   * convolution, pooling, and one residual convolution, of 32, 64 and 128 channels.
   *
   * @param shape of the images
   * @param classes at least 2
   * @return about 0.3 million weights for images of 32×32 pixels
   */
  public static Architecture residual(Shape.Image shape, int classes) {
    Architecture.Builder b = Architecture.builder(shape);
    int directions = shape.channels() * PATCH * PATCH;
    String x = layer(b, "patch", 2 * directions, PATCH, Architecture.INPUT);
    int size = Math.min(shape.height(), shape.width());
    for (int stage = 1; stage <= STAGES && size >= SMALLEST; stage++) {
      int width = FIRST_WIDTH << stage - 1;
      String name = "stage" + stage;
      x = b.add(name + "/convolution", Convolution.of(width, Window.square(KERNEL)), x);
      x = b.add(name + "/pooling", Pooling.max(Window.square(2).stride(2)), x);
      x = b.add(name + "/normalization", BatchNormalization.DEFAULT, x);
      x = b.add(name + "/rectifier", Activation.RELU, x);
      String residual = layer(b, name + "/residual", width, KERNEL, x);
      x = b.add(name + "/sum", new Add(), x, residual);
      size = (size + 1) / 2;
    }
    x = b.add("mean", GlobalPooling.AVERAGE, x);
    return b.build(b.add("classes", SoftmaxOutput.of(classes), x));
  }

  private static String layer(
      Architecture.Builder b, String name, int width, int kernel, String input) {
    String x = b.add(name, Convolution.of(width, Window.square(kernel)), input);
    x = b.add(name + "/normalization", BatchNormalization.DEFAULT, x);
    return b.add(name + "/rectifier", Activation.RELU, x);
  }
}
