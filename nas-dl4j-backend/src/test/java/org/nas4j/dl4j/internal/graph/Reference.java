package org.nas4j.dl4j.internal.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
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
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What an architecture means: one example's forward pass at inference, in loops that can be read. */
final class Reference {

  private final Architecture architecture;
  private final ComputationGraph graph;
  private final Map<String, double[]> values = new HashMap<>();

  private Reference(Architecture architecture, ComputationGraph graph) {
    this.architecture = architecture;
    this.graph = graph;
  }

  /** The values of every node, with the weights of a graph. */
  static Map<String, double[]> values(
      Architecture architecture, ComputationGraph graph, float[] example) {
    Reference reference = new Reference(architecture, graph);
    double[] input = new double[example.length];
    for (int i = 0; i < input.length; i++) {
      input[i] = example[i];
    }
    reference.values.put(Architecture.INPUT, input);
    for (Node node : architecture.nodes()) {
      reference.values.put(node.name(), reference.compute(node));
    }
    return reference.values;
  }

  private double[] compute(Node node) {
    Layer layer = node.layer();
    String name = node.name();
    double[] x = values.get(node.inputs().get(0));
    Shape in = architecture.inputShapes(node).get(0);
    Shape out = architecture.shape(name);
    if (layer instanceof Convolution convolution) {
      return convolution(name, convolution, x, (Shape.Image) in, (Shape.Image) out);
    } else if (layer instanceof DepthwiseConvolution depthwise) {
      return depthwise(name, depthwise.window(), 1, x, (Shape.Image) in, (Shape.Image) out);
    } else if (layer instanceof SeparableConvolution separable) {
      Shape.Image between = (Shape.Image) separable.depthwise().output(List.of(in));
      double[] half =
          depthwise(name + " ~ depthwise", separable.window(), 1, x, (Shape.Image) in, between);
      return convolution(name, separable.pointwise(), half, between, (Shape.Image) out);
    } else if (layer instanceof FactorizedReduction) {
      return reduction(name, x, (Shape.Image) in, (Shape.Image) out);
    } else if (layer instanceof Pooling pooling) {
      return pooling(pooling, x, (Shape.Image) in, (Shape.Image) out);
    } else if (layer instanceof GlobalPooling pooling) {
      return global(pooling, x, (Shape.Image) in);
    } else if (layer instanceof ZeroPad pad) {
      return pad(pad, x, (Shape.Image) in, (Shape.Image) out);
    } else if (layer instanceof BatchNormalization normalization) {
      return normalization(name, normalization, x, in);
    } else if (layer instanceof Dense || layer instanceof SoftmaxOutput) {
      return dense(name, x, out, layer instanceof SoftmaxOutput);
    } else if (layer instanceof Concat) {
      return node.inputs().stream()
          .flatMapToDouble(each -> java.util.Arrays.stream(values.get(each)))
          .toArray();
    }
    double[] y = x.clone();
    if (layer instanceof Add) {
      for (String other : node.inputs().subList(1, node.inputs().size())) {
        for (int i = 0; i < y.length; i++) {
          y[i] += values.get(other)[i];
        }
      }
    } else if (layer instanceof Activation activation) {
      for (int i = 0; i < y.length; i++) {
        y[i] = activation(activation.function(), y[i]);
      }
    }
    return y;
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

  private INDArray parameter(String vertex, String name) {
    return graph.getLayer(vertex).getParam(name);
  }

  private double bias(String vertex, int index) {
    Map<String, INDArray> parameters = graph.getLayer(vertex).paramTable();
    return parameters.containsKey("b") ? parameters.get("b").getDouble(index) : 0;
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

  private double[] convolution(
      String name, Convolution layer, double[] x, Shape.Image in, Shape.Image out) {
    int groups = layer.groups();
    if (groups > 1 && groups == in.channels()) {
      return depthwise(name, layer.window(), layer.filters() / groups, x, in, out);
    }
    double[] y = new double[(int) out.elements()];
    int each = in.channels() / groups;
    int filters = layer.filters() / groups;
    for (int o = 0; o < out.channels(); o++) {
      int group = o / filters;
      String vertex = groups == 1 ? name : name + " ~ group " + group;
      vertex = Dilation.isNeeded(layer.window()) ? vertex + " ~ dense" : vertex;
      INDArray weights = parameter(vertex, "W");
      for (int k = 0; k < out.height() * out.width(); k++) {
        int[] place = {k / out.width(), k % out.width()};
        double sum = bias(vertex, o % filters);
        for (int c = 0; c < each; c++) {
          for (int i = 0; i < layer.window().kernelHeight(); i++) {
            for (int j = 0; j < layer.window().kernelWidth(); j++) {
              double value = at(x, in, layer.window(), group * each + c, place, i, j);
              sum += Double.isNaN(value) ? 0 : value * weights.getDouble(o % filters, c, i, j);
            }
          }
        }
        y[o * out.height() * out.width() + k] = sum;
      }
    }
    return y;
  }

  private double[] depthwise(
      String layer, Window window, int multiplier, double[] x, Shape.Image in, Shape.Image out) {
    String vertex = Dilation.isNeeded(window) ? layer + " ~ dense" : layer;
    INDArray weights = parameter(vertex, "W");
    double[] y = new double[(int) out.elements()];
    for (int o = 0; o < out.channels(); o++) {
      for (int k = 0; k < out.height() * out.width(); k++) {
        int[] place = {k / out.width(), k % out.width()};
        double sum = bias(vertex, o);
        for (int i = 0; i < window.kernelHeight(); i++) {
          for (int j = 0; j < window.kernelWidth(); j++) {
            double value = at(x, in, window, o / multiplier, place, i, j);
            sum += Double.isNaN(value)
                ? 0
                : value * weights.getDouble(i, j, o / multiplier, o % multiplier);
          }
        }
        y[o * out.height() * out.width() + k] = sum;
      }
    }
    return y;
  }

  private double[] reduction(String name, double[] x, Shape.Image in, Shape.Image out) {
    double[] y = new double[(int) out.elements()];
    int first = out.channels() / 2;
    for (int o = 0; o < out.channels(); o++) {
      INDArray weights = parameter(name + (o < first ? " ~ even" : " ~ odd"), "W");
      int shift = o < first ? 0 : 1;
      for (int row = 0; row < out.height(); row++) {
        for (int column = 0; column < out.width(); column++) {
          int r = 2 * row + shift;
          int q = 2 * column + shift;
          double sum = 0;
          for (int c = 0; c < in.channels() && r < in.height() && q < in.width(); c++) {
            sum += x[(c * in.height() + r) * in.width() + q]
                * weights.getDouble(o < first ? o : o - first, c, 0, 0);
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
        for (int i = 0; i < window.kernelHeight(); i++) {
          for (int j = 0; j < window.kernelWidth(); j++) {
            double value = at(x, in, window, c, place, i, j);
            if (!Double.isNaN(value)) {
              largest = Math.max(largest, value);
              sum += value;
              count++;
            }
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
      double[] map = java.util.Arrays.copyOfRange(x, c * area, (c + 1) * area);
      y[c] = layer.by() == PoolingKind.MAX
          ? java.util.Arrays.stream(map).max().orElseThrow()
          : java.util.Arrays.stream(map).average().orElseThrow();
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

  private double[] normalization(String name, BatchNormalization layer, double[] x, Shape shape) {
    double[] y = x.clone();
    int area = shape instanceof Shape.Image image ? image.height() * image.width() : 1;
    for (int i = 0; i < y.length; i++) {
      int c = i / area;
      double deviation = Math.sqrt(parameter(name, "var").getDouble(c) + layer.epsilon());
      y[i] = (x[i] - parameter(name, "mean").getDouble(c))
              / deviation
              * parameter(name, "gamma").getDouble(c)
          + parameter(name, "beta").getDouble(c);
    }
    return y;
  }

  private double[] dense(String name, double[] x, Shape out, boolean softmax) {
    double[] y = new double[(int) out.elements()];
    INDArray weights = parameter(name, "W");
    for (int o = 0; o < y.length; o++) {
      y[o] = bias(name, o);
      for (int i = 0; i < x.length; i++) {
        y[o] += x[i] * weights.getDouble(i, o);
      }
    }
    if (softmax) {
      double sum = 0;
      for (int o = 0; o < y.length; o++) {
        y[o] = Math.exp(y[o]);
        sum += y[o];
      }
      for (int o = 0; o < y.length; o++) {
        y[o] /= sum;
      }
    }
    return y;
  }
}
