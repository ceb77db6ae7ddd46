package org.nas4j.spaces.metaqnn;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.spaces.SpaceOptions;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.KernelFit;
import org.nas4j.spaces.PoolingSize;
import org.nas4j.spaces.metaqnn.MetaQnnLayer.Kind;

/**
 * Chains of layers as MetaQNN searches them (Baker et al. 2017, sections 4.1 to 4.3 and appendices
 * B and D; baker2017metaqnn). There is one decision, the next layer, asked until the answer is the
 * classifier: a convolution C(filters,kernel,1), maximum pooling P(kernel,stride), a dense layer
 * FC(units), global averaging GAP, or the classifier SM.
 *
 * <p>Each point declares its Markov state: latest layer, depth, bin of the number of rows (8 and
 * more, 4 to 7, 1 to 3), and number of dense layers. Legality is judged by the bin, not by the true
 * number, so that it is a function of the state. Legal are: a convolution or GAP after anything but
 * a dense layer or GAP; pooling after a convolution; a dense layer on fewer than 8 rows, or after
 * one dense layer that is not smaller; SM always, and nothing else at the depth limit and after
 * GAP. A kernel must be smaller than its bin's lower edge, as in the released code;
 * {@link KernelFit} has the other readings.
 *
 * <p>Convolutions and dense layers have biases and rectifiers; there is no normalization. The i-th
 * of n dropouts, after every second convolution or pooling and after each dense layer, has rate i /
 * 2n. GAP is a 1×1 convolution to the number of classes, rectified and averaged.
 *
 * <p>Of {@link PoolingSize} and {@link KernelFit} all rules are there, since paper and code
 * contradict each other. Not square images are judged by their shorter side. Immutable and
 * thread-safe.
 */
public final class MetaQnnSpace implements SearchSpace<Architecture> {

  /** Depth limit for images like CIFAR-10. */
  public static final int CIFAR_DEPTH = 18;

  /** Depth limit for images like MNIST and SVHN. */
  public static final int MNIST_DEPTH = 12;

  private final Components components;
  private final Decision<MetaQnnLayer> layer;

  private MetaQnnSpace(Components components) {
    this.components = components;
    List<MetaQnnLayer> layers = new ArrayList<>();
    for (int kernel : components.kernels()) {
      components
          .filters()
          .forEach(filters -> layers.add(MetaQnnLayer.convolution(filters, kernel)));
    }
    layers.add(MetaQnnLayer.pooling(5, 3));
    layers.add(MetaQnnLayer.pooling(3, 2));
    layers.add(MetaQnnLayer.pooling(2, 2));
    components.units().forEach(units -> layers.add(MetaQnnLayer.dense(units)));
    layers.add(MetaQnnLayer.GLOBAL_AVERAGE);
    layers.add(MetaQnnLayer.SOFTMAX);
    this.layer = new Decision<>("layer", layers);
  }

  private record Components(
      Shape.Image input,
      int classes,
      int maxDepth,
      List<Integer> kernels,
      List<Integer> filters,
      List<Integer> units,
      KernelFit kernelFit,
      boolean dropout,
      PoolingSize poolingSize) {}

  /**
   * The paper's space: up to 18 layers, kernels of 1, 3 or 5, 64 to 512 filters, 128 to 512 units.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return a builder with these settings, to be changed or built
   */
  public static Builder builder(Shape input, int classes) {
    return new Builder(SpaceOptions.image(input), classes);
  }

