package org.nas4j.dl4j.internal.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.ZeroPad;

/** Adds the nodes of an architecture to a graph, each as its kind of layer wants it. */
final class LayerAdder {

  private final GraphLayers layers;
  private final Architecture architecture;

  /** Vertices that may yield memory that is not their own, which others may use. */
  private final Set<String> borrowing = new HashSet<>(Set.of(Architecture.INPUT));

  LayerAdder(GraphLayers layers, Architecture architecture) {
    this.layers = layers;
    this.architecture = architecture;
  }

  /**
   * Adds a vertex named as the node.
   *
   * @param inputs names of the vertices that feed it
   * @param shared whether others read the first of them too
   */
  void add(Node node, List<String> inputs, boolean shared) {
    node.layer().accept(new Vertex(node, inputs, shared || borrowing.contains(inputs.get(0))));
  }

  private final class Vertex implements LayerVisitor<Void> {

    private final String name;
    private final List<String> inputs;
    private final String input;
    private final Shape shape;
    private final boolean shared;

    Vertex(Node node, List<String> inputs, boolean shared) {
      this.name = node.name();
      this.inputs = inputs;
      this.input = inputs.get(0);
      this.shape = architecture.inputShapes(node).get(0);
      this.shared = shared;
    }

    private Shape.Image maps() {
      return (Shape.Image) shape;
    }

    @Override
    public Void visit(Convolution layer) {
      layers.convolution(name, layer, maps(), input);
      return null;
    }

    @Override
    public Void visit(DepthwiseConvolution layer) {
      layers.depthwise(name, layer, maps(), input);
      return null;
    }

    @Override
    public Void visit(SeparableConvolution layer) {
      layers.separable(name, layer, maps(), input);
      return null;
    }

    @Override
    public Void visit(FactorizedReduction layer) {
      layers.reduction(name, layer, maps(), input);
      return null;
    }

    @Override
    public Void visit(Pooling layer) {
      layers.pooling(name, layer, maps(), input);
      return null;
    }

    @Override
    public Void visit(GlobalPooling layer) {
      layers.globalPooling(name, layer.by(), input);
      return null;
    }

    @Override
    public Void visit(BatchNormalization layer) {
      layers.normalization(name, layer, shape, input);
      return null;
    }

    @Override
    public Void visit(Activation layer) {
      layers.activation(name, layer, shared ? layers.copy(name, input) : input);
      return null;
    }

    @Override
    public Void visit(Dense layer) {
      layers.dense(name, layer, shape, input);
      return null;
    }

    @Override
    public Void visit(Dropout layer) {
      borrowing.add(name);
      layers.dropout(name, layer.rate(), input);
      return null;
    }

    @Override
    public Void visit(DropPath layer) {
      layers.dropPath(name, layer, input);
      return null;
    }

    @Override
    public Void visit(Identity layer) {
      throw new IllegalStateException(
          "Node [" + name + "] is an identity, which was to be looked through.");
    }

    @Override
    public Void visit(Flatten layer) {
      borrowing.add(name);
      layers.flatten(name, maps(), input);
      return null;
    }

    @Override
    public Void visit(ZeroPad layer) {
      layers.zeroPad(name, layer, input);
      return null;
    }

    /** Deeplearning4j gives a part of the input's own memory. */
    @Override
    public Void visit(ChannelWindow layer) {
      borrowing.add(name);
      layers.channels(name, layer, maps(), input);
      return null;
    }

    @Override
    public Void visit(Add layer) {
      layers.add(name, inputs);
      return null;
    }

    @Override
    public Void visit(Average layer) {
      layers.average(name, inputs);
      return null;
    }

    @Override
    public Void visit(Concat layer) {
      layers.concat(name, inputs);
      return null;
    }

    @Override
    public Void visit(ChannelScale layer) {
      layers.channelScale(name, inputs);
      return null;
    }

    @Override
    public Void visit(SoftmaxOutput layer) {
      layers.softmax(name, layer, shape, input);
      return null;
    }

    @Override
    public Void visit(RegressionOutput layer) {
      layers.regression(name, layer, shape, input);
      return null;
    }
  }
}
