package org.nas4j.spaces.nas;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.spaces.SpaceOptions;
import org.nas4j.space.Anchor;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ClassifierHead;

/**
 * Convolutional networks with skip connections, as NAS searches them (Zoph and Le 2017, sections
 * 3.1 to 3.3; zoph2017nas). For each layer it asks its type where there is a choice, filter height,
 * filter width, stride height and width where there is a choice, and number of filters; then, at
 * the layer's anchor, for each earlier layer whether to read it.
 *
 * <p>Assembly follows the paper: the layers that are read are concatenated, smaller maps padded
 * with zeros; a layer that reads none reads the image; what no layer reads is concatenated before
 * the classifier. So every choice of answers can be built.
 *
 * <p>Deviations, where the paper is silent or larger than a small machine: normalization comes
 * between convolution and rectifier; the convolution has no bias then; maps are padded evenly on
 * all sides; pooling after a layer halves all that later layers read, so that a skip connection
 * does not bring the old resolution back; the head averages each map, or flattens
 * ({@link Builder#head}).
 *
 * <p>Immutable and thread-safe.
 */
public final class NasSkipSpace implements SearchSpace<Architecture> {

  /** The name of the decision that is asked first where there is a choice of depths. */
  public static final String DEPTH = "number of layers";

  private static final String LINK = "skip connection";
  private static final Window POOL = Window.square(2).stride(2);

  /** What a layer may be. */
  public enum LayerType {
    /** A convolution, whose sizes are asked next. */
    CONVOLUTION,
    /** The maximum of each 2×2 values, which halves the resolution. */
    MAX_POOLING,
    /** The mean of each 2×2 values, which halves the resolution. */
    AVERAGE_POOLING
  }

  private final Components components;
  private final Decision<Integer> depth;
  private final Decision<LayerType> layerType;
  private final Decision<Integer> filterHeight;
  private final Decision<Integer> filterWidth;
  private final Decision<Integer> strideHeight;
  private final Decision<Integer> strideWidth;
  private final Decision<Integer> filters;

  private NasSkipSpace(Components components) {
    this.components = components;
    this.depth = new Decision<>(DEPTH, components.layers().options());
    this.layerType = new Decision<>("layer type", components.layerTypes());
    this.filterHeight = new Decision<>("filter height", components.filterHeights());
    this.filterWidth = new Decision<>("filter width", components.filterWidths());
    this.strideHeight = new Decision<>("stride height", components.strides());
    this.strideWidth = new Decision<>("stride width", components.strides());
    this.filters = new Decision<>("number of filters", components.filters());
  }

  private record Components(
      Shape.Image input,
      int classes,
      Depths layers,
      List<LayerType> layerTypes,
      List<Integer> filterHeights,
      List<Integer> filterWidths,
      List<Integer> strides,
      List<Integer> filters,
      Set<Integer> poolAfter,
      ClassifierHead head) {}

  /**
   * Numbers of layers to choose from; one prints as itself, as in journals of the first version.
   */
  private record Depths(List<Integer> options) {

    int deepest() {
      return options.get(options.size() - 1);
    }

    @Override
    public String toString() {
      return options.size() == 1 ? String.valueOf(options.get(0)) : options.toString();
    }
  }

  /**
   * The paper's space without strides and pooling, at its first depth: 6 layers, kernels of 1, 3, 5
   * or 7 rows and columns, 24, 36, 48 or 64 filters, averaged before the classifier. With
   * {@link Builder#growing} its depth grows in the course of a search.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return a builder with these settings, to be changed or built
   */
  public static Builder builder(Shape input, int classes) {
    return new Builder(SpaceOptions.image(input), classes);
  }

  /**
   * A space that two cores can search with images of 28×28: 4 layers, kernels of 1, 3 or 5 rows and
   * columns, 8, 16, 24 or 32 filters, pooling after the first and third layer, and a flattening
   * head.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return the space
   */
  public static NasSkipSpace small(Shape input, int classes) {
    return builder(input, classes)
        .layers(4)
        .filterHeights(1, 3, 5)
        .filterWidths(1, 3, 5)
        .filters(8, 16, 24, 32)
        .poolAfter(1, 3)
        .head(ClassifierHead.FLATTEN)
        .build();
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder(components.input(), components.classes());
    builder.layers = components.layers().options();
    builder.layerTypes = components.layerTypes();
    builder.filterHeights = components.filterHeights();
    builder.filterWidths = components.filterWidths();
    builder.strides = components.strides();
    builder.filters = components.filters();
    builder.poolAfter = components.poolAfter();
    builder.head = components.head();
    return builder;
  }

  /**
   * The settings by name.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return Settings.of(components);
  }

  @Override
  public Architecture build(Choices choices) {
    SkipNetwork network = new SkipNetwork(components.input());
    List<Anchor> earlier = new ArrayList<>();
    int layers = SpaceOptions.ask(choices, depth);
    for (int layer = 1; layer <= layers; layer++) {
      Layer picked = pickLayer(choices);
      Anchor here = choices.anchor();
      network.add(picked, pickSources(choices, earlier));
      earlier.add(here);
      if (components.poolAfter().contains(layer)) {
        network.reduce();
      }
    }
    return network.classify(components.classes(), components.head());
  }

  private Layer pickLayer(Choices choices) {
    return switch (SpaceOptions.ask(choices, layerType)) {
      case CONVOLUTION -> pickConvolution(choices);
      case MAX_POOLING -> Pooling.max(POOL);
      case AVERAGE_POOLING -> Pooling.average(POOL);
    };
  }

  private Convolution pickConvolution(Choices choices) {
    int rows = SpaceOptions.ask(choices, filterHeight);
    int columns = SpaceOptions.ask(choices, filterWidth);
    int down = SpaceOptions.ask(choices, strideHeight);
    int right = SpaceOptions.ask(choices, strideWidth);
    Window window = Window.of(rows, columns).stride(down, right);
    return Convolution.of(SpaceOptions.ask(choices, filters), window);
  }

  private static List<Integer> pickSources(Choices choices, List<Anchor> earlier) {
    List<Integer> sources = new ArrayList<>();
    for (int i = 0; i < earlier.size(); i++) {
      if (choices.link(LINK, earlier.get(i))) {
        sources.add(i);
      }
    }
    return sources;
  }

  @Override
  public String toString() {
    return "NasSkipSpace[" + components.layers() + " layers on " + components.input() + "]";
  }

  /** Settings of a space. For one thread. */
  public static final class Builder {

