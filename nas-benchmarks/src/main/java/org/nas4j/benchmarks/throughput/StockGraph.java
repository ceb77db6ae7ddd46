package org.nas4j.benchmarks.throughput;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.weights.WeightInit;
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
import org.nas4j.arch.Layer;
import org.nas4j.arch.LayerVisitor;
import org.nas4j.arch.Node;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.PoolingKind;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * An architecture in Deeplearning4j's plain layers, as its documentation would have one write it:
 * layer by layer, sizes found out from the input. Knows the kinds of layers that the benchmark's
 * networks have.
 */
final class StockGraph {

  private final GraphBuilder graph;
  private final Map<String, String> vertices = new HashMap<>();

  private StockGraph(GraphBuilder graph) {
    this.graph = graph;
  }

  static ComputationGraphConfiguration of(Architecture architecture) {
    GraphBuilder graph = new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.FLOAT)
        .weightInit(WeightInit.RELU)
        .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
        .updater(new Nesterovs(Training.RATE, Training.MOMENTUM))
        .l2(Training.WEIGHT_DECAY)
        .graphBuilder()
        .addInputs(Architecture.INPUT)
        .setInputTypes(type(architecture.input()))
        .setOutputs(architecture.output());
    StockGraph stock = new StockGraph(graph);
    stock.vertices.put(Architecture.INPUT, Architecture.INPUT);
    for (Node node : architecture.nodes()) {
      node.layer().accept(stock.new Vertex(node, architecture.inputShapes(node).get(0)));
    }
    return graph.build();
  }

  private static InputType type(Shape shape) {
    return shape.match(
        maps -> InputType.convolutional(maps.height(), maps.width(), maps.channels()),
        vector -> InputType.feedForward(vector.size()));
  }

  /** A vertex cannot be fed twice by the same one, so the second time it is through a copy. */
  private String[] inputs(Node node) {
    List<String> inputs = new ArrayList<>();
    for (String each : node.inputs()) {
      String input = vertices.get(each);
      if (inputs.contains(input)) {
        String copy = node.name() + "-again" + inputs.size();
        graph.addVertex(copy, new ScaleVertex(1), input);
        input = copy;
      }
      inputs.add(input);
    }
    return inputs.toArray(String[]::new);
  }

  private void reduction(
      String name, FactorizedReduction reduction, Shape.Image shape, String input) {
    if (shape.height() % 2 + shape.width() % 2 > 0) {
      throw new IllegalArgumentException("Maps of [" + shape + "] are not halved here.");
    }
    Window thin = Window.square(1).stride(2);
    int even = reduction.filters() / 2;
    graph.addLayer(name + "-even", convolution(Convolution.of(even, thin)), input);
    graph.addLayer(name + "-shifted", new Cropping2D.Builder(1, 0, 1, 0).build(), input);
    Convolution odd = Convolution.of(reduction.filters() - even, thin);
    graph.addLayer(name + "-odd", convolution(odd), name + "-shifted");
    graph.addVertex(name, new MergeVertex(), name + "-even", name + "-odd");
  }

  private static ConvolutionLayer convolution(Convolution layer) {
    Window window = layer.window();
    return new ConvolutionLayer.Builder(kernel(window), stride(window), padding(window))
        .convolutionMode(mode(window))
        .nOut(layer.filters())
        .hasBias(layer.bias())
        .build();
  }

  private static SeparableConvolution2D separable(SeparableConvolution layer) {
    Window window = layer.window();
    return new SeparableConvolution2D.Builder(kernel(window), stride(window), padding(window))
        .convolutionMode(mode(window))
        .nOut(layer.filters())
        .hasBias(layer.bias())
        .build();
  }

  private static SubsamplingLayer pooling(Pooling layer) {
    Window window = layer.window();
    return new SubsamplingLayer.Builder(
            type(layer.by()), kernel(window), stride(window), padding(window))
        .convolutionMode(mode(window))
        .build();
  }

  private static PoolingType type(PoolingKind by) {
    return by == PoolingKind.MAX ? PoolingType.MAX : PoolingType.AVG;
  }

  private static ConvolutionMode mode(Window window) {
    return window.padding().same() ? ConvolutionMode.Same : ConvolutionMode.Truncate;
  }

  private static int[] kernel(Window window) {
    return new int[] {window.kernelHeight(), window.kernelWidth()};
  }

  private static int[] stride(Window window) {
    return new int[] {window.strideHeight(), window.strideWidth()};
  }

  private static int[] padding(Window window) {
    return new int[] {window.padding().height(), window.padding().width()};
  }

  /** Adds one node, if there is a translation. */
  private final class Vertex implements LayerVisitor<Void> {

    private final Node node;
    private final String name;
    private final String input;
    private final Shape shape;

    Vertex(Node node, Shape shape) {
      this.node = node;
      this.name = node.name();
      this.input = vertices.get(node.inputs().get(0));
      this.shape = shape;
    }

    private Void add(org.deeplearning4j.nn.conf.layers.Layer layer) {
      graph.addLayer(name, layer, input);
      vertices.put(name, name);
      return null;
    }

    private Void add(GraphVertex join) {
      graph.addVertex(name, join, inputs(node));
      vertices.put(name, name);
      return null;
    }

    private Void lookThrough() {
      vertices.put(name, input);
      return null;
    }

    private Void refuse(Layer layer) {
      throw new IllegalArgumentException("A layer of kind [" + layer.kind()
          + "] has no translation.\nMaybe add it beside the others.");
    }

    @Override
    public Void visit(Convolution layer) {
      return layer.groups() == 1 ? add(convolution(layer)) : refuse(layer);
    }

    @Override
    public Void visit(DepthwiseConvolution layer) {
      return refuse(layer);
    }

    @Override
    public Void visit(SeparableConvolution layer) {
      return add(separable(layer));
    }

    @Override
    public Void visit(FactorizedReduction layer) {
      reduction(name, layer, (Shape.Image) shape, input);
      vertices.put(name, name);
      return null;
    }

    @Override
    public Void visit(Pooling layer) {
      return add(pooling(layer));
    }

    @Override
    public Void visit(GlobalPooling layer) {
      return add(new GlobalPoolingLayer(type(layer.by())));
    }

    @Override
    public Void visit(BatchNormalization layer) {
      return add(new org.deeplearning4j.nn.conf.layers.BatchNormalization.Builder()
          .eps(layer.epsilon())
          .decay(layer.decay())
          .build());
    }

    @Override
    public Void visit(Activation layer) {
      return layer.equals(Activation.RELU)
          ? add(new ActivationLayer(org.nd4j.linalg.activations.Activation.RELU))
          : refuse(layer);
    }

    @Override
    public Void visit(Dense layer) {
      return add(
          new DenseLayer.Builder().nOut(layer.units()).hasBias(layer.bias()).build());
    }

    @Override
    public Void visit(Dropout layer) {
      return refuse(layer);
    }

    @Override
    public Void visit(DropPath layer) {
      return refuse(layer);
    }

    @Override
    public Void visit(Identity layer) {
      return lookThrough();
    }

    @Override
    public Void visit(Flatten layer) {
      return lookThrough(); // dense layers flatten by themselves
    }

    @Override
    public Void visit(ZeroPad layer) {
      return refuse(layer);
    }

    @Override
    public Void visit(Add layer) {
      return add(new ElementWiseVertex(ElementWiseVertex.Op.Add));
    }

    @Override
    public Void visit(Concat layer) {
      return node.inputs().size() == 1 ? lookThrough() : add(new MergeVertex());
    }

    @Override
    public Void visit(ChannelScale layer) {
      return refuse(layer);
    }

    @Override
    public Void visit(SoftmaxOutput layer) {
      return add(new OutputLayer.Builder(LossFunction.MCXENT)
          .nOut(layer.classes())
          .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
          .build());
    }

    @Override
    public Void visit(ChannelWindow layer) {
      return refuse(layer);
    }

    @Override
    public Void visit(Average layer) {
      return refuse(layer);
    }

    @Override
    public Void visit(RegressionOutput layer) {
      return refuse(layer);
    }
  }
}
