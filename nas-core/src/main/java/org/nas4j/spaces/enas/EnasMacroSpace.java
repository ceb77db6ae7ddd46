package org.nas4j.spaces.enas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.spaces.SpaceOptions;
import org.nas4j.space.Anchor;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/**
 * Whole networks as ENAS' macro search builds them (pham2018enas, section 2.3): for each layer one
 * of six operations, then for each tensor before its input whether a skip connection brings it in.
 * A layer always reads the one before it. After one and two thirds of the layers, the third rounded
 * down, everything is halved by a factorized reduction. For 12 layers that makes 12 + 66 = 78
 * decisions.
 *
 * <p>Nodes are named by layer, operation and source, so that equal names mean equal weights in all
 * networks of the space: a {@code WeightBank} shares them. For that, the 1×1 convolution over a
 * concatenation ({@link EnasMode#PAPER}) is written as the sum of one convolution for each source,
 * which computes the same.
 *
 * <p>Bit i of a layer is about the input of layer i, the stem's output for i = 0, as in the
 * released code. Immutable and thread-safe.
 */
public final class EnasMacroSpace implements SearchSpace<Architecture> {

  private static final Decision<EnasMacroOperation> OPERATION =
      Decision.of("operation", EnasMacroOperation.values());
  private static final String LINK = "skip connection";

  private final Components components;

  private EnasMacroSpace(Components components) {
    this.components = components;
  }

  private record Components(
      Shape.Image input, int classes, int layers, int filters, double dropout, EnasMode mode) {}

  /**
   * The published space: 12 layers of 36 filters, dropout of 0.1 before the classifier, by the
   * released code.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return a builder with these settings, to be changed or built
   */
  public static Builder builder(Shape input, int classes) {
    return new Builder(SpaceOptions.image(input), classes);
  }

  /**
   * A space that two cores can search with images of 28×28: 6 layers of 16 filters.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return the space
   */
  public static EnasMacroSpace small(Shape input, int classes) {
    return builder(input, classes).layers(6).filters(16).build();
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder(components.input(), components.classes());
    builder.layers = components.layers();
    builder.filters = components.filters();
    builder.dropout = components.dropout();
    builder.mode = components.mode();
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
    Network network = new Network();
    List<Anchor> earlier = new ArrayList<>();
    for (int layer = 0; layer < components.layers(); layer++) {
      EnasMacroOperation operation = choices.pick(OPERATION);
      Anchor here = choices.anchor();
      List<Integer> skips = new ArrayList<>();
      for (int i = 0; i < layer; i++) {
        if (choices.link(LINK, earlier.get(i))) {
          skips.add(i);
        }
      }
      earlier.add(here);
      network.add(operation, skips);
    }
    return network.classify();
  }

  /** One network while it grows. Tensor 0 is the stem's output, tensor k + 1 that of layer k. */
  private final class Network {

    private final Architecture.Builder builder = Architecture.builder(components.input());
    private final List<String> tensors = new ArrayList<>();
    private final Map<String, String> reduced = new HashMap<>();
    private int layer;

    Network() {
      String stem = builder.add(
          "stem/conv", Convolution.of(components.filters(), Window.square(3)), Architecture.INPUT);
      tensors.add(builder.add("stem/norm", BatchNormalization.DEFAULT, stem));
    }

    void add(EnasMacroOperation operation, List<Integer> skips) {
      String name = "layer" + layer;
      String before = read(layer);
      String output;
      if (components.mode() == EnasMode.PAPER) {
        String joined = skips.isEmpty() ? before : projected(name, before, skips);
        output = operation.apply(builder, name, components.filters(), joined);
      } else {
        output = operation.apply(builder, name, components.filters(), before);
        if (layer > 0) {
          output =
              builder.add(name + "/norm", BatchNormalization.DEFAULT, sum(name, output, skips));
        }
      }
      tensors.add(output);
      layer++;
    }

    private String sum(String name, String output, List<Integer> skips) {
      List<String> terms = new ArrayList<>(skips.stream().map(this::read).toList());
      terms.add(output);
      return terms.size() == 1 ? output : builder.add(name + "/add", new Add(), terms);
    }

    private String projected(String name, String before, List<Integer> skips) {
      List<String> terms = new ArrayList<>();
      terms.add(projection(name, layer, before));
      skips.forEach(each -> terms.add(projection(name, each, read(each))));
      String joined = builder.add(name + "/join", new Add(), terms);
      return builder.add(name + "/join/norm", BatchNormalization.DEFAULT, joined);
    }

    private String projection(String name, int source, String tensor) {
      return builder.add(
          name + "/join/from" + source,
          Convolution.of(components.filters(), Window.square(1)),
          tensor);
    }

    /** A tensor at the resolution of the present layer; halved on first need. */
    private String read(int tensor) {
      String current = tensors.get(tensor);
      for (int pool = 1; pool <= 2; pool++) {
        int after = pool * (components.layers() / 3);
        if (after > 0 && tensor <= after && layer >= after) {
          String name = "tensor" + tensor + "/reduce" + pool;
          String node = current;
          current = reduced.computeIfAbsent(name, key -> {
            String half =
                builder.add(key + "/conv", new FactorizedReduction(components.filters()), node);
            return builder.add(key + "/norm", BatchNormalization.DEFAULT, half);
          });
        }
      }
      return current;
    }

    Architecture classify() {
      String x = builder.add("mean", GlobalPooling.AVERAGE, read(components.layers()));
      if (components.dropout() > 0) {
        x = builder.add("dropout", new Dropout(components.dropout()), x);
      }
      return builder.build(builder.add("classifier", SoftmaxOutput.of(components.classes()), x));
    }
  }

  @Override
  public String toString() {
    return "EnasMacroSpace[" + components.layers() + " layers of " + components.filters()
        + " filters on " + components.input() + ", " + components.mode() + "]";
  }

  /** Settings of a space. For one thread. */
  public static final class Builder extends EnasImageSpaceBuilder<Builder> {

    private int layers = 12;

    private Builder(Shape.Image input, int classes) {
      super(input, classes, 36);
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * The number of layers; 12 unless set.
     *
     * @param newLayers at least 1
     * @return this
     */
    public Builder layers(int newLayers) {
      layers = Checks.positive(newLayers, "number of layers");
      return this;
    }

    /**
     * The space.
     *
     * @return a space with these settings
     */
    public EnasMacroSpace build() {
      return new EnasMacroSpace(new Components(input, classes, layers, filters, dropout, mode));
    }
  }
}
