package org.nas4j.dl4j.internal.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nas4j.arch.Activation;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.PoolingKind;
import org.nas4j.arch.RegressionLoss;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Adds layers to a graph one by one. Each method takes the name of the vertex to be made and of
 * what feeds it. A layer that takes several vertices names the inner ones by the layer's name and a
 * suffix.
 */
final class GraphLayers {

  static final String INNER = " ~ ";

  /** What a hard swish adds to a value before it cuts it off, half of the limit. */
  private static final double HALF_OF_SWISH = 3;

  private final ComputationGraphConfiguration.GraphBuilder graph;

  GraphLayers(ComputationGraphConfiguration.GraphBuilder graph) {
    this.graph = graph;
  }

  private String add(String name, Layer layer, String input) {
    graph.addLayer(name, layer, input);
    return name;
  }

  private String add(String name, GraphVertex vertex, String... inputs) {
    graph.addVertex(name, vertex, inputs);
    return name;
  }

  void convolution(String name, Convolution layer, Shape.Image shape, String input) {
    int groups = layer.groups();
    if (groups == 1) {
      dense(name, layer, shape, input);
    } else if (groups == shape.channels()) {
      depthwise(name, layer.window(), layer.filters() / groups, layer.bias(), shape, input);
    } else {
      grouped(name, layer, shape, input);
    }
  }

  private void dense(String name, Convolution layer, Shape.Image shape, String input) {
    if (Dilation.isNeeded(layer.window())) {
      new Dilation(layer.window(), shape)
          .add(
              this,
              name,
              input,
              (window, maps, inner, source) -> dense(
                  inner, new Convolution(layer.filters(), window, 1, layer.bias()), maps, source));
      return;
    }
    Window window = layer.window();
    Border border = Border.of(window, shape);
    ConvolutionLayer convolution = new ConvolutionLayer.Builder(kernel(window), stride(window))
        .padding(border.padding())
        .convolutionMode(border.mode())
        .nIn(shape.channels())
        .nOut(layer.filters())
        .hasBias(layer.bias())
        .build();
    add(name, convolution, cut(name, border, input));
  }

  private void grouped(String name, Convolution layer, Shape.Image shape, String input) {
    int groups = layer.groups();
    int each = shape.channels() / groups;
    String[] parts = new String[groups];
    Convolution part = new Convolution(layer.filters() / groups, layer.window(), 1, layer.bias());
    for (int i = 0; i < groups; i++) {
      parts[i] = name + INNER + "group " + i;
      String slice = name + INNER + "slice " + i;
      add(slice, new SubsetVertex(i * each, (i + 1) * each - 1), input);
      dense(parts[i], part, shape.withChannels(each), slice);
    }
    add(name, new MergeVertex(), parts);
  }

  void depthwise(String name, DepthwiseConvolution layer, Shape.Image shape, String input) {
    depthwise(name, layer.window(), 1, layer.bias(), shape, input);
  }

  private void depthwise(
      String name, Window window, int multiplier, boolean bias, Shape.Image shape, String input) {
    if (Dilation.isNeeded(window)) {
      new Dilation(window, shape)
          .add(
              this,
              name,
              input,
              (inner, maps, innerName, source) ->
                  depthwise(innerName, inner, multiplier, bias, maps, source));
      return;
    }
    Border border = Border.of(window, shape);
    DepthwiseConvolution2D.Builder builder = new DepthwiseConvolution2D.Builder(
            kernel(window), stride(window))
        .depthMultiplier(multiplier)
        .nIn(shape.channels())
        .nOut(shape.channels() * multiplier)
        .padding(border.padding())
        .convolutionMode(border.mode())
        .hasBias(bias);
    add(name, builder.build(), cut(name, border, input));
  }

  void separable(String name, SeparableConvolution layer, Shape.Image shape, String input) {
    String half = name + INNER + "depthwise";
    depthwise(half, layer.depthwise(), shape, input);
    Shape.Image between = (Shape.Image) layer.depthwise().output(List.of(shape));
    dense(name, layer.pointwise(), between, half);
  }

