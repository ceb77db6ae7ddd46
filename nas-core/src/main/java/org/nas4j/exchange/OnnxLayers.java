package org.nas4j.exchange;

import java.util.ArrayList;
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
import org.nas4j.exchange.OnnxGraph.Operation;

/**
 * Writes one node of an architecture as operations of ONNX, as it is at inference. The value of a
 * node has the node's name; a value within a node has a name with a second part. For one thread.
 */
final class OnnxLayers implements LayerVisitor<Void> {

  private static final double LEAK = 0.01;

  private final OnnxGraph graph;
  private final Architecture architecture;
  private final Map<String, WeightArray> weights;
  private final Node node;

  OnnxLayers(
      OnnxGraph graph, Architecture architecture, Map<String, WeightArray> weights, Node node) {
    this.graph = graph;
    this.architecture = architecture;
    this.weights = weights;
    this.node = node;
  }

  private String x() {
    return node.inputs().get(0);
  }

  private Shape shape() {
    return architecture.inputShapes(node).get(0);
  }

  private Shape.Image maps() {
    return (Shape.Image) shape();
  }

  /** A name of a value within this node. */
  private String within(String part) {
    return node.name() + "/" + part;
  }

  private Operation last(String type, String... inputs) {
    return new Operation(type, node.name(), List.of(inputs), List.of(node.name()));
  }

  private Operation inner(String type, String part, String... inputs) {
    return new Operation(type, within(part), List.of(inputs), List.of(within(part)));
  }

  private Void done(Operation operation) {
    graph.add(operation);
    return null;
  }

  /** The name of a weight array, which becomes a constant. */
  private String weight(String name) {
    String full = within(name);
    WeightArray array = weights.get(full);
    if (array == null) {
      throw new IllegalArgumentException("There are no weights [" + full + "], only "
          + weights.keySet().stream().limit(5).toList()
          + " and so on.\nMaybe pass all that TrainedNetwork.weights() returns.");
    }
    graph.constant(full, array.shape(), array.values());
    return full;
  }

  private String[] withBias(boolean bias, String... inputs) {
    List<String> all = new ArrayList<>(List.of(inputs));
    if (bias) {
      all.add(weight("bias"));
    }
    return all.toArray(String[]::new);
  }

  private static Operation slide(Operation operation, Window window, Shape.Image in) {
    int[] rows = padding(window, in.height(), true);
    int[] columns = padding(window, in.width(), false);
    return operation
        .with("kernel_shape", window.kernelHeight(), window.kernelWidth())
        .with("strides", window.strideHeight(), window.strideWidth())
        .with("pads", rows[0], columns[0], rows[1], columns[1]);
  }

  private static Operation convolve(
      Operation operation, Window window, Shape.Image in, int groups) {
    return slide(operation, window, in)
        .with("dilations", window.dilationHeight(), window.dilationWidth())
        .withOne("group", groups);
  }

  /** Zeros before and after: an odd one comes after. */
  private static int[] padding(Window window, int size, boolean rows) {
    if (!window.padding().same()) {
      int pad = rows ? window.padding().height() : window.padding().width();
      return new int[] {pad, pad};
    }
    int stride = rows ? window.strideHeight() : window.strideWidth();
    int kernel = rows ? window.kernelHeight() : window.kernelWidth();
    int dilation = rows ? window.dilationHeight() : window.dilationWidth();
    int steps = (size + stride - 1) / stride;
    int total = Math.max(0, (steps - 1) * stride + dilation * (kernel - 1) + 1 - size);
    return new int[] {total / 2, total - total / 2};
  }

  @Override
  public Void visit(Convolution layer) {
    Operation conv = last("Conv", withBias(layer.bias(), x(), weight("kernel")));
    return done(convolve(conv, layer.window(), maps(), layer.groups()));
  }

  @Override
  public Void visit(DepthwiseConvolution layer) {
    Operation conv = last("Conv", withBias(layer.bias(), x(), weight("kernel")));
    return done(convolve(conv, layer.window(), maps(), maps().channels()));
  }

  @Override
  public Void visit(SeparableConvolution layer) {
    Operation depthwise = inner("Conv", "half", x(), weight("depthwise"));
    graph.add(convolve(depthwise, layer.window(), maps(), maps().channels()));
    Shape.Image between = (Shape.Image) layer.depthwise().output(List.of(maps()));
    Operation pointwise = last("Conv", withBias(layer.bias(), within("half"), weight("pointwise")));
    return done(convolve(pointwise, layer.pointwise().window(), between, 1));
  }

