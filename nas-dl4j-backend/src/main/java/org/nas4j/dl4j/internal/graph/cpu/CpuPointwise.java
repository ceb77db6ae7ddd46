package org.nas4j.dl4j.internal.graph.cpu;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution of 1×1 without bias, in steps of one: for each example a product of the kernels and
 * the maps as they lie in memory.
 */
// Both are faults of the class that is extended.
@SuppressWarnings({"serial", "overrides"})
final class CpuPointwise extends ConvolutionLayer {

  private static final String KERNELS = ConvolutionParamInitializer.WEIGHT_KEY;

  private final transient Shares shares;

  CpuPointwise(NeuralNetConfiguration settings, DataType type, Shares shares) {
    super(settings, type);
    this.shares = shares;
  }

  /** Whether it computes what a layer of these settings does. */
  static boolean serves(org.deeplearning4j.nn.conf.layers.ConvolutionLayer settings) {
    return all(settings.getKernelSize(), 1)
        && all(settings.getStride(), 1)
        && all(settings.getPadding(), 0)
        && !settings.hasBias();
  }

  private static boolean all(int[] values, int wanted) {
    return values[0] == wanted && values[1] == wanted;
  }

  private boolean isProduct() {
    return Maps.are(input, layerConf().getNOut());
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    if (!isProduct()) {
      return super.activate(training, workspaces);
    }
    Maps from = Maps.of(input, workspaces, ArrayType.FF_WORKING_MEM);
    INDArray kernels = params.get(KERNELS);
    INDArray result = workspaces.createUninitialized(
        ArrayType.ACTIVATIONS,
        input.dataType(),
        from.examples(),
        kernels.size(0),
        from.height(),
        from.width());
    Maps to = Maps.in(result);
    FloatPointer kernel = new FloatPointer(Maps.memory(kernels));
    FloatPointer values = new FloatPointer(from.values());
    FloatPointer sums = new FloatPointer(to.values());
    int inputs = from.channels();
    int outputs = to.channels();
    int size = from.size();
    shares.of(from.examples(), (first, end) -> {
      for (int n = first; n < end; n++) {
        openblas_nolapack.cblas_sgemm(
            CblasRowMajor,
            CblasNoTrans,
            CblasNoTrans,
            outputs,
            size,
            inputs,
            1,
            kernel,
            inputs,
            values.getPointer(from.at(n, 0)),
            size,
            0,
            sums.getPointer(to.at(n, 0)),
            size);
      }
    });
    return result;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray given, LayerWorkspaceMgr workspaces) {
    if (!isProduct()) {
      return super.backpropGradient(given, workspaces);
    }
    INDArray result =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape());
    Maps from = Maps.of(input, workspaces, ArrayType.BP_WORKING_MEM);
    Maps gradients = Maps.of(given, workspaces, ArrayType.BP_WORKING_MEM);
    Maps to = Maps.in(result);
    FloatPointer kernel = new FloatPointer(Maps.memory(params.get(KERNELS)));
    FloatPointer values = new FloatPointer(from.values());
    FloatPointer back = new FloatPointer(gradients.values());
    FloatPointer ofInput = new FloatPointer(to.values());
    float[][] parts = new float[from.examples()][];
    int inputs = from.channels();
    int outputs = gradients.channels();
    int size = from.size();
    shares.of(from.examples(), (first, end) -> {
      float[] sums = new float[outputs * inputs];
      try (FloatPointer product = new FloatPointer(sums.length)) {
        for (int n = first; n < end; n++) {
          openblas_nolapack.cblas_sgemm(
              CblasRowMajor,
              CblasTrans,
              CblasNoTrans,
              inputs,
              size,
              outputs,
              1,
              kernel,
              inputs,
              back.getPointer(gradients.at(n, 0)),
              size,
              0,
              ofInput.getPointer(to.at(n, 0)),
              size);
          openblas_nolapack.cblas_sgemm(
              CblasRowMajor,
              CblasNoTrans,
              CblasTrans,
              outputs,
              inputs,
              size,
              1,
              back.getPointer(gradients.at(n, 0)),
              size,
              values.getPointer(from.at(n, 0)),
              size,
              n == first ? 0 : 1,
              product,
              inputs);
        }
        product.get(sums);
      }
      parts[first] = sums;
    });
    return new Pair<>(ofKernels(Shares.sum(parts)), result);
  }

  private Gradient ofKernels(float[] sums) {
    INDArray view = gradientViews.get(KERNELS);
    Maps.memory(view).put(sums);
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(KERNELS, view, 'c');
    return gradient;
  }
}