  void reduction(String name, FactorizedReduction layer, Shape.Image shape, String input) {
    Window window = Window.square(1).stride(2).padding(org.nas4j.arch.Padding.VALID);
    int first = layer.filters() / 2;
    String even = name + INNER + "even";
    dense(even, Convolution.of(first, window), shape, input);
    int rows = shape.height() % 2;
    int columns = shape.width() % 2;
    String source = input;
    if (rows + columns > 0) {
      source = zeroPad(name + INNER + "pad", new ZeroPad(0, rows, 0, columns), source);
    }
    String shifted =
        add(name + INNER + "shift", new Cropping2D.Builder(1, 0, 1, 0).build(), source);
    Shape.Image rest =
        Shape.image(shape.channels(), shape.height() + rows - 1, shape.width() + columns - 1);
    String odd = name + INNER + "odd";
    dense(odd, Convolution.of(layer.filters() - first, window), rest, shifted);
    add(name, new MergeVertex(), even, odd);
  }

  void pooling(String name, Pooling layer, Shape.Image shape, String input) {
    Window window = layer.window();
    Border border = Border.of(window, shape);
    SubsamplingLayer pooling = new SubsamplingLayer.Builder(
            type(layer.by()), kernel(window), stride(window), border.padding())
        .convolutionMode(border.mode())
        .avgPoolIncludePadInDivisor(false)
        .build();
    add(name, pooling, cut(name, border, input));
  }

  void globalPooling(String name, PoolingKind by, String input) {
    add(name, new GlobalPoolingLayer(type(by)), input);
  }

  private static PoolingType type(PoolingKind by) {
    return by == PoolingKind.MAX ? PoolingType.MAX : PoolingType.AVG;
  }

  void normalization(String name, BatchNormalization layer, Shape shape, String input) {
    int channels = shape.channels();
    add(
        name,
        new org.deeplearning4j.nn.conf.layers.BatchNormalization.Builder()
            .eps(layer.epsilon())
            .decay(layer.decay())
            .useLogStd(false)
            .nIn(channels)
            .nOut(channels)
            .build(),
        input);
  }

  /**
   * A copy for a layer that overwrites what it is given: at inference Deeplearning4j's activations
   * do.
   */
  String copy(String name, String input) {
    return add(name + INNER + "copy", new ScaleVertex(1), input);
  }

  void activation(String name, Activation layer, String input) {
    if (layer.function() == Activation.Function.HARD_SWISH) {
      hardSwish(name, input);
      return;
    }
    add(
        name,
        new ActivationLayer(
            switch (layer.function()) {
              case RELU -> org.nd4j.linalg.activations.Activation.RELU;
              case LEAKY_RELU -> org.nd4j.linalg.activations.Activation.LEAKYRELU;
              case ELU -> org.nd4j.linalg.activations.Activation.ELU;
              case TANH -> org.nd4j.linalg.activations.Activation.TANH;
              case SIGMOID -> org.nd4j.linalg.activations.Activation.SIGMOID;
              case RELU6 -> org.nd4j.linalg.activations.Activation.RELU6;
              case HARD_SWISH -> throw new IllegalStateException("It is made of several vertices.");
            }),
        input);
  }

  /** Deeplearning4j has none. */
  private void hardSwish(String name, String input) {
    String shifted = add(name + INNER + "shifted", new ShiftVertex(HALF_OF_SWISH), input);
    String limited = add(
        name + INNER + "limited",
        new ActivationLayer(org.nd4j.linalg.activations.Activation.RELU6),
        shifted);
    String share = add(name + INNER + "share", new ScaleVertex(0.5 / HALF_OF_SWISH), limited);
    add(name, new ElementWiseVertex(ElementWiseVertex.Op.Product), input, share);
  }

  void dense(String name, Dense layer, Shape shape, String input) {
    int inputs = Math.toIntExact(shape.elements());
    add(
        name,
        new DenseLayer.Builder()
            .nIn(inputs)
            .nOut(layer.units())
            .hasBias(layer.bias())
            .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
            .build(),
        input);
  }

  void softmax(String name, SoftmaxOutput layer, Shape shape, String input) {
    int inputs = Math.toIntExact(shape.elements());
    LossMCXENT loss = layer.lossWeight() == 1
        ? new LossMCXENT()
        : new LossMCXENT(Nd4j.valueArrayOf(new long[] {1, layer.classes()}, layer.lossWeight()));
    add(
        name,
        new OutputLayer.Builder(loss)
            .nIn(inputs)
            .nOut(layer.classes())
            .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
            .build(),
        input);
  }