  @Override
  public Void visit(FactorizedReduction layer) {
    Window everySecond = Window.square(1).stride(2);
    graph.add(convolve(inner("Conv", "evenHalf", x(), weight("even")), everySecond, maps(), 1));
    // A row and a column are cut off at the one side, and zeros put in at the other.
    graph.constant(within("shift"), 0, 0, -1, -1, 0, 0, 1, 1);
    graph.add(inner("Pad", "shifted", x(), within("shift")));
    graph.add(convolve(
        inner("Conv", "oddHalf", within("shifted"), weight("odd")), everySecond, maps(), 1));
    return done(last("Concat", within("evenHalf"), within("oddHalf")).withOne("axis", 1));
  }

  @Override
  public Void visit(Pooling layer) {
    Operation pool = layer.by() == PoolingKind.MAX
        ? last("MaxPool", x())
        : last("AveragePool", x()).withOne("count_include_pad", 0);
    return done(slide(pool, layer.window(), maps()));
  }

  @Override
  public Void visit(GlobalPooling layer) {
    String type = layer.by() == PoolingKind.MAX ? "GlobalMaxPool" : "GlobalAveragePool";
    graph.add(inner(type, "pooled", x()));
    return done(last("Flatten", within("pooled")).withOne("axis", 1));
  }

  @Override
  public Void visit(BatchNormalization layer) {
    Operation normalization = last(
        "BatchNormalization",
        x(),
        weight("gamma"),
        weight("beta"),
        weight("mean"),
        weight("variance"));
    return done(normalization.withReal("epsilon", layer.epsilon()));
  }

  @Override
  public Void visit(Activation layer) {
    return done(
        switch (layer.function()) {
          case RELU -> last("Relu", x());
          case LEAKY_RELU -> last("LeakyRelu", x()).withReal("alpha", LEAK);
          case ELU -> last("Elu", x()).withReal("alpha", 1);
          case TANH -> last("Tanh", x());
          case SIGMOID -> last("Sigmoid", x());
          case RELU6 -> limited();
          case HARD_SWISH -> hardSwish();
        });
  }

  private Operation limited() {
    graph.constant(within("least"), List.of(), new float[] {0});
    graph.constant(within("most"), List.of(), new float[] {6});
    return last("Clip", x(), within("least"), within("most"));
  }

  /** There is an operation of this name from opset 14 on only. */
  private Operation hardSwish() {
    Operation share = inner("HardSigmoid", "share", x());
    graph.add(share.withReal("alpha", 1.0 / 6).withReal("beta", 0.5));
    return last("Mul", x(), within("share"));
  }

  @Override
  public Void visit(Dense layer) {
    return done(product(node.name(), layer.bias()));
  }

  private Operation product(String name, boolean bias) {
    List<String> inputs = List.of(withBias(bias, x(), weight("kernel")));
    return new Operation("Gemm", name, inputs, List.of(name)).withOne("transB", 1);
  }

  @Override
  public Void visit(Dropout layer) {
    return done(last("Identity", x()));
  }

  @Override
  public Void visit(DropPath layer) {
    return done(last("Identity", x()));
  }

  @Override
  public Void visit(Identity layer) {
    return done(last("Identity", x()));
  }

  @Override
  public Void visit(Flatten layer) {
    return done(last("Flatten", x()).withOne("axis", 1));
  }

  @Override
  public Void visit(ZeroPad layer) {
    graph.constant(
        within("zeros"), 0, 0, layer.top(), layer.left(), 0, 0, layer.bottom(), layer.right());
    return done(last("Pad", x(), within("zeros")));
  }

  @Override
  public Void visit(ChannelWindow layer) {
    int taken = layer.taken(maps().channels());
    graph.constant(within("from"), layer.from());
    graph.constant(within("to"), layer.from() + taken);
    graph.constant(within("axis"), 1);
    String[] inputs = {x(), within("from"), within("to"), within("axis")};
    if (taken == layer.channels()) {
      return done(last("Slice", inputs));
    }
    graph.add(inner("Slice", "taken", inputs));
    graph.constant(within("zeros"), 0, 0, 0, 0, 0, layer.channels() - taken, 0, 0);
    return done(last("Pad", within("taken"), within("zeros")));
  }

  @Override
  public Void visit(Average layer) {
    return done(last("Mean", node.inputs().toArray(String[]::new)));
  }

  @Override
  public Void visit(Add layer) {
    return done(last("Sum", node.inputs().toArray(String[]::new)));
  }

  @Override
  public Void visit(Concat layer) {
    return done(last("Concat", node.inputs().toArray(String[]::new)).withOne("axis", 1));
  }

  @Override
  public Void visit(ChannelScale layer) {
    int channels = maps().channels();
    graph.constant(within("shape"), -1, channels, 1, 1);
    graph.add(inner("Reshape", "values", node.inputs().get(1), within("shape")));
    return done(last("Mul", x(), within("values")));
  }

  @Override
  public Void visit(SoftmaxOutput layer) {
    graph.add(product(within("logits"), true));
    return done(last("Softmax", within("logits")).withOne("axis", 1));
  }

  @Override
  public Void visit(RegressionOutput layer) {
    return done(product(node.name(), true));
  }
}
