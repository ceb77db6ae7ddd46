package org.nas4j.internal.spaces;

import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Padding;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;

/**
 * A second classifier half-way, which helps in training and is gone at inference, as in the code of
 * NASNet and ENAS.
 */
public final class AuxiliaryHead {

  private static final double LOSS_WEIGHT = 0.4;
  private static final int POOL = 5;
  private static final int STRIDE = 3;
  private static final int NARROW = 128;
  private static final int WIDE = 768;

  private AuxiliaryHead() {}

  /** Hangs it on feature maps. */
  public static void add(Architecture.Builder network, String input, int classes) {
    Shape.Image maps = (Shape.Image) network.shape(input);
    Window window = Window.of(Math.min(POOL, maps.height()), Math.min(POOL, maps.width()))
        .stride(STRIDE)
        .padding(Padding.VALID);
    String x = network.add("auxiliary/relu", Activation.RELU, input);
    x = network.add("auxiliary/pool", Pooling.average(window), x);
    x = network.add("auxiliary/narrow", Convolution.of(NARROW, Window.square(1)), x);
    x = network.add("auxiliary/narrow/norm", BatchNormalization.DEFAULT, x);
    x = network.add("auxiliary/narrow/relu", Activation.RELU, x);
    Shape.Image left = (Shape.Image) network.shape(x);
    Window whole = Window.of(left.height(), left.width()).padding(Padding.VALID);
    x = network.add("auxiliary/wide", Convolution.of(WIDE, whole), x);
    x = network.add("auxiliary/wide/norm", BatchNormalization.DEFAULT, x);
    x = network.add("auxiliary/wide/relu", Activation.RELU, x);
    x = network.add("auxiliary/average", GlobalPooling.AVERAGE, x);
    network.add("auxiliary/classifier", new SoftmaxOutput(classes, LOSS_WEIGHT), x);
  }
}
