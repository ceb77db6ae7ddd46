package org.nas4j.spaces.blockqnn;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nas4j.arch.Add;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.internal.spaces.CellLayers;

/**
 * A block of BlockQNN as its network structure code (zhong2018blockqnn, table 1): for each layer
 * the numbers (index, type, kernel, predecessor, predecessor), with types 1 convolution, 2 maximum
 * pooling, 3 average pooling, 4 identity, 5 addition, 6 concatenation and 7 the end. Immutable,
 * with value equality.
 */
public final class NscBlock {

  private static final Pattern LAYER = Pattern.compile("\\((\\d+),(\\d+),(\\d+),(\\d+),(\\d+)\\)");

  private final List<NscLayer> layers;

  NscBlock(List<NscLayer> layers) {
    this.layers = List.copyOf(layers);
  }

  /**
   * Reads a code such as {@code (1,1,3,0,0) (2,5,0,0,1) (3,7,0,0,0)}.
   *
   * @param code five numbers a layer; the end may be left out
   * @return the block
   * @throws IllegalArgumentException if a layer is none of the code's, or reads what comes later
   */
  public static NscBlock parse(String code) {
    List<NscLayer> layers = new ArrayList<>();
    for (String text : requireNonNull(code, "code").strip().split("\\s+")) {
      int index = layers.size() + 1;
      NscLayer layer = layer(text, index)
          .orElseThrow(() -> new IllegalArgumentException("Block [" + code + "] has [" + text
              + "] where layer [" + index
              + "] should be.\nMaybe it reads a layer that comes later, or has no such kernel."));
      if (layer.type() == NscLayer.Type.TERMINAL) {
        break;
      }
      layers.add(layer);
    }
    return new NscBlock(layers);
  }

  private static Optional<NscLayer> layer(String text, int index) {
    Matcher numbers = LAYER.matcher(text);
    if (!numbers.matches()) {
      return Optional.empty();
    }
    int type = Integer.parseInt(numbers.group(2));
    int one = Integer.parseInt(numbers.group(4));
    int other = Integer.parseInt(numbers.group(5));
    boolean joins = type < NscLayer.Type.values().length && NscLayer.Type.values()[type].joins();
    String inOrder = "(" + index + "," + type + "," + numbers.group(3) + ","
        + (joins ? Math.min(one, other) + "," + Math.max(one, other) : one + "," + other) + ")";
    boolean numbered = Integer.parseInt(numbers.group(1)) == index;
    return NscLayer.options(index).stream()
        .filter(option -> numbered && option.fits(index))
        .map(option -> option.at(index))
        .filter(option -> option.toString().equals(inOrder))
        .findFirst();
  }

  List<NscLayer> layers() {
    return layers;
  }

  /** Indices of the layers that no other layer reads. */
  List<Integer> loose() {
    Set<Integer> read = new HashSet<>();
    layers.forEach(layer -> read.addAll(layer.inputs()));
    return IntStream.rangeClosed(1, layers.size())
        .filter(i -> !read.contains(i))
        .boxed()
        .toList();
  }

  /**
   * The number of edges by the number of nodes: the nodes are the block's input, its layers, and,
   * if several layers are read by no other, the concatenation of these.
   *
   * @return above 0
   */
  public double density() {
    int loose = loose().size();
    int edges = layers.stream().mapToInt(layer -> layer.inputs().size()).sum();
    return loose > 1
        ? (double) (edges + loose) / (layers.size() + 2)
        : (double) edges / (layers.size() + 1);
  }

  /** Adds the block to a network. */
  String build(CellLayers cell, String input) {
    List<String> nodes = new ArrayList<>(List.of(input));
    for (NscLayer layer : layers) {
      nodes.add(add(cell, layer, nodes));
    }
    List<String> loose = loose().stream().map(nodes::get).toList();
    String out = loose.size() == 1
        ? loose.get(0)
        : cell.add("output/concat", new Concat(), loose.toArray(String[]::new));
    return cell.match("output", out, out);
  }

  private static String add(CellLayers cell, NscLayer layer, List<String> nodes) {
    String name = "layer" + layer.index();
    String x = nodes.get(layer.first());
    Window window = layer.kernel() > 1 ? Window.square(layer.kernel()) : null;
    return switch (layer.type()) {
      case CONVOLUTION -> cell.convolution(name, Window.square(layer.kernel()), x);
      case MAX_POOLING -> cell.add(name, window == null ? new Identity() : Pooling.max(window), x);
      case AVERAGE_POOLING ->
        cell.add(name, window == null ? new Identity() : Pooling.average(window), x);
      case IDENTITY -> cell.add(name, new Identity(), x);
      case ADDITION -> sum(cell, name, x, nodes.get(layer.second()));
      case CONCATENATION -> {
        String both = cell.add(name + "/concat", new Concat(), x, nodes.get(layer.second()));
        yield cell.convolution(name, Window.square(1), both);
      }
      default -> throw new IllegalStateException("[" + layer + "] builds no layer.");
    };
  }

  private static String sum(CellLayers cell, String name, String first, String second) {
    int wide = Math.max(channels(cell, first), channels(cell, second));
    CellLayers projection = new CellLayers(cell.network(), cell.prefix(), wide, cell.dropPath());
    return cell.add(
        name + "/add",
        new Add(),
        projection.match(name + "/first", first, first),
        projection.match(name + "/second", second, second));
  }

  private static int channels(CellLayers cell, String node) {
    return ((Shape.Image) cell.network().shape(node)).channels();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NscBlock that && layers.equals(that.layers);
  }

  @Override
  public int hashCode() {
    return layers.hashCode();
  }

  /** The code, with its end. */
  @Override
  public String toString() {
    return layers.stream().map(NscLayer::toString).collect(Collectors.joining(" ")) + " ("
        + (layers.size() + 1) + ",7,0,0,0)";
  }
}