    private final Shape.Image input;
    private final int classes;
    private List<Integer> layers = List.of(DepthSchedule.NAS.initial());
    private List<LayerType> layerTypes = List.of(LayerType.CONVOLUTION);
    private List<Integer> filterHeights = List.of(1, 3, 5, 7);
    private List<Integer> filterWidths = List.of(1, 3, 5, 7);
    private List<Integer> strides = List.of(1);
    private List<Integer> filters = List.of(24, 36, 48, 64);
    private Set<Integer> poolAfter = Set.of();
    private ClassifierHead head = ClassifierHead.GLOBAL_AVERAGE;

    private Builder(Shape.Image input, int classes) {
      this.input = input;
      this.classes = Checks.atLeast(classes, 2, "number of classes");
    }

    /**
     * The number of layers; 6 unless set.
     *
     * @param newLayers at least 1
     * @return this
     */
    public Builder layers(int newLayers) {
      layers = List.of(Checks.positive(newLayers, "number of layers"));
      return this;
    }

    /**
     * Asks for the number of layers first, under the name {@link #DEPTH}, with the depths of a
     * schedule for options. A search in which they come one after the other, as in the paper, is
     * the strategy {@code GrowingDepth} on this space.
     *
     * @param schedule whose first depth and steps they are
     * @param deepest the last of them, at least the first
     * @return this
     */
    public Builder growing(DepthSchedule schedule, int deepest) {
      Checks.atLeast(deepest, schedule.initial(), "greatest number of layers");
      int step = Checks.positive(schedule.increase(), "increase of layers");
      layers = IntStream.rangeClosed(0, (deepest - schedule.initial()) / step)
          .mapToObj(i -> schedule.initial() + i * step)
          .toList();
      return this;
    }

    /**
     * What each layer may be, asked before all else about it where there is a choice; a convolution
     * unless set. The paper says that other types need such a question, and does not publish sizes
     * of its pooling layers: ours halve the resolution and have no further questions.
     *
     * @param types at least one, each once
     * @return this
     */
    public Builder layerTypes(LayerType... types) {
      List<LayerType> list = List.of(types);
      Checks.positive(list.size(), "number of layer types");
      if (Set.copyOf(list).size() < list.size()) {
        throw new IllegalArgumentException("Types of layers must differ, but are " + list + ".");
      }
      layerTypes = list;
      return this;
    }

    /**
     * Rows of a filter; 1, 3, 5, 7 unless set.
     *
     * @param options rising, each at least 1
     * @return this
     */
    public Builder filterHeights(int... options) {
      filterHeights = SpaceOptions.sizes("filter height", options);
      return this;
    }

    /**
     * Columns of a filter; 1, 3, 5, 7 unless set.
     *
     * @param options rising, each at least 1
     * @return this
     */
    public Builder filterWidths(int... options) {
      filterWidths = SpaceOptions.sizes("filter width", options);
      return this;
    }

    /**
     * Rows and columns per step, asked one by one; 1 unless set, and 1, 2, 3 in the paper's second
     * experiment.
     *
     * @param options rising, each at least 1
     * @return this
     */
    public Builder strides(int... options) {
      strides = SpaceOptions.sizes("stride", options);
      return this;
    }

    /**
     * Numbers of filters; 24, 36, 48, 64 unless set.
     *
     * @param options rising, each at least 1
     * @return this
     */
    public Builder filters(int... options) {
      filters = SpaceOptions.sizes("number of filters", options);
      return this;
    }

    /**
     * After which layers the resolution is halved by maximum pooling; none unless set. In the
     * paper's third experiment layers 13 and 24 are pooling layers.
     *
     * @param layerNumbers numbers of layers, the first being 1
     * @return this
     */
    public Builder poolAfter(int... layerNumbers) {
      Set<Integer> numbers = new TreeSet<>();
      for (int each : layerNumbers) {
        numbers.add(Checks.positive(each, "number of a layer to pool after"));
      }
      poolAfter = Collections.unmodifiableSet(numbers);
      return this;
    }

    /**
     * How the maps become a vector; averaged unless set.
     *
     * @param newHead averaging or flattening
     * @return this
     */
    public Builder head(ClassifierHead newHead) {
      head = requireNonNull(newHead, "newHead");
      return this;
    }

    /**
     * The space.
     *
     * @return a space with these settings
     * @throws IllegalArgumentException if there is pooling after a layer that does not exist
     */
    public NasSkipSpace build() {
      Depths depths = new Depths(layers);
      List<Integer> beyond =
          poolAfter.stream().filter(layer -> layer > depths.deepest()).toList();
      if (!beyond.isEmpty()) {
        throw new IllegalArgumentException("Pooling is asked for after layers "
            + beyond
            + ", but there are only ["
            + depths
            + "].\nMaybe set more layers.");
      }
      return new NasSkipSpace(new Components(
          input,
          classes,
          depths,
          layerTypes,
          filterHeights,
          filterWidths,
          strides,
          filters,
          poolAfter,
          head));
    }
  }
}
