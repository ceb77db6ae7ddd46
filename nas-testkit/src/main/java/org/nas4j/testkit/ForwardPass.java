package org.nas4j.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
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
import org.nas4j.arch.LayerVisitor;
import org.nas4j.arch.Node;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.PoolingKind;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;

/**
 * The forward pass of one node, for one example. Maps are laid out as [channels, height, width].
 */
final class ForwardPass implements LayerVisitor<double[]> {

  private final Map<String, WeightArray> weights;
  private final Node node;
  private final List<double[]> inputs;
  private final double[] x;
  private final Shape in;
  private final Shape out;

  /**
   * Prepares.
   *
   * @param weights all of the architecture's
   * @param node to be computed
   * @param values of the nodes that feed it, by name
   */
  ForwardPass(
      Architecture architecture,
      Map<String, WeightArray> weights,
      Node node,
      Map<String, double[]> values) {
    this.weights = weights;
    this.node = node;
    this.inputs = node.inputs().stream().map(values::get).toList();
    this.x = inputs.get(0);
    this.in = architecture.inputShapes(node).get(0);
    this.out = architecture.shape(node.name());
  }

  @Override
  public double[] visit(Convolution layer) {
    return convolved(layer.window());
  }

  @Override
  public double[] visit(DepthwiseConvolution layer) {
    return convolved(layer.window());
  }

  @Override
  public double[] visit(SeparableConvolution layer) {
    return separable(layer, x, (Shape.Image) in, (Shape.Image) out);
  }

  @Override
  public double[] visit(FactorizedReduction layer) {
    return reduction(x, (Shape.Image) in, (Shape.Image) out);
  }

  @Override
  public double[] visit(Pooling layer) {
    return pooling(layer, x, (Shape.Image) in, (Shape.Image) out);
  }

  @Override
  public double[] visit(GlobalPooling layer) {
    return global(layer, x, (Shape.Image) in);
  }

  @Override
  public double[] visit(BatchNormalization layer) {
    return normalization(layer, x, in);
  }

  @Override
  public double[] visit(Activation layer) {
    return Arrays.stream(x).map(each -> activation(layer.function(), each)).toArray();
  }

  @Override
  public double[] visit(Dense layer) {
    return dense(x, out);
  }

  @Override
  public double[] visit(Dropout layer) {
    return x;
  }

  @Override
  public double[] visit(DropPath layer) {
    return x;
  }

  @Override
  public double[] visit(Identity layer) {
    return x;
  }

  @Override
  public double[] visit(Flatten layer) {
    return x;
  }

  @Override
  public double[] visit(ZeroPad layer) {
    return pad(layer, x, (Shape.Image) in, (Shape.Image) out);
  }

  @Override
  public double[] visit(ChannelWindow layer) {
    int area = (int) in.elements() / in.channels();
    double[] y = new double[(int) out.elements()];
    System.arraycopy(x, layer.from() * area, y, 0, layer.taken(in.channels()) * area);
    return y;
  }

  @Override
  public double[] visit(Add layer) {
    return sum(inputs);
  }

  @Override
  public double[] visit(Average layer) {
    return Arrays.stream(sum(inputs)).map(each -> each / inputs.size()).toArray();
  }

