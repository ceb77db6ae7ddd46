package org.nas4j.dl4j.internal.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
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
import org.nas4j.arch.Padding;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.RegressionLoss;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.FusedGraph;

/** Translates an architecture into the steps of a plan, layer by layer. */
final class Compiler {

  /**
   * Where chance comes from: what gives each place that drops values its generator, the same for
   * paths, and the time on which the latter depends.
   */
  record Chance(
      Supplier<RandomGenerator> values,
      Supplier<RandomGenerator> paths,
      TrainingProgress progress) {

    /** A generator of its own for each place. */
    static Chance of(long seed) {
      SplittableRandom values = new SplittableRandom(seed);
      SplittableRandom paths = new SplittableRandom(~seed);
      return new Chance(values::split, paths::split, new TrainingProgress());
    }
  }

  private final Architecture architecture;
  private final FusedGraph simplified;
  private final Weights weights;
  private final Recorder recorder;
  private final double labelSmoothing;
  private final Chance chance;
  private final FeatureMapLayers maps;
  private final JoinLayers joins;
  private final DenseLayers products;
  private final Map<String, NodeValue> values = new HashMap<>();
  private final List<Loss> losses = new ArrayList<>();

  /**
   * Prepares to translate.
   *
   * @param used names of the nodes to be computed
   * @param chance what drops values
   */
  Compiler(
      Architecture architecture,
      Set<String> used,
      Weights weights,
      Recorder recorder,
      double labelSmoothing,
      Chance chance) {
    this.architecture = architecture;
    this.simplified = new FusedGraph(architecture, used);
    this.weights = weights;
    this.recorder = recorder;
    this.labelSmoothing = labelSmoothing;
    this.chance = chance;
    this.maps = new FeatureMapLayers(recorder);
    this.joins = new JoinLayers(recorder);
    this.products = new DenseLayers(recorder);
  }

  /**
   * Records all steps for a batch.
   *
   * @param input where its examples are
   * @return the losses, that of the main output first
   */
  List<Loss> compile(Tensor input) {
    values.put(Architecture.INPUT, new NodeValue(input, false));
    for (Node node : simplified.nodes()) {
      recorder.at(node.name());
      List<NodeValue> inputs = simplified.inputs(node).stream().map(values::get).toList();
      NodeValue value = node.layer().accept(new Steps(node.name(), inputs));
      if (value != null) {
        values.put(node.name(), value);
      }
    }
    recorder.keepPromises();
    return losses;
  }

  private static Shape.Image image(NodeValue value) {
    long[] sizes = value.sizes();
    return Shape.image((int) sizes[1], (int) sizes[2], (int) sizes[3]);
  }

  private static List<Shape> of(NodeValue value) {
    return List.of(image(value));
  }

  private static Slide slide(Window window, Shape.Image in, Shape out) {
    return Slide.of(window, in, (Shape.Image) out);
  }

  private static Convolution dense(DepthwiseConvolution layer, int channels) {
    return new Convolution(channels, layer.window(), channels, layer.bias());
  }

  private NodeValue convolution(
      String node, NodeValue input, Convolution layer, String kernel, boolean rectified) {
    return ConvolutionLayers.record(
        recorder,
        input,
        slide(layer.window(), image(input), layer.output(of(input))),
        layer.groups(),
        weights.get(node, kernel),
        layer.bias() ? weights.get(node, "bias") : null,
        rectified);
  }

  private NodeValue reduction(String node, NodeValue input, FactorizedReduction layer) {
    Shape.Image in = image(input);
    Shape.Image out = (Shape.Image) layer.output(of(input));
    Window window = Window.square(1).stride(2).padding(Padding.VALID);
    Slide even = Slide.of(window, in, out);
    Shape.Image rest = Shape.image(in.channels(), in.height() - 1, in.width() - 1);
    // Of an odd number of rows the last one has no partner: a row of zeros takes its place.
    Slide odd = Slide.of(window, rest, out);
    NodeValue first =
        ConvolutionLayers.record(recorder, input, even, 1, weights.get(node, "even"), null, false);
    NodeValue second = ConvolutionLayers.record(
        recorder, joins.shifted(input), odd, 1, weights.get(node, "odd"), null, false);
    return joins.concat(List.of(first, second));
  }

  private NodeValue global(NodeValue input, GlobalPooling layer) {
    Shape.Image in = image(input);
    Window all = Window.of(in.height(), in.width()).padding(Padding.VALID);
    Shape.Image out = Shape.image(in.channels(), 1, 1);
    return joins.flatten(maps.pooling(input, layer.by(), Slide.of(all, in, out)));
  }

  private NodeValue normalization(String node, BatchNormalization layer, NodeValue input) {
    FeatureMapLayers.Statistics statistics = new FeatureMapLayers.Statistics(
        weights.get(node, "gamma"),
        weights.get(node, "beta"),
        weights.statistic(node, "mean"),
        weights.statistic(node, "variance"));
    for (BlockedParameter each : new BlockedParameter[] {
      statistics.gamma(), statistics.beta(), statistics.mean(), statistics.variance()
    }) {
      if (each != null) {
        each.preferPlain(recorder.layouts());
      }
    }
    return maps.normalization(
        input, (float) layer.epsilon(), statistics, simplified.rectifies(node));
  }

