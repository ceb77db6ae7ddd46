package org.nas4j.testkit;

import java.util.List;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Average;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Padding;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.PoolingKind;
import org.nas4j.arch.RegressionLoss;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;

/**
 * Layers of each kind, with settings that differ from each other: what every backend, format and
 * export must handle. All take an image of four channels, 11 by 8 values; dense layers and outputs
 * take it flattened.
 */
public final class LayerSamples {

  private static final Window ODD = new Window(1, 3, 2, 1, 2, 1, Padding.explicit(1, 0));
  private static final Window UNEVEN = new Window(3, 2, 2, 3, 1, 1, Padding.SAME);

  private LayerSamples() {}

  /**
   * The samples.
   *
   * @return at least one of each kind
   */
  public static List<Layer> all() {
    return List.of(
        new Convolution(8, ODD, 2, true),
        new Convolution(8, ODD, 4, true),
        new Convolution(3, UNEVEN, 1, false),
        Convolution.of(5, Window.square(4).dilation(2)),
        Convolution.of(5, Window.square(1).stride(3)),
        new DepthwiseConvolution(ODD, true),
        new DepthwiseConvolution(UNEVEN, false),
        new DepthwiseConvolution(Window.square(3).dilation(3).stride(2), false),
        new SeparableConvolution(6, Window.square(3), true),
        new SeparableConvolution(6, Window.square(5).stride(2), false),
        new FactorizedReduction(7),
        new Pooling(PoolingKind.AVERAGE, Window.square(2).stride(2).padding(Padding.VALID)),
        Pooling.average(UNEVEN),
        Pooling.max(UNEVEN),
        Pooling.max(Window.square(3).padding(Padding.explicit(1, 0))),
        new BatchNormalization(2e-3, 0.93),
        new Activation(Activation.Function.RELU),
        new Activation(Activation.Function.RELU6),
        new Activation(Activation.Function.HARD_SWISH),
        new Activation(Activation.Function.LEAKY_RELU),
        new Activation(Activation.Function.ELU),
        new Activation(Activation.Function.TANH),
        new Activation(Activation.Function.SIGMOID),
        new Identity(),
        new ZeroPad(1, 2, 3, 4),
        new ChannelWindow(1, 2),
        new ChannelWindow(1, 9),
        new Add(),
        new Average(),
        new Concat(),
        new ChannelScale(),
        new GlobalPooling(PoolingKind.MAX),
        GlobalPooling.AVERAGE,
        new Flatten(),
        new Dense(7, false),
        new Dense(7, true),
        new Dropout(0.3),
        new DropPath(0.6, 0.25),
        RegressionOutput.of(3),
        new RegressionOutput(2, RegressionLoss.ABSOLUTE),
        new RegressionOutput(1, RegressionLoss.HUBER),
        SoftmaxOutput.of(4),
        new SoftmaxOutput(5, 0.4));
  }
}