  /**
   * A space that two cores can search with images of 28×28: up to 6 layers, 8, 16 or 32 filters,
   * 32, 64 or 128 units.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return the space
   */
  public static MetaQnnSpace small(Shape input, int classes) {
    return builder(input, classes)
        .maxDepth(6)
        .filters(8, 16, 32)
        .units(32, 64, 128)
        .build();
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder(components.input(), components.classes());
    builder.maxDepth = components.maxDepth();
    builder.kernels = components.kernels();
    builder.filters = components.filters();
    builder.units = components.units();
    builder.kernelFit = components.kernelFit();
    builder.dropout = components.dropout();
    builder.poolingSize = components.poolingSize();
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
    List<MetaQnnLayer> layers = new ArrayList<>();
    int height = components.input().height();
    int width = components.input().width();
    MetaQnnState state = MetaQnnState.start(Math.min(height, width));
    while (true) {
      MetaQnnLayer next = pick(choices.at(state), state, Math.min(height, width));
      if (next.kind() == Kind.SOFTMAX) {
        return new MetaQnnNetwork(
                layers, components.classes(), components.poolingSize(), components.dropout())
            .build(components.input());
      }
      layers.add(next);
      if (next.kind() == Kind.POOLING) {
        height = components.poolingSize().of(height, next.kernel(), next.stride());
        width = components.poolingSize().of(width, next.kernel(), next.stride());
      }
      state = state.next(next, Math.min(height, width));
    }
  }

  private MetaQnnLayer pick(Choices choices, MetaQnnState state, int rows) {
    return choices.pick(
        layer, option -> state.allows(option, components.maxDepth(), components.kernelFit(), rows));
  }

  @Override
  public String toString() {
    return "MetaQnnSpace[up to " + components.maxDepth() + " layers on " + components.input() + "]";
  }

  /** Settings of a space. For one thread. */
  public static final class Builder {

    private final Shape.Image input;
    private final int classes;
    private int maxDepth = CIFAR_DEPTH;
    private List<Integer> kernels = List.of(1, 3, 5);
    private List<Integer> filters = List.of(64, 128, 256, 512);
    private List<Integer> units = List.of(128, 256, 512);
    private KernelFit kernelFit = KernelFit.BELOW_BIN;
    private boolean dropout = true;
    private PoolingSize poolingSize = PoolingSize.CEIL;

    private Builder(Shape.Image input, int classes) {
      this.input = input;
      this.classes = Checks.atLeast(classes, 2, "number of classes");
    }

    /**
     * The most layers before the classifier; 18 unless set.
     *
     * @param most at least 1
     * @return this
     */
    public Builder maxDepth(int most) {
      maxDepth = Checks.positive(most, "depth limit");
      return this;
    }

    /**
     * Rows and columns of a convolution's kernel; 1, 3, 5 unless set.
     *
     * @param options rising, each at least 1
     * @return this
     */
    public Builder kernels(int... options) {
      kernels = SpaceOptions.sizes("kernel", options);
      return this;
    }

    /**
     * Filters of a convolution; 64, 128, 256, 512 unless set.
     *
     * @param options rising, each at least 1
     * @return this
     */
    public Builder filters(int... options) {
      filters = SpaceOptions.sizes("filters", options);
      return this;
    }

    /**
     * Units of a dense layer; 128, 256, 512 unless set.
     *
     * @param options rising, each at least 1
     * @return this
     */
    public Builder units(int... options) {
      units = SpaceOptions.sizes("units", options);
      return this;
    }

    /**
     * How large a kernel may be; {@link KernelFit#BELOW_BIN} unless set.
     *
     * @param newFit the released code's rule or one of the others
     * @return this
     */
    public Builder kernelFit(KernelFit newFit) {
      kernelFit = requireNonNull(newFit, "newFit");
      return this;
    }

    /**
     * Whether there are dropouts; there are unless set.
     *
     * @param present false to leave them out
     * @return this
     */
    public Builder dropout(boolean present) {
      dropout = present;
      return this;
    }

    /**
     * How many rows pooling leaves; {@link PoolingSize#CEIL} unless set.
     *
     * @param rule the released enumerator's rule or the one of the paper's parameter counts
     * @return this
     */
    public Builder poolingSize(PoolingSize rule) {
      poolingSize = requireNonNull(rule, "rule");
      return this;
    }

    /**
     * The space.
     *
     * @return a space with these settings
     */
    public MetaQnnSpace build() {
      return new MetaQnnSpace(new Components(
          input, classes, maxDepth, kernels, filters, units, kernelFit, dropout, poolingSize));
    }
  }
}