  private NodeValue dropout(NodeValue input, double rate) {
    Tensor mask = mask(input);
    return joins.masked(input, mask, new DropoutMask(mask, rate, chance.values().get()));
  }

  private NodeValue dropPath(NodeValue input, DropPath layer) {
    Tensor mask = mask(input);
    int examples = (int) input.sizes()[0];
    return joins.masked(
        input,
        mask,
        new PathMask(mask, examples, layer, chance.progress(), chance.paths().get()));
  }

  /**
   * A factor for each value, in 32 bits: rounded to 16, the mean of what is let through would
   * change.
   */
  private Tensor mask(NodeValue input) {
    return recorder.tensor(recorder.layouts().of(FloatType.FLOAT32, input.home().layout()));
  }

  private NodeValue product(String node, NodeValue input, boolean bias, boolean last) {
    BlockedParameter shift = bias ? weights.get(node, "bias") : null;
    if (bias) {
      shift.preferPlain(recorder.layouts());
    }
    return products.dense(input, weights.get(node, "kernel"), shift, last);
  }

  private NodeValue output(
      String node, NodeValue input, Optional<RegressionLoss> regression, double weight) {
    NodeValue result = product(node, input, true, true);
    boolean main = node.equals(architecture.output());
    Tensor gradient = recorder.tensor(result.home().layout());
    Loss loss =
        new Loss(regression, weight, labelSmoothing, result.home(), gradient, result.sizes());
    losses.add(main ? 0 : losses.size(), loss);
    result.home().buffer().keep();
    if (recorder.isTraining()) {
      gradient.buffer().keep();
      recorder.register(gradient);
      result.receive(gradient);
    }
    return null;
  }

  /**
   * Records the steps of one node; what comes of it is where its values are, or null for an output.
   */
  private final class Steps implements LayerVisitor<NodeValue> {

    private final String node;
    private final List<NodeValue> inputs;
    private final NodeValue input;

    Steps(String node, List<NodeValue> inputs) {
      this.node = node;
      this.inputs = inputs;
      this.input = inputs.get(0);
    }

    @Override
    public NodeValue visit(Convolution layer) {
      return convolution(node, input, layer, "kernel", simplified.rectifies(node));
    }

    @Override
    public NodeValue visit(DepthwiseConvolution layer) {
      Convolution grouped = dense(layer, image(input).channels());
      return convolution(node, input, grouped, "kernel", simplified.rectifies(node));
    }

    @Override
    public NodeValue visit(SeparableConvolution layer) {
      Convolution first = dense(layer.depthwise(), image(input).channels());
      NodeValue half = convolution(node, input, first, "depthwise", false);
      return convolution(node, half, layer.pointwise(), "pointwise", simplified.rectifies(node));
    }

    @Override
    public NodeValue visit(FactorizedReduction layer) {
      return reduction(node, input, layer);
    }

    @Override
    public NodeValue visit(Pooling layer) {
      return maps.pooling(
          input, layer.by(), slide(layer.window(), image(input), layer.output(of(input))));
    }

    @Override
    public NodeValue visit(GlobalPooling layer) {
      return global(input, layer);
    }

    @Override
    public NodeValue visit(BatchNormalization layer) {
      return normalization(node, layer, input);
    }

    @Override
    public NodeValue visit(Activation layer) {
      return maps.activation(input, layer.function(), simplified.isDone(node));
    }

    @Override
    public NodeValue visit(Dense layer) {
      return product(node, input, layer.bias(), false);
    }

    @Override
    public NodeValue visit(Dropout layer) {
      return recorder.isTraining() ? dropout(input, layer.rate()) : input;
    }

    @Override
    public NodeValue visit(DropPath layer) {
      return recorder.isTraining() ? dropPath(input, layer) : input;
    }

    @Override
    public NodeValue visit(Identity layer) {
      return input;
    }

    @Override
    public NodeValue visit(Flatten layer) {
      return joins.flatten(input);
    }

    @Override
    public NodeValue visit(ZeroPad layer) {
      return joins.zeroPad(input, layer);
    }

    @Override
    public NodeValue visit(ChannelWindow layer) {
      return joins.channels(input, layer);
    }

    @Override
    public NodeValue visit(Add layer) {
      return joins.add(inputs);
    }

    @Override
    public NodeValue visit(Average layer) {
      return joins.average(inputs);
    }

    @Override
    public NodeValue visit(Concat layer) {
      return joins.concat(inputs);
    }

    @Override
    public NodeValue visit(ChannelScale layer) {
      return ChannelScaling.record(recorder, input, inputs.get(1));
    }

    @Override
    public NodeValue visit(SoftmaxOutput layer) {
      return output(node, input, Optional.empty(), layer.lossWeight());
    }

    @Override
    public NodeValue visit(RegressionOutput layer) {
      return output(node, input, Optional.of(layer.loss()), 1);
    }
  }
}
