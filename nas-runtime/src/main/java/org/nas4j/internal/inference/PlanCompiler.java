package org.nas4j.internal.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
import org.nas4j.arch.Layer;
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
 * Translates the nodes that the main output needs, one by one, into steps. Each visit returns the
 * slot of the node's values. For one thread.
 */
final class PlanCompiler implements LayerVisitor<Integer> {

  /** Maps of so few values do not fill the loops over them; many filters do then. */
  private static final int SMALL_AREA = 64;

  private final Architecture architecture;
  private final Map<String, WeightArray> weights;
  private final Slots slots = new Slots();
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Integer> slotOf = new HashMap<>();
  private final Map<String, Integer> readers = new HashMap<>();

  /** Normalizations that disappear into the node before them, by the name of that node. */
  private final Map<String, Folded> folded = new HashMap<>();

  private Node node;

  PlanCompiler(Architecture architecture, Map<String, WeightArray> weights) {
    this.architecture = architecture;
    this.weights = weights;
  }

  InferencePlan compile() {
    List<Node> needed = needed();
    for (Node each : needed) {
      each.inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
    }
    int input = room(architecture.input());
    slotOf.put(Architecture.INPUT, input);
    needed.forEach(this::fold);
    for (Node each : needed) {
      node = each;
      slotOf.put(each.name(), each.layer().accept(this));
    }
    return new InferencePlan(architecture, slots, steps, input, slotOf.get(architecture.output()));
  }

