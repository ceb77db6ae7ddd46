package org.nas4j.dl4j.internal.graph.cpu;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
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
 * Deeplearning4j does for the derivative of an activation that is not there. Where ND4J has no
 * library for convolutions, they are products of matrices here: its own way is far slower.
 */
// Both are faults of the class that is extended.
@SuppressWarnings({"serial", "overrides"})
final class CpuConvolution extends ConvolutionLayer {

  private static final String KERNELS = ConvolutionParamInitializer.WEIGHT_KEY;
  private static final String BIAS = ConvolutionParamInitializer.BIAS_KEY;

  private final transient Shares shares;
  private final boolean byProducts;

  CpuConvolution(
      NeuralNetConfiguration settings, DataType type, Shares shares, boolean byProducts) {
    super(settings, type);
    this.shares = shares;
    this.byProducts = byProducts;
  }

  private boolean isProduct() {
    int[] dilation = layerConf().getDilation();
    return byProducts
        && Maps.are(input, layerConf().getNOut())
        && dilation[0] == 1
        && dilation[1] == 1;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    if (!isProduct()) {
      return super.activate(training, workspaces);
    }
    Maps from = Maps.of(input, workspaces, ArrayType.FF_WORKING_MEM);
    Patches patches = Patches.of(layerConf(), from);
    int outputs = (int) params.get(KERNELS).size(0);
    INDArray result = workspaces.createUninitialized(
        ArrayType.ACTIVATIONS,
        input.dataType(),
        from.examples(),
        outputs,
        patches.rows().result(),
        patches.columns().result());
    Maps to = Maps.in(result);
    FloatPointer kernels = new FloatPointer(Maps.memory(params.get(KERNELS)));
    float[] bias = hasBias() ? Maps.copy(params.get(BIAS)) : new float[outputs];
    shares.of(from.examples(), (first, end) -> {
      try (ColumnProducts products = new ColumnProducts(patches, from.channels(), outputs)) {
        for (int n = first; n < end; n++) {
          products.forward(from, n, kernels, bias, to);
        }
      }
    });
    return result;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray given, LayerWorkspaceMgr workspaces) {
    return isProduct() ? byProducts(given, workspaces) : byNd4j(given, workspaces);
  }

  private Pair<Gradient, INDArray> byProducts(INDArray given, LayerWorkspaceMgr workspaces) {
    INDArray result =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape());
    Maps from = Maps.of(input, workspaces, ArrayType.BP_WORKING_MEM);
    Maps gradients = Maps.of(given, workspaces, ArrayType.BP_WORKING_MEM);
    Maps to = Maps.in(result);
    Patches patches = Patches.of(layerConf(), from);
    FloatPointer kernels = new FloatPointer(Maps.memory(params.get(KERNELS)));
    float[][] parts = new float[from.examples()][];
    shares.of(from.examples(), (first, end) -> {
      try (ColumnProducts products =
          new ColumnProducts(patches, from.channels(), gradients.channels())) {
        for (int n = first; n < end; n++) {
          products.backward(from, n, kernels, gradients, to);
        }
        parts[first] = products.ofKernels();
      }
    });
    Gradient gradient = new DefaultGradient();
    if (hasBias()) {
      Maps.memory(gradientViews.get(BIAS)).put(gradients.totals());
      gradient.setGradientFor(BIAS, gradientViews.get(BIAS));
    }
    Maps.memory(gradientViews.get(KERNELS)).put(Shares.sum(parts));
    gradient.setGradientFor(KERNELS, gradientViews.get(KERNELS), 'c');
    return new Pair<>(gradient, result);
  }

  private Pair<Gradient, INDArray> byNd4j(INDArray given, LayerWorkspaceMgr workspaces) {
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
