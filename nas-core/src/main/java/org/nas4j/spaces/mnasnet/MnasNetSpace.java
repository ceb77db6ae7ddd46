package org.nas4j.spaces.mnasnet;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.spaces.SpaceOptions;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/**
 * The factorized hierarchical space of MnasNet (Tan et al. 2019, section 3.2; tan2019mnasnet). A
 * network is a convolution, blocks, a convolution of 1×1, the mean of each map and the classifier.
 * For each block six things are chosen, and hold for all of its layers: the
 * {@linkplain MnasNetBlock.Operation operation}, the kernel of 3 or 5, the ratio 0 or 0.25 of
 * squeeze-and-excitation, the {@linkplain MnasNetBlock.Skip skip}, and filters and layers relative
 * to MobileNetV2 (sandler2018mobilenetv2): 0.75, 1 or 1.25 times as many filters, a layer less or
 * more. That is S = 432 options a block and S^B networks, where layers chosen one by one would give
 * S^(B·N).
 *
 * <p>Filters are rounded to multiples of 8, and never by more than a tenth down, as the released
 * code does; a ratio of squeeze-and-excitation is of the channels that go into the layer, before
 * they are expanded, as there. Where the paper leaves it open: a block of one layer in MobileNetV2
 * cannot lose it; what skips by pooling is averaged where the layer has a stride, and its channels
 * are the first ones of it, or zeros behind them. The dropout before the classifier is left out.
 * Immutable and thread-safe.
 */
public final class MnasNetSpace implements SearchSpace<Architecture> {

  private static final List<Double> FACTORS = List.of(0.75, 1.0, 1.25);
  private static final List<Integer> MORE_LAYERS = List.of(-1, 0, 1);
  private static final double MOST_ROUNDED_DOWN = 0.9;

  private final Components components;
  private final Decision<MnasNetBlock.Operation> operation;
  private final Decision<Integer> kernel;
  private final Decision<Double> squeeze;
  private final Decision<MnasNetBlock.Skip> skip;
  private final Decision<Double> filters;
  private final Decision<Integer> layers;

  private MnasNetSpace(Components components) {
    this.components = components;
    this.operation = Decision.of("operation", MnasNetBlock.Operation.values());
    this.kernel = new Decision<>("kernel", components.kernels());
    this.squeeze = new Decision<>("squeeze", components.squeezes());
    this.skip = Decision.of("skip", MnasNetBlock.Skip.values());
    this.filters = new Decision<>("filters", FACTORS);
    this.layers = new Decision<>("layers", MORE_LAYERS);
  }

  private record Components(
      Shape.Image input,
      int classes,
      int stemFilters,
      int stemStride,
      List<Integer> filters,
      List<Integer> layers,
      List<Integer> strides,
      int lastFilters,
      int filterMultiple,
      List<Integer> kernels,
      List<Double> squeezes,
      Activation.Function activation) {}

  /**
   * The paper's space for ImageNet, relative to MobileNetV2's seven blocks.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return a builder with these settings, to be changed or built
   */
  public static Builder builder(Shape input, int classes) {
    return new Builder(SpaceOptions.image(input), classes);
  }

  /**
   * A space that two cores can search with images of 28×28: three blocks of 8, 16 and 24 filters in
   * multiples of 4, of one to three layers.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return the space
   */
  public static MnasNetSpace small(Shape input, int classes) {
    return builder(input, classes)
        .stemFilters(8)
        .filters(8, 16, 24)
        .layers(1, 2, 2)
        .strides(1, 2, 1)
        .lastFilters(64)
        .filterMultiple(4)
        .build();
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder(components.input(), components.classes());
    builder.stemFilters = components.stemFilters();
    builder.stemStride = components.stemStride();
    builder.filters = components.filters();
    builder.layers = components.layers();
    builder.strides = components.strides();
    builder.lastFilters = components.lastFilters();
    builder.filterMultiple = components.filterMultiple();
    builder.kernels = components.kernels();
    builder.squeezes = components.squeezes();
    builder.activation = components.activation();
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
    List<MnasNetBlock> blocks = new ArrayList<>();
    for (int i = 0; i < components.filters().size(); i++) {
      int usual = components.layers().get(i);
      blocks.add(new MnasNetBlock(
          choices.pick(operation),
          SpaceOptions.ask(choices, kernel),
          SpaceOptions.ask(choices, squeeze),
          choices.pick(skip),
          rounded(components.filters().get(i) * choices.pick(filters)),
          usual + choices.pick(layers, more -> usual + more > 0),
          components.strides().get(i)));
    }
    return network(blocks);
  }

  private int rounded(double wanted) {
    int multiple = components.filterMultiple();
    int rounded = Math.max(multiple, (int) (wanted + multiple / 2.0) / multiple * multiple);
    return rounded < MOST_ROUNDED_DOWN * wanted ? rounded + multiple : rounded;
  }

  /**
   * The network of given blocks, between this space's first and last convolution.
   *
   * @param blocks any, in the order of the network
   * @return a network
   */
  public Architecture network(List<MnasNetBlock> blocks) {
    MnasNetNetwork network =
        new MnasNetNetwork(components.input(), new Activation(components.activation()));
    Window stem = Window.square(3).stride(components.stemStride());
    network.convolution("stem", components.stemFilters(), stem);
    blocks.forEach(network::block);
    network.convolution("last", components.lastFilters(), Window.square(1));
    return network.classify(components.classes());
  }