  private static ILossFunction loss(RegressionLoss loss) {
    return switch (loss) {
      case SQUARED -> new LossMSE();
      case ABSOLUTE -> new LossMAE();
      case HUBER -> new HuberLoss();
    };
  }

  void regression(String name, RegressionOutput layer, Shape shape, String input) {
    int inputs = Math.toIntExact(shape.elements());
    add(
        name,
        new OutputLayer.Builder(loss(layer.loss()))
            .nIn(inputs)
            .nOut(layer.units())
            .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
            .build(),
        input);
  }

  void dropout(String name, double rate, String input) {
    add(name, new DropoutLayer.Builder(1 - rate).build(), input);
  }

  void dropPath(String name, DropPath layer, String input) {
    add(name, new DropPathVertex(layer.keep(), layer.depth()), input);
  }

  void flatten(String name, Shape.Image shape, String input) {
    add(
        name,
        new PreprocessorVertex(
            new CnnToFeedForwardPreProcessor(shape.height(), shape.width(), shape.channels())),
        input);
  }

  String zeroPad(String name, ZeroPad layer, String input) {
    return add(
        name,
        new ZeroPaddingLayer.Builder(layer.top(), layer.bottom(), layer.left(), layer.right())
            .build(),
        input);
  }

  void add(String name, List<String> inputs) {
    add(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), distinct(name, inputs));
  }

  void average(String name, List<String> inputs) {
    add(name, new ElementWiseVertex(ElementWiseVertex.Op.Average), distinct(name, inputs));
  }

  /** A part of the channels; what is wanted beyond the last one is a part of them times 0. */
  void channels(String name, ChannelWindow layer, Shape.Image shape, String input) {
    int taken = layer.taken(shape.channels());
    SubsetVertex part = new SubsetVertex(layer.from(), layer.from() + taken - 1);
    if (taken == layer.channels()) {
      add(name, part, input);
      return;
    }
    List<String> parts = new ArrayList<>();
    parts.add(add(name + INNER + "part", part, input));
    for (int rest = layer.channels() - taken; rest > 0; rest -= shape.channels()) {
      String inner = name + INNER + "zeros " + rest;
      int count = Math.min(rest, shape.channels());
      String some = add(inner + INNER + "part", new SubsetVertex(0, count - 1), input);
      parts.add(add(inner, new ScaleVertex(0), some));
    }
    add(name, new MergeVertex(), parts.toArray(String[]::new));
  }

  void channelScale(String name, List<String> inputs) {
    add(name, new ChannelScaleVertex(), inputs.toArray(String[]::new));
  }

  void concat(String name, List<String> inputs) {
    add(name, new MergeVertex(), distinct(name, inputs));
  }

  /**
   * The graph cannot take one vertex twice as input of another, so later mentions go through a
   * copy.
   */
  private String[] distinct(String name, List<String> inputs) {
    return IntStream.range(0, inputs.size())
        .mapToObj(i -> inputs.subList(0, i).contains(inputs.get(i))
            ? add(name + INNER + "again " + i, new ScaleVertex(1), inputs.get(i))
            : inputs.get(i))
        .toArray(String[]::new);
  }

  private String cut(String name, Border border, String input) {
    return border.cuts()
        ? cut(name + INNER + "cut", border.unusedRows(), border.unusedColumns(), input)
        : input;
  }

  /** Leaves out rows at the bottom and columns at the right. */
  String cut(String name, int rows, int columns, String input) {
    return add(name, new Cropping2D.Builder(0, rows, 0, columns).build(), input);
  }

  /** Keeps each so many-th row and column, from the first. */
  String thin(String name, int rows, int columns, String input) {
    return add(
        name,
        new SubsamplingLayer.Builder(
                PoolingType.MAX, new int[] {1, 1}, new int[] {rows, columns}, new int[] {0, 0})
            .convolutionMode(ConvolutionMode.Truncate)
            .build(),
        input);
  }

  String phases(String name, int rows, int columns, boolean apart, String input) {
    return add(name, new PhasesVertex(rows, columns, apart), input);
  }

  private static int[] kernel(Window window) {
    return new int[] {window.kernelHeight(), window.kernelWidth()};
  }

  private static int[] stride(Window window) {
    return new int[] {window.strideHeight(), window.strideWidth()};
  }
}