  @Override
  public double[] visit(Concat layer) {
    return inputs.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  @Override
  public double[] visit(ChannelScale layer) {
    int area = x.length / in.channels();
    double[] y = new double[x.length];
    Arrays.setAll(y, i -> x[i] * inputs.get(1)[i / area]);
    return y;
  }

  @Override
  public double[] visit(SoftmaxOutput layer) {
    return softmax(dense(x, out));
  }

  @Override
  public double[] visit(RegressionOutput layer) {
    return dense(x, out);
  }

  private double[] convolved(Window window) {
    return slide(window, x, (Shape.Image) in, (Shape.Image) out, weight("kernel"), bias());
  }

  private static double activation(Activation.Function function, double x) {
    return switch (function) {
      case RELU -> Math.max(0, x);
      case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
      case ELU -> x > 0 ? x : Math.exp(x) - 1;
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case RELU6 -> Math.min(Math.max(0, x), 6);
      case HARD_SWISH -> x * Math.min(Math.max(0, x + 3), 6) / 6;
    };
  }

  private float[] weight(String name) {
    return weights.get(node.name() + "/" + name).values();
  }

  /** Empty if there is none. */
  private float[] bias() {
    WeightArray bias = weights.get(node.name() + "/bias");
    return bias == null ? new float[0] : bias.values();
  }

  private static double[] sum(List<double[]> inputs) {
    double[] y = inputs.get(0).clone();
    for (double[] other : inputs.subList(1, inputs.size())) {
      for (int i = 0; i < y.length; i++) {
        y[i] += other[i];
      }
    }
    return y;
  }

  private static int before(Window window, boolean rows, int size) {
    if (!window.padding().same()) {
      return rows ? window.padding().height() : window.padding().width();
    }
    int stride = rows ? window.strideHeight() : window.strideWidth();
    int extent = rows
        ? window.dilationHeight() * (window.kernelHeight() - 1) + 1
        : window.dilationWidth() * (window.kernelWidth() - 1) + 1;
    return Math.max(0, ((size + stride - 1) / stride - 1) * stride + extent - size) / 2;
  }

  /** The value under a kernel's cell, or NaN beyond the border. */
  private static double at(
      double[] x, Shape.Image in, Window w, int channel, int[] place, int i, int j) {
    int row = place[0] * w.strideHeight() - before(w, true, in.height()) + i * w.dilationHeight();
    int column = place[1] * w.strideWidth() - before(w, false, in.width()) + j * w.dilationWidth();
    return row < 0 || row >= in.height() || column < 0 || column >= in.width()
        ? Double.NaN
        : x[(channel * in.height() + row) * in.width() + column];
  }

  /** A convolution of as many groups as the kernels' [out, in of a group, height, width] leave. */
  private static double[] slide(
      Window window, double[] x, Shape.Image in, Shape.Image out, float[] kernel, float[] bias) {
    int each = kernel.length / out.channels() / window.area();
    int filters = out.channels() / (in.channels() / each);
    double[] y = new double[(int) out.elements()];
    for (int o = 0; o < out.channels(); o++) {
      for (int k = 0; k < out.height() * out.width(); k++) {
        int[] place = {k / out.width(), k % out.width()};
        double sum = bias.length == 0 ? 0 : bias[o];
        for (int c = 0; c < each; c++) {
          for (int tap = 0; tap < window.area(); tap++) {
            double value = at(
                x,
                in,
                window,
                o / filters * each + c,
                place,
                tap / window.kernelWidth(),
                tap % window.kernelWidth());
            sum += Double.isNaN(value) ? 0 : value * kernel[(o * each + c) * window.area() + tap];
          }
        }
        y[o * out.height() * out.width() + k] = sum;
      }
    }
    return y;
  }

  private double[] separable(
      SeparableConvolution layer, double[] x, Shape.Image in, Shape.Image out) {
    Shape.Image between = (Shape.Image) layer.depthwise().output(List.of(in));
    double[] half = slide(layer.window(), x, in, between, weight("depthwise"), new float[0]);
    return slide(layer.pointwise().window(), half, between, out, weight("pointwise"), bias());
  }

  private double[] reduction(double[] x, Shape.Image in, Shape.Image out) {
    double[] y = new double[(int) out.elements()];
    int first = out.channels() / 2;
    for (int o = 0; o < out.channels(); o++) {
      float[] kernel = weight(o < first ? "even" : "odd");
      int filter = o < first ? o : o - first;
      int shift = o < first ? 0 : 1;
      for (int row = 0; row < out.height(); row++) {
        for (int column = 0; column < out.width(); column++) {
          int r = 2 * row + shift;
          int q = 2 * column + shift;
          double sum = 0;
          for (int c = 0; c < in.channels() && r < in.height() && q < in.width(); c++) {
            sum += x[(c * in.height() + r) * in.width() + q] * kernel[filter * in.channels() + c];
          }
          y[(o * out.height() + row) * out.width() + column] = sum;
        }
      }
    }
    return y;
  }

  private static double[] pooling(Pooling layer, double[] x, Shape.Image in, Shape.Image out) {
    double[] y = new double[(int) out.elements()];
    Window window = layer.window();
    for (int c = 0; c < out.channels(); c++) {
      for (int k = 0; k < out.height() * out.width(); k++) {
        int[] place = {k / out.width(), k % out.width()};
        double largest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int count = 0;
        for (int tap = 0; tap < window.area(); tap++) {
          double value =
              at(x, in, window, c, place, tap / window.kernelWidth(), tap % window.kernelWidth());
          if (!Double.isNaN(value)) {
            largest = Math.max(largest, value);
            sum += value;
            count++;
          }
        }
        y[c * out.height() * out.width() + k] =
            layer.by() == PoolingKind.MAX ? largest : sum / count;
      }
    }
    return y;
  }

  private static double[] global(GlobalPooling layer, double[] x, Shape.Image in) {
    double[] y = new double[in.channels()];
    int area = in.height() * in.width();
    for (int c = 0; c < y.length; c++) {
      double[] map = Arrays.copyOfRange(x, c * area, (c + 1) * area);
      y[c] = layer.by() == PoolingKind.MAX
          ? Arrays.stream(map).max().orElseThrow()
          : Arrays.stream(map).average().orElseThrow();
    }
    return y;
  }

  private static double[] pad(ZeroPad layer, double[] x, Shape.Image in, Shape.Image out) {
    double[] y = new double[(int) out.elements()];
    for (int c = 0; c < in.channels(); c++) {
      for (int row = 0; row < in.height(); row++) {
        System.arraycopy(
            x,
            (c * in.height() + row) * in.width(),
            y,
            (c * out.height() + row + layer.top()) * out.width() + layer.left(),
            in.width());
      }
    }
    return y;
  }

  private double[] normalization(BatchNormalization layer, double[] x, Shape shape) {
    float[] mean = weight("mean");
    float[] variance = weight("variance");
    float[] gamma = weight("gamma");
    float[] beta = weight("beta");
    int area = (int) shape.elements() / shape.channels();
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      int c = i / area;
      y[i] = (x[i] - mean[c]) / Math.sqrt(variance[c] + layer.epsilon()) * gamma[c] + beta[c];
    }
    return y;
  }

  private double[] dense(double[] x, Shape out) {
    float[] kernel = weight("kernel");
    float[] bias = bias();
    double[] y = new double[(int) out.elements()];
    for (int o = 0; o < y.length; o++) {
      y[o] = bias.length == 0 ? 0 : bias[o];
      for (int i = 0; i < x.length; i++) {
        y[o] += x[i] * kernel[o * x.length + i];
      }
    }
    return y;
  }

  private static double[] softmax(double[] logits) {
    double largest = Arrays.stream(logits).max().orElseThrow();
    double[] y = Arrays.stream(logits).map(each -> Math.exp(each - largest)).toArray();
    double sum = Arrays.stream(y).sum();
    return Arrays.stream(y).map(each -> each / sum).toArray();
  }
}
