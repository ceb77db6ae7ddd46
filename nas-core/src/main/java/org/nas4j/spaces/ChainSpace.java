package org.nas4j.spaces;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.spaces.SpaceOptions;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/**
 * Plain chains: convolutions (each with normalization and rectifier, and perhaps halved by maximum
 * pooling), then dense layers with rectifier, then a classifier. It asks how many of each kind
 * there are, then for each convolution its kernel, filters and pooling, for each dense layer its
 * units, and last the dropout before the classifier. Over vectors there are dense layers only.
 *
 * <p>A space of no paper, to start with. Every choice of answers can be built. Immutable and
 * thread-safe.
 */
public final class ChainSpace implements SearchSpace<Architecture> {

  private final Components components;
  private final Decision<Integer> convolutions;
  private final Decision<Integer> kernel;
  private final Decision<Integer> filters;
  private final Decision<Boolean> pooling = Decision.flag("pooling");
  private final Decision<Integer> denseLayers;
  private final Decision<Integer> units;
  private final Decision<Double> dropout;

  private ChainSpace(Components components) {
    this.components = components;
    this.convolutions = upTo("convolutions", 1, components.maxConvolutions());
    this.kernel = new Decision<>("kernel", components.kernels());
    this.filters = new Decision<>("number of filters", components.filters());
    this.denseLayers = upTo("dense layers", 0, components.maxDense());
    this.units = new Decision<>("units", components.units());
    this.dropout = new Decision<>("dropout", components.dropout());
  }

  private record Components(
      Shape input,
      int classes,
      int maxConvolutions,
      List<Integer> kernels,
      List<Integer> filters,
      int maxDense,
      List<Integer> units,
      List<Double> dropout,
      ClassifierHead head) {}

  private static Decision<Integer> upTo(String name, int least, int most) {
    return new Decision<>(name, IntStream.rangeClosed(least, most).boxed().toList());
  }

  /**
   * The space with its default sizes.
   *
   * @param input shape of one example, an image or a vector
   * @param classes number of classes, at least 2
   * @return the space
   */
  public static ChainSpace of(Shape input, int classes) {
    return builder(input, classes).build();
  }

  /**
   * Starts with the default sizes: up to 4 convolutions with kernels of 1, 3 or 5 and 8, 16, 32 or
   * 64 filters, up to 2 dense layers of 32, 64 or 128 units, dropout of 0, 0.25 or 0.5, and an
   * averaging head.
   *
   * @param input shape of one example, an image or a vector
   * @param classes number of classes, at least 2
   * @return a builder
   */
  public static Builder builder(Shape input, int classes) {
    return new Builder(input, classes);
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder(components.input(), components.classes());
    builder.maxConvolutions = components.maxConvolutions();
    builder.kernels = components.kernels();
    builder.filters = components.filters();
    builder.maxDense = components.maxDense();
    builder.units = components.units();
    builder.dropout = components.dropout();
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
    Architecture.Builder network = Architecture.builder(components.input());
    String x = Architecture.INPUT;
    if (components.input() instanceof Shape.Image) {
      int count = SpaceOptions.ask(choices, convolutions);
      for (int i = 1; i <= count; i++) {
        x = addConvolution(choices, network, x, "layer" + i);
      }
    }
    x = components.head().vector(network, x);
    int count = SpaceOptions.ask(choices, denseLayers);
    for (int i = 1; i <= count; i++) {
      x = network.add("dense" + i, new Dense(SpaceOptions.ask(choices, units), true), x);
      x = network.add("dense" + i + "/relu", Activation.RELU, x);
    }
    double rate = SpaceOptions.ask(choices, dropout);
    if (rate > 0) {
      x = network.add("dropout", new Dropout(rate), x);
    }
    return components.head().classify(network, x, components.classes());
  }

  private String addConvolution(
      Choices choices, Architecture.Builder network, String input, String name) {
    Window window = Window.square(SpaceOptions.ask(choices, kernel));
    Convolution convolution = Convolution.of(SpaceOptions.ask(choices, filters), window);
    String x = network.add(name + "/conv", convolution, input);
    x = network.add(name + "/norm", BatchNormalization.DEFAULT, x);
    x = network.add(name + "/relu", Activation.RELU, x);
    Shape.Image maps = (Shape.Image) network.shape(x);
    boolean divisible = maps.height() > 1 && maps.width() > 1;
    if (choices.pick(pooling, pool -> divisible || !pool)) {
      x = network.add(name + "/pool", Pooling.max(Window.square(2).stride(2)), x);
    }
    return x;
  }

  @Override
  public String toString() {
    return "ChainSpace[" + components.input() + " to " + components.classes() + " classes]";
  }

  /** Settings of a space. For one thread. */
  public static final class Builder {

    private final Shape input;
    private final int classes;
    private int maxConvolutions = 4;
    private List<Integer> kernels = List.of(1, 3, 5);
    private List<Integer> filters = List.of(8, 16, 32, 64);
    private int maxDense = 2;
    private List<Integer> units = List.of(32, 64, 128);
    private List<Double> dropout = List.of(0.0, 0.25, 0.5);
    private ClassifierHead head = ClassifierHead.GLOBAL_AVERAGE;

    private Builder(Shape input, int classes) {
      this.input = requireNonNull(input, "input");
      this.classes = Checks.atLeast(classes, 2, "number of classes");
    }

    /**
     * The most convolutions; 4 unless set. Without effect over vectors.
     *
     * @param most at least 1
     * @return this
     */
    public Builder maxConvolutions(int most) {
      maxConvolutions = Checks.positive(most, "number of convolutions");
      return this;
    }

    /**
     * Rows and columns of a kernel; 1, 3, 5 unless set.
     *
     * @param options rising, each at least 1
     * @return this
     */
    public Builder kernels(int... options) {
      kernels = SpaceOptions.sizes("kernel", options);
      return this;
    }

    /**
     * Numbers of filters; 8, 16, 32, 64 unless set.
     *
     * @param options rising, each at least 1
     * @return this
     */
    public Builder filters(int... options) {
      filters = SpaceOptions.sizes("number of filters", options);
      return this;
    }

    /**
     * The most dense layers before the classifier; 2 unless set.
     *
     * @param most at least 0
     * @return this
     */
    public Builder maxDense(int most) {
      maxDense = Checks.atLeast(most, 0, "number of dense layers");
      return this;
    }

    /**
     * Units of a dense layer; 32, 64, 128 unless set.
     *
     * @param options rising, each at least 1
     * @return this
     */
    public Builder units(int... options) {
      units = SpaceOptions.sizes("units", options);
      return this;
    }

    /**
     * Rates of dropout before the classifier; 0, 0.25, 0.5 unless set.
     *
     * @param options fractions in [0, 1), at least one
     * @return this
     */
    public Builder dropout(double... options) {
      for (double each : options) {
        new Dropout(each);
      }
      Checks.positive(options.length, "number of rates of dropout");
      dropout = Arrays.stream(options).boxed().toList();
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
     */
    public ChainSpace build() {
      return new ChainSpace(new Components(
          input, classes, maxConvolutions, kernels, filters, maxDense, units, dropout, head));
    }
  }
}
