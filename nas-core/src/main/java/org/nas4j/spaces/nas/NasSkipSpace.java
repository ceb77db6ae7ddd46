package org.nas4j.spaces.nas;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.internal.spaces.SpaceOptions;
import org.nas4j.space.Anchor;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ClassifierHead;

/**
 * Convolutional networks with skip connections, as NAS searches them (Zoph and Le 2017, sections 3.1
 * to 3.3; zoph2017nas). For each layer it asks its type where there is a choice, filter height, filter width, stride height and width
 * where there is a choice, and number of filters; then, at the layer's anchor, for each earlier
 * layer whether to read it.
 *
 * <p>Assembly follows the paper: the layers that are read are concatenated, smaller maps padded with
 * zeros; a layer that reads none reads the image; what no layer reads is concatenated before the
 * classifier. So every choice of answers can be built.
 *
 * <p>Deviations, where the paper is silent or larger than a small machine: normalization comes
 * between convolution and rectifier; the convolution has no bias then; maps are padded evenly on all
 * sides; pooling after a layer halves all that later layers read, so that a skip connection does not
 * bring the old resolution back; the head averages each map, or flattens ({@link Builder#head}).
 *
 * <p>Immutable and thread-safe.
 */
public final class NasSkipSpace implements SearchSpace<Architecture> {

  private static final String LINK = "skip connection";
  private static final String TYPE = "layer type";
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

  private final Shape.Image input;
  private final int classes;
  private final int layers;
  private final Decision<LayerType> layerType;
  private final Decision<Integer> filterHeight;
  private final Decision<Integer> filterWidth;
  private final Decision<Integer> strideHeight;
  private final Decision<Integer> strideWidth;
  private final Decision<Integer> filters;
  private final Set<Integer> poolAfter;
  private final ClassifierHead head;

  private NasSkipSpace(Builder builder) {
    this.input = builder.input;
    this.classes = builder.classes;
    this.layers = builder.layers;
    this.layerType = builder.layerType;
    this.filterHeight = builder.filterHeight;
    this.filterWidth = builder.filterWidth;
    this.strideHeight = builder.strideHeight;
    this.strideWidth = builder.strideWidth;
    this.filters = builder.filters;
    this.poolAfter = Set.copyOf(builder.poolAfter);
    this.head = builder.head;
  }

  /**
   * The paper's space without strides and pooling, at its first depth: 6 layers, kernels of 1, 3, 5
   * or 7 rows and columns, 24, 36, 48 or 64 filters, averaged before the classifier. See {@link
   * DepthSchedule#NAS} for how its depth grows.
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

  @Override
  public Architecture build(Choices choices) {
    SkipNetwork network = new SkipNetwork(input);
    List<Anchor> earlier = new ArrayList<>();
    for (int layer = 1; layer <= layers; layer++) {
      Layer picked = pickLayer(choices);
      Anchor here = choices.anchor();
      network.add(picked, pickSources(choices, earlier));
      earlier.add(here);
      if (poolAfter.contains(layer)) {
        network.reduce();
      }
    }
    return network.classify(classes, head);
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
    return "NasSkipSpace[" + layers + " layers on " + input + "]";
  }

  /** Settings of a space. For one thread. */
  public static final class Builder {

    private final Shape.Image input;
    private final int classes;
    private int layers = DepthSchedule.NAS.initial();
    private Decision<LayerType> layerType = Decision.of(TYPE, LayerType.CONVOLUTION);
    private Decision<Integer> filterHeight = SpaceOptions.sizes("filter height", 1, 3, 5, 7);
    private Decision<Integer> filterWidth = SpaceOptions.sizes("filter width", 1, 3, 5, 7);
    private Decision<Integer> strideHeight = SpaceOptions.sizes("stride height", 1);
    private Decision<Integer> strideWidth = SpaceOptions.sizes("stride width", 1);
    private Decision<Integer> filters = SpaceOptions.sizes("number of filters", 24, 36, 48, 64);
    private Set<Integer> poolAfter = Set.of();
    private ClassifierHead head = ClassifierHead.GLOBAL_AVERAGE;

    private Builder(Shape.Image input, int classes) {
      this.input = input;
      this.classes = SpaceOptions.atLeast(2, classes, "number of classes");
    }

    /**
     * The number of layers; 6 unless set.
     *
     * @param newLayers at least 1
     * @return this
     */
    public Builder layers(int newLayers) {
      layers = SpaceOptions.atLeast(1, newLayers, "number of layers");
      return this;
    }

    /**
     * What each layer may be, asked before all else about it where there is a choice; a convolution
     * unless set. The paper says that other types need such a question, and does not publish sizes of
     * its pooling layers: ours halve the resolution and have no further questions.
     *
     * @param types at least one, each once
     * @return this
     */
    public Builder layerTypes(LayerType... types) {
      layerType = Decision.of(TYPE, types);
      if (Set.copyOf(layerType.options()).size() < types.length) {
        throw new IllegalArgumentException(
            "Types of layers must differ, but are " + layerType.options() + ".");
      }
      return this;
    }

    /**
     * Rows of a filter; 1, 3, 5, 7 unless set.
     *
     * @param options rising, each at least 1
     * @return this
     */
    public Builder filterHeights(int... options) {
      filterHeight = SpaceOptions.sizes(filterHeight.name(), options);
      return this;
    }

    /**
     * Columns of a filter; 1, 3, 5, 7 unless set.
     *
     * @param options rising, each at least 1
     * @return this
     */
    public Builder filterWidths(int... options) {
      filterWidth = SpaceOptions.sizes(filterWidth.name(), options);
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
      strideHeight = SpaceOptions.sizes(strideHeight.name(), options);
      strideWidth = SpaceOptions.sizes(strideWidth.name(), options);
      return this;
    }

    /**
     * Numbers of filters; 24, 36, 48, 64 unless set.
     *
     * @param options rising, each at least 1
     * @return this
     */
    public Builder filters(int... options) {
      filters = SpaceOptions.sizes(filters.name(), options);
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
        numbers.add(SpaceOptions.atLeast(1, each, "number of a layer to pool after"));
      }
      poolAfter = numbers;
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
      List<Integer> beyond = poolAfter.stream().filter(layer -> layer > layers).toList();
      if (!beyond.isEmpty()) {
        throw new IllegalArgumentException("Pooling is asked for after layers "
            + beyond
            + ", but there are only ["
            + layers
            + "].\nMaybe set more layers.");
      }
      return new NasSkipSpace(this);
    }
  }
}
