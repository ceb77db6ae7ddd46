package org.nas4j.testkit;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Layer;
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
 * What an architecture with its weights means: the forward pass of one example at inference, in
 * double precision and in loops that can be read. Slow; for comparing backends and weight transfers
 * with. Immutable and thread-safe, as long as nobody changes the weights.
 */
public final class ReferenceNetwork {

  private final Architecture architecture;
  private final Map<String, WeightArray> weights;

  /**
   * A network.
   *
   * @param architecture the layers
   * @param weights all that {@link Architecture#weights} asks for, by name
   */
  public ReferenceNetwork(Architecture architecture, Map<String, WeightArray> weights) {
    this.architecture = requireNonNull(architecture, "architecture");
    this.weights = Map.copyOf(weights);
  }

  /**
   * What the network says of one example.
   *
   * @param example values as [channels, height, width]
   * @return the values of the output node
   */
  public double[] output(double[] example) {
    return values(example).get(architecture.output());
  }

  /**
   * What all nodes say of one example.
   *
   * @param example values as [channels, height, width]
   * @return the values of each node as [channels, height, width], by its name, and those of the
   *     input
   */
  public Map<String, double[]> values(double[] example) {
    Map<String, double[]> values = new HashMap<>();
    values.put(Architecture.INPUT, example);
    for (Node node : architecture.nodes()) {
      values.put(node.name(), compute(node, values));
    }
    return values;
  }

  private double[] compute(Node node, Map<String, double[]> values) {
    Layer layer = node.layer();
    double[] x = values.get(node.inputs().get(0));
    Shape in = architecture.inputShapes(node).get(0);
    Shape out = architecture.shape(node.name());
    if (layer instanceof Convolution convolution) {
      return slide(
          convolution.window(),
          x,
          (Shape.Image) in,
          (Shape.Image) out,
          weight(node, "kernel"),
          bias(node));
    } else if (layer instanceof DepthwiseConvolution depthwise) {
      return slide(
          depthwise.window(),
          x,
          (Shape.Image) in,
          (Shape.Image) out,
          weight(node, "kernel"),
          bias(node));
    } else if (layer instanceof SeparableConvolution separable) {
      return separable(node, separable, x, (Shape.Image) in, (Shape.Image) out);
    } else if (layer instanceof FactorizedReduction) {
      return reduction(node, x, (Shape.Image) in, (Shape.Image) out);
    } else if (layer instanceof Pooling pooling) {
      return pooling(pooling, x, (Shape.Image) in, (Shape.Image) out);
    } else if (layer instanceof GlobalPooling pooling) {
      return global(pooling, x, (Shape.Image) in);
    } else if (layer instanceof ZeroPad pad) {
      return pad(pad, x, (Shape.Image) in, (Shape.Image) out);
    } else if (layer instanceof BatchNormalization normalization) {
      return normalization(node, normalization, x, in);
    } else if (layer instanceof Dense || layer instanceof RegressionOutput) {
      return dense(node, x, out);
    } else if (layer instanceof SoftmaxOutput) {
      return softmax(dense(node, x, out));
    } else if (layer instanceof Concat) {
      return node.inputs().stream()
          .flatMapToDouble(each -> Arrays.stream(values.get(each)))
          .toArray();
    } else if (layer instanceof Add) {
      return sum(node.inputs().stream().map(values::get).toList());
    } else if (layer instanceof Activation activation) {
      return Arrays.stream(x)
          .map(each -> activation(activation.function(), each))
          .toArray();
    }
    return x;
  }

  private static double activation(Activation.Function function, double x) {
    return switch (function) {
      case RELU -> Math.max(0, x);
      case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
      case ELU -> x > 0 ? x : Math.exp(x) - 1;
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
    };
  }

  private float[] weight(Node node, String name) {
    return weights.get(node.name() + "/" + name).values();
  }

  /** Empty if there is none. */
  private float[] bias(Node node) {
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
      Node node, SeparableConvolution layer, double[] x, Shape.Image in, Shape.Image out) {
    Shape.Image between = (Shape.Image) layer.depthwise().output(List.of(in));
    double[] half = slide(layer.window(), x, in, between, weight(node, "depthwise"), new float[0]);
    return slide(
        layer.pointwise().window(), half, between, out, weight(node, "pointwise"), bias(node));
  }

  private double[] reduction(Node node, double[] x, Shape.Image in, Shape.Image out) {
    double[] y = new double[(int) out.elements()];
    int first = out.channels() / 2;
    for (int o = 0; o < out.channels(); o++) {
      float[] kernel = weight(node, o < first ? "even" : "odd");
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

  private double[] normalization(Node node, BatchNormalization layer, double[] x, Shape shape) {
    float[] mean = weight(node, "mean");
    float[] variance = weight(node, "variance");
    float[] gamma = weight(node, "gamma");
    float[] beta = weight(node, "beta");
    int area = shape instanceof Shape.Image image ? image.height() * image.width() : 1;
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      int c = i / area;
      y[i] = (x[i] - mean[c]) / Math.sqrt(variance[c] + layer.epsilon()) * gamma[c] + beta[c];
    }
    return y;
  }

  private double[] dense(Node node, double[] x, Shape out) {
    float[] kernel = weight(node, "kernel");
    float[] bias = bias(node);
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
