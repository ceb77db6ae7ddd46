package org.nas4j.dl4j.internal.graph.cpu;

import java.nio.FloatBuffer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.DepthwiseConvolution2DLayer;
import org.deeplearning4j.nn.params.DepthwiseConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A depthwise convolution with one filter a channel and no bias. */
// Both are faults of the class that is extended.
@SuppressWarnings({"serial", "overrides"})
final class CpuDepthwise extends DepthwiseConvolution2DLayer {

  private static final String KERNELS = DepthwiseConvolutionParamInitializer.WEIGHT_KEY;

  private final transient Shares shares;

  CpuDepthwise(NeuralNetConfiguration settings, DataType type, Shares shares) {
    super(settings, type);
    this.shares = shares;
  }

  /** Whether it computes what a layer of these settings does. */
  static boolean serves(DepthwiseConvolution2D settings) {
    return settings.getDepthMultiplier() == 1
        && !settings.hasBias()
        && settings.getDilation()[0] == 1
        && settings.getDilation()[1] == 1;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    if (!Maps.are(input)) {
      return super.activate(training, workspaces);
    }
    Maps from = Maps.of(input, workspaces, ArrayType.FF_WORKING_MEM);
    Patches patches = Patches.of(layerConf(), from);
    INDArray result = workspaces.createUninitialized(
        ArrayType.ACTIVATIONS,
        input.dataType(),
        from.examples(),
        from.channels(),
        patches.rows().result(),
        patches.columns().result());
    Maps to = Maps.in(result);
    float[][] kernels = kernels(from.channels());
    // One map behind the other, since memory is read fastest in its order.
    shares.of(from.examples() * from.channels(), (first, end) -> {
      DepthwiseMap convolution = new DepthwiseMap(patches);
      float[] map = new float[from.size()];
      float[] sums = new float[to.size()];
      for (int i = first; i < end; i++) {
        int n = i / from.channels();
        int c = i % from.channels();
        from.read(n, c, map);
        convolution.forward(map, kernels[c], sums);
        to.write(n, c, sums);
      }
    });
    return result;
  }

  /** By channel; Deeplearning4j arranges them by place, then by channel. */
  private float[][] kernels(int channels) {
    float[] all = Maps.copy(params.get(KERNELS));
    float[][] kernels = new float[channels][all.length / channels];
    for (int i = 0; i < all.length; i++) {
      kernels[i % channels][i / channels] = all[i];
    }
    return kernels;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray given, LayerWorkspaceMgr workspaces) {
    if (!Maps.are(input)) {
      return super.backpropGradient(given, workspaces);
    }
    Maps values = Maps.of(input, workspaces, ArrayType.BP_WORKING_MEM);
    Maps gradients = Maps.of(given, workspaces, ArrayType.BP_WORKING_MEM);
    Patches patches = Patches.of(layerConf(), values);
    INDArray result =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape());
    Maps to = Maps.in(result);
    int channels = values.channels();
    float[][] kernels = kernels(channels);
    INDArray view = gradientViews.get(KERNELS);
    FloatBuffer ofKernels = Maps.memory(view);
    shares.of(channels, (first, end) -> {
      DepthwiseMap convolution = new DepthwiseMap(patches);
      float[] map = new float[values.size()];
      float[] gradient = new float[gradients.size()];
      for (int c = first; c < end; c++) {
        float[] kernel = kernels[c];
        convolution.begin();
        for (int n = 0; n < values.examples(); n++) {
          values.read(n, c, map);
          gradients.read(n, c, gradient);
          convolution.backward(map, kernel, gradient, map);
          to.write(n, c, map);
        }
        for (int i = 0; i < kernel.length; i++) {
          ofKernels.put(i * channels + c, convolution.ofKernel(i));
        }
      }
    });
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(KERNELS, view);
    return new Pair<>(gradient, result);
  }
}