  @Override
  public String toString() {
    return "MnasNetSpace[" + components.filters().size() + " blocks of around "
        + components.filters() + " filters on " + components.input() + "]";
  }

  /** Settings of a space. For one thread. */
  public static final class Builder {

    private final Shape.Image input;
    private final int classes;
    private int stemFilters = 32;
    private int stemStride = 2;
    private List<Integer> filters = List.of(16, 24, 32, 64, 96, 160, 320);
    private List<Integer> layers = List.of(1, 2, 3, 4, 3, 3, 1);
    private List<Integer> strides = List.of(1, 2, 2, 2, 1, 2, 1);
    private int lastFilters = 1280;
    private int filterMultiple = 8;
    private List<Integer> kernels = List.of(3, 5);
    private List<Double> squeezes = List.of(0.0, 0.25);
    private Activation.Function activation = Activation.Function.RELU;

    private Builder(Shape.Image input, int classes) {
      this.input = input;
      this.classes = Checks.atLeast(classes, 2, "number of classes");
    }

    /**
     * Filters of the first convolution, which is of 3×3; 32 unless set.
     *
     * @param number at least 1
     * @return this
     */
    public Builder stemFilters(int number) {
      stemFilters = Checks.positive(number, "number of filters of the stem");
      return this;
    }

    /**
     * Stride of the first convolution; 2 unless set.
     *
     * @param stride at least 1
     * @return this
     */
    public Builder stemStride(int stride) {
      stemStride = Checks.positive(stride, "stride of the stem");
      return this;
    }

    /**
     * Filters of each block, to which its choices are relative, as in MobileNetV2; 16, 24, 32, 64,
     * 96, 160, 320 unless set.
     *
     * @param numbers one a block, each at least 1
     * @return this
     */
    public Builder filters(int... numbers) {
      filters = each(numbers, "number of filters");
      return this;
    }

    /**
     * Layers of each block, to which its choices are relative, as in MobileNetV2; 1, 2, 3, 4, 3, 3,
     * 1 unless set.
     *
     * @param numbers one a block, each at least 1
     * @return this
     */
    public Builder layers(int... numbers) {
      layers = each(numbers, "number of layers");
      return this;
    }

    /**
     * Stride of the first layer of each block, as in MobileNetV2; 1, 2, 2, 2, 1, 2, 1 unless set.
     *
     * @param numbers one a block, each at least 1
     * @return this
     */
    public Builder strides(int... numbers) {
      strides = each(numbers, "stride");
      return this;
    }

    private static List<Integer> each(int[] numbers, String name) {
      return Arrays.stream(numbers)
          .mapToObj(each -> Checks.positive(each, name))
          .toList();
    }

    /**
     * Filters of the convolution of 1×1 before the classifier; 1280 unless set.
     *
     * @param number at least 1
     * @return this
     */
    public Builder lastFilters(int number) {
      lastFilters = Checks.positive(number, "number of filters of the last convolution");
      return this;
    }

    /**
     * What numbers of filters are multiples of; 8 unless set.
     *
     * @param multiple at least 1
     * @return this
     */
    public Builder filterMultiple(int multiple) {
      filterMultiple = Checks.positive(multiple, "multiple of filters");
      return this;
    }

    /**
     * Kernels to choose from; 3 and 5 unless set.
     *
     * @param sizes each at least 1, rising
     * @return this
     */
    public Builder kernels(int... sizes) {
      kernels = SpaceOptions.sizes("kernel", sizes);
      return this;
    }

    /**
     * Ratios of squeeze-and-excitation to choose from, of which 0 is none; 0 and 0.25 unless set.
     *
     * @param ratios at least one, each in [0, 1]
     * @return this
     */
    public Builder squeezes(double... ratios) {
      if (ratios.length == 0) {
        throw new IllegalArgumentException("Decision [squeeze] has no options.\nMaybe 0 alone.");
      }
      Arrays.stream(ratios)
          .forEach(each -> Checks.within(each, 0, 1, "ratio of squeeze-and-excitation"));
      squeezes = Arrays.stream(ratios).boxed().toList();
      return this;
    }

    /**
     * What follows the normalizations, but for the last one of a layer; a rectifier unless set. A
     * successor has hard swishes (howard2019mobilenetv3).
     *
     * @param function any
     * @return this
     */
    public Builder activation(Activation.Function function) {
      activation = requireNonNull(function, "function");
      return this;
    }

    /**
     * The space.
     *
     * @return a space with these settings
     * @throws IllegalArgumentException if filters, layers and strides are not of as many blocks
     */
    public MnasNetSpace build() {
      if (filters.isEmpty()
          || filters.size() != layers.size()
          || filters.size() != strides.size()) {
        throw new IllegalArgumentException("Filters, layers and strides must be of as many blocks,"
            + " at least one, but are " + filters + ", " + layers + " and " + strides
            + ".\nMaybe one of them is a block short.");
      }
      return new MnasNetSpace(new Components(
          input,
          classes,
          stemFilters,
          stemStride,
          filters,
          layers,
          strides,
          lastFilters,
          filterMultiple,
          kernels,
          squeezes,
          activation));
    }
  }
}
