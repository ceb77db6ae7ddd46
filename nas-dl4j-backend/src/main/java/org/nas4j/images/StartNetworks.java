package org.nas4j.images;

import java.util.ArrayList;
import java.util.List;
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
  private static final List<Integer> WIDTHS = List.of(32, 48, 64, 96);
  private static final int SMALLEST = 4;

  private StartNetworks() {}

  /**
   * A small residual network: {@link #residual(Shape.Image, int, List)} with 32, 64 and 128
   * channels.
   *
   * @param shape of the images
   * @param classes at least 2
   * @return about 0.3 million weights for images of 32×32 pixels
   */
  public static Architecture residual(Shape.Image shape, int classes) {
    return residual(shape, classes, List.of(32, 64, 128));
  }

  /**
   * Residual networks of rising width, of which a {@link GrowingSearch} takes what there is time
   * for: the small one, then such whose second and third stage have four times the channels of the
   * first, as jordan2024airbench has them.
   *
   * @param shape of the images
   * @param classes at least 2
   * @return from 24 to 330 million multiply-accumulates for images of 32×32 pixels, each about
   *     twice as costly as the one before
   */
  public static List<Architecture> residuals(Shape.Image shape, int classes) {
    List<Architecture> networks = new ArrayList<>();
    networks.add(residual(shape, classes));
    for (int width : WIDTHS) {
      networks.add(residual(shape, classes, List.of(width, 4 * width, 4 * width)));
    }
    return networks;
  }

  /**
   * A residual network that pools early, so that most of its work is done on small maps, where
   * channels are cheap to add: filters of 2×2 that can whiten patches, then stages of a
   * convolution, pooling, and one residual convolution.
   *
   * @param shape of the images
   * @param classes at least 2
   * @param channels of each stage; there are fewer stages where maps would become smaller than 2×2
   * @return a network that ends with a softmax output
   */
  public static Architecture residual(Shape.Image shape, int classes, List<Integer> channels) {
    Architecture.Builder b = Architecture.builder(shape);
    int directions = shape.channels() * PATCH * PATCH;
    String x = layer(b, "patch", 2 * directions, PATCH, Architecture.INPUT);
    int size = Math.min(shape.height(), shape.width());
    for (int stage = 1; stage <= channels.size() && size >= SMALLEST; stage++) {
      int width = channels.get(stage - 1);
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