  private List<Node> needed() {
    Set<String> names = new HashSet<>(Set.of(architecture.output()));
    List<Node> needed = new ArrayList<>();
    List<Node> nodes = architecture.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (names.contains(nodes.get(i).name())) {
        names.addAll(nodes.get(i).inputs());
        needed.add(0, nodes.get(i));
      }
    }
    return needed;
  }

  private void fold(Node each) {
    String before = each.inputs().get(0);
    if (each.layer() instanceof BatchNormalization normalization
        && !before.equals(Architecture.INPUT)
        && readers.get(before) == 1
        && canTakeFactors(architecture.node(before).layer())) {
      folded.put(before, Folded.of(normalization, each.name(), weights));
    }
  }

  private static boolean canTakeFactors(Layer layer) {
    return layer.traits().hasWeights() && !layer.traits().finishes();
  }

  private int room(Shape shape) {
    return shape.match(
        image -> slots.own(image.channels(), image.height() * image.width()),
        vector -> slots.own(1, vector.size()));
  }

  private int room() {
    return room(architecture.shape(node.name()));
  }

  private int from() {
    return slotOf.get(node.inputs().get(0));
  }

  private Shape shapeIn() {
    return architecture.shape(node.inputs().get(0));
  }

  private static Shape.Image image(Shape shape) {
    return shape.match(image -> image, vector -> Shape.image(vector.size(), 1, 1));
  }

  private float[] array(String name) {
    return weights.get(node.name() + "/" + name).values();
  }

  /** An array as rows, one an output; copied. */
  private float[][] rows(String name, int count) {
    float[] values = array(name);
    float[][] rows = new float[count][values.length / count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(values, i * rows[i].length, rows[i], 0, rows[i].length);
    }
    return rows;
  }

  private float[] bias(boolean isThere, int count) {
    return isThere ? array("bias").clone() : new float[count];
  }

  private void foldInto(float[][] kernel, float[] bias) {
    Folded normalization = folded.get(node.name());
    if (normalization != null) {
      normalization.scale(kernel);
      normalization.move(bias);
    }
  }

  private int convolution(Slide slide, float[][] kernel, float[] bias, int groups, int from) {
    int to = slots.own(kernel.length, slide.area());
    int taps = slide.in().channels() * slide.window().area();
    if (groups == 1 && slide.area() < SMALL_AREA && kernel.length > slide.area()) {
      int patch = slots.own(2, taps);
      int product = slots.own(2, kernel.length);
      steps.add(new PatchStep(slide, Matrix.of(kernel, bias), from, patch, product, to));
      return to;
    }
    if (!slide.isPointwise()) {
      slots.needScratch(taps, slide.area());
    }
    steps.add(new ConvolutionStep(slide, kernel, bias, groups, from, to));
    return to;
  }

  private Slide slide(Window window) {
    return Slide.of(image(shapeIn()), image(architecture.shape(node.name())), window);
  }

  @Override
  public Integer visit(Convolution layer) {
    float[][] kernel = rows("kernel", layer.filters());
    float[] bias = bias(layer.bias(), layer.filters());
    foldInto(kernel, bias);
    return convolution(slide(layer.window()), kernel, bias, layer.groups(), from());
  }

  @Override
  public Integer visit(DepthwiseConvolution layer) {
    int channels = shapeIn().channels();
    float[][] kernel = rows("kernel", channels);
    float[] bias = bias(layer.bias(), channels);
    foldInto(kernel, bias);
    return convolution(slide(layer.window()), kernel, bias, channels, from());
  }

  @Override
  public Integer visit(SeparableConvolution layer) {
    int channels = shapeIn().channels();
    Slide whole = slide(layer.window());
    Shape.Image between = whole.out().withChannels(channels);
    int half = convolution(
        Slide.of(whole.in(), between, layer.window()),
        rows("depthwise", channels),
        new float[channels],
        channels,
        from());
    float[][] kernel = rows("pointwise", layer.filters());
    float[] bias = bias(layer.bias(), layer.filters());
    foldInto(kernel, bias);
    return convolution(Slide.of(between, whole.out(), Window.square(1)), kernel, bias, 1, half);
  }

  @Override
  public Integer visit(FactorizedReduction layer) {
    Shape.Image in = image(shapeIn());
    Shape.Image out = image(architecture.shape(node.name()));
    Slide even = new Slide(in, out, Window.square(1).stride(2), 0, 0);
    // One row and column on: places beyond the border are zeros.
    Slide odd = new Slide(in, out, Window.square(1).stride(2), -1, -1);
    int half = layer.filters() / 2;
    float[][] kernel = new float[layer.filters()][];
    System.arraycopy(rows("even", half), 0, kernel, 0, half);
    System.arraycopy(rows("odd", layer.filters() - half), 0, kernel, half, layer.filters() - half);
    float[] bias = new float[layer.filters()];
    foldInto(kernel, bias);
    float[][] first = Arrays.copyOfRange(kernel, 0, half);
    float[][] second = Arrays.copyOfRange(kernel, half, kernel.length);
    return slots.joined(List.of(
        convolution(even, first, Arrays.copyOfRange(bias, 0, half), 1, from()),
        convolution(odd, second, Arrays.copyOfRange(bias, half, bias.length), 1, from())));
  }

  @Override
  public Integer visit(Pooling layer) {
    int to = room();
    Slide slide = slide(layer.window());
    slots.needScratch(layer.window().area(), slide.area());
    steps.add(PoolingStep.of(slide, layer.by() == PoolingKind.MAX, from(), to));
    return to;
  }

  @Override
  public Integer visit(GlobalPooling layer) {
    int from = from();
    int to = room();
    boolean largest = layer.by() == PoolingKind.MAX;
    steps.add(values -> {
      for (int c = 0; c < values[from].length; c++) {
        values[to][0][c] = largest ? Rows.largest(values[from][c]) : Rows.mean(values[from][c]);
      }
    });
    return to;
  }

  @Override
  public Integer visit(BatchNormalization layer) {
    String before = node.inputs().get(0);
    if (folded.containsKey(before)) {
      return from();
    }
    Folded normalization = Folded.of(layer, node.name(), weights);
    int from = from();
    int to = target();
    steps.add(values -> normalization.apply(values[from], values[to]));
    return to;
  }

  /** The slot that is read, if nobody else reads it, else a new one. */
  private int target() {
    return slots.isOwn(from()) && isReadHereOnly(node.inputs().get(0)) ? from() : room();
  }

  /** Whether the values of a node, and of those that it shares them with, have this one reader. */
  private boolean isReadHereOnly(String name) {
    if (name.equals(Architecture.INPUT) || readers.get(name) != 1) {
      return false;
    }
    String before = architecture.node(name).inputs().get(0);
    return !slotOf.get(before).equals(slotOf.get(name)) || isReadHereOnly(before);
  }

  @Override
  public Integer visit(Activation layer) {
    int from = from();
    int to = target();
    steps.add(new ActivationStep(layer.function(), from, to));
    return to;
  }

  private int dense(int units, boolean bias) {
    float[][] kernel = rows("kernel", units);
    float[] shifts = bias(bias, units);
    foldInto(kernel, shifts);
    Matrix matrix = Matrix.of(kernel, shifts);
    int from = from();
    int to = room();
    steps.add(values -> matrix.multiply(values[from][0], values[to][0]));
    return to;
  }

  @Override
  public Integer visit(Dense layer) {
    return dense(layer.units(), layer.bias());
  }

  @Override
  public Integer visit(Dropout layer) {
    return from();
  }

  @Override
  public Integer visit(DropPath layer) {
    return from();
  }

  @Override
  public Integer visit(Identity layer) {
    return from();
  }

  @Override
  public Integer visit(Flatten layer) {
    if (layer.isIdle(List.of(shapeIn()))) {
      return from();
    }
    int from = from();
    int to = room();
    steps.add(values -> Rows.flatten(values[from], values[to][0]));
    return to;
  }

  @Override
  public Integer visit(ZeroPad layer) {
    Shape.Image in = image(shapeIn());
    Shape.Image out = image(architecture.shape(node.name()));
    int from = from();
    int to = room();
    // The border was made of zeros, and nobody writes there: later steps never share this slot.
    steps.add(values -> {
      for (int c = 0; c < in.channels(); c++) {
        for (int y = 0; y < in.height(); y++) {
          System.arraycopy(
              values[from][c],
              y * in.width(),
              values[to][c],
              (y + layer.top()) * out.width() + layer.left(),
              in.width());
        }
      }
    });
    return slots.same(to);
  }

  @Override
  public Integer visit(ChannelWindow layer) {
    int taken = layer.taken(shapeIn().channels());
    int from = from();
    int to = room();
    // Channels behind those that are taken were made of zeros, and nobody writes there.
    steps.add(values -> {
      for (int c = 0; c < taken; c++) {
        float[] row = values[from][layer.from() + c];
        System.arraycopy(row, 0, values[to][c], 0, row.length);
      }
    });
    return slots.same(to);
  }

  @Override
  public Integer visit(Add layer) {
    return sum();
  }

  @Override
  public Integer visit(Average layer) {
    int count = node.inputs().size();
    int from = sum();
    if (count == 1) {
      return from;
    }
    steps.add(values -> Rows.divide(values[from], count));
    return from;
  }

  private int sum() {
    List<Integer> parts = node.inputs().stream().map(slotOf::get).toList();
    if (parts.size() == 1) {
      return parts.get(0);
    }
    int to = room();
    int first = parts.get(0);
    int second = parts.get(1);
    steps.add(values -> Rows.add(values[first], values[second], values[to]));
    for (int part : parts.subList(2, parts.size())) {
      steps.add(values -> Rows.add(values[to], values[part], values[to]));
    }
    return to;
  }

  @Override
  public Integer visit(Concat layer) {
    List<Integer> parts = node.inputs().stream().map(slotOf::get).toList();
    if (parts.size() == 1) {
      return parts.get(0);
    }
    int joined = slots.joined(parts);
    if (shapeIn() instanceof Shape.Image) {
      return joined;
    }
    int to = room();
    steps.add(values -> Rows.flatten(values[joined], values[to][0]));
    return to;
  }

  @Override
  public Integer visit(ChannelScale layer) {
    int maps = from();
    int factors = slotOf.get(node.inputs().get(1));
    int to = room();
    steps.add(values -> Rows.scale(values[maps], values[factors][0], values[to]));
    return to;
  }

  @Override
  public Integer visit(SoftmaxOutput layer) {
    int to = dense(layer.classes(), true);
    steps.add(values -> Rows.softmax(values[to][0]));
    return to;
  }

  @Override
  public Integer visit(RegressionOutput layer) {
    return dense(layer.units(), true);
  }
}
