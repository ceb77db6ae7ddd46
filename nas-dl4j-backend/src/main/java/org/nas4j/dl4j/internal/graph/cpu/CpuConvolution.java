package org.nas4j.dl4j.internal.graph.cpu;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution whose gradients are computed without computing its result once more, which
 * Deeplearning4j does for the derivative of an activation that is not there.
 */
// Both are faults of the class that is extended.
@SuppressWarnings({"serial", "overrides"})
final class CpuConvolution extends ConvolutionLayer {

  private static final String KERNELS = ConvolutionParamInitializer.WEIGHT_KEY;
  private static final String BIAS = ConvolutionParamInitializer.BIAS_KEY;

  CpuConvolution(NeuralNetConfiguration settings, DataType type) {
    super(settings, type);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray given, LayerWorkspaceMgr workspaces) {
    INDArray result =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape());
    List<INDArray> from = new ArrayList<>(List.of(input, params.get(KERNELS)));
    List<INDArray> to = new ArrayList<>(List.of(result, gradientViews.get(KERNELS)));
    Gradient gradient = new DefaultGradient();
    if (hasBias()) {
      INDArray bias = gradientViews.get(BIAS);
      from.add(params.get(BIAS));
      to.add(bias.reshape(bias.length()));
      gradient.setGradientFor(BIAS, bias);
    }
    from.add(given);
    Nd4j.exec(DynamicCustomOp.builder("conv2d_bp")
        .addInputs(from.toArray(INDArray[]::new))
        .addOutputs(to.toArray(INDArray[]::new))
        .addIntegerArguments(arguments(given))
        .build());
    gradient.setGradientFor(KERNELS, gradientViews.get(KERNELS), 'c');
    return new Pair<>(gradient, result);
  }

  /** Kernel, strides, padding, dilation, whether padding is ND4J's own, orders of the axes. */
  private int[] arguments(INDArray given) {
    org.deeplearning4j.nn.conf.layers.ConvolutionLayer settings = layerConf();
    int[] kernel = settings.getKernelSize();
    int[] stride = settings.getStride();
    int[] dilation = settings.getDilation();
    boolean same = convolutionMode == ConvolutionMode.Same;
    int[] padding = same
        ? ConvolutionUtils.getSameModeTopLeftPadding(
            sizes(given), sizes(input), kernel, stride, dilation)
        : settings.getPadding();
    return new int[] {
      kernel[0],
      kernel[1],
      stride[0],
      stride[1],
      padding[0],
      padding[1],
      dilation[0],
      dilation[1],
      same ? 1 : 0,
      0,
      1
    };
  }

  private static int[] sizes(INDArray maps) {
    return new int[] {(int) maps.size(2), (int) maps.size(3)};
  }
}
