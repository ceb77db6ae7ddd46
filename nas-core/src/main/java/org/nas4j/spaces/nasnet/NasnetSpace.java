package org.nas4j.spaces.nasnet;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.recipe.Spread;
import org.nas4j.internal.spaces.AuxiliaryHead;
import org.nas4j.internal.spaces.CellLayers;
import org.nas4j.internal.spaces.Stages;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ClassifierHead;
import org.nas4j.spaces.StagedSpaceBuilder;

/**
 * Networks of repeated cells, as NASNet searches them (Zoph et al. 2018, section 3 and appendix A;
 * zoph2018nasnet). For each block of the normal cell, then of the reduction cell, it asks two
 * earlier states, an operation for each, and whether to add or concatenate the results: 5 decisions
 * a block, 50 in all for 5 blocks, each with a name of its own. States that come later than the
 * block are masked.
 *
 * <p>The network is a stem, then stages of normal cells with a reduction cell between them, which
 * halves the resolution and doubles the filters; then the mean of each map and the classifier. An
 * auxiliary classifier can hang at the end of the last but one stage. The operations on the two
 * inputs of a reduction cell have stride 2.
 *
 * <p>Deviations: the first cell reads the stem twice, each time through a 1×1 convolution, where
 * the released code leaves the second reading as it is. Immutable and thread-safe.
 */
public final class NasnetSpace implements SearchSpace<Architecture> {

  private final Components components;
  private final Stages sizes;

  private NasnetSpace(Components components) {
    this.components = components;
    this.sizes = components.sizes();
  }

  private record Components(
      @Spread Stages sizes,
      int blocks,
      int cellsPerStage,
      int stemMultiplier,
      boolean auxiliaryHead,
      double dropPath,
      List<NasnetOperation> operations) {}

  /**
   * The paper's space with its proxy network: 5 blocks, all 13 operations, 3 stages of N = 2 cells,
   * F = 32 filters, a stem of 3 F.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return a builder with these settings, to be changed or built
   */
  public static Builder builder(Shape input, int classes) {
    return new Builder(input, classes);
  }

  /**
   * A space that two cores can search with images of 28×28: 3 blocks, 2 stages of 1 cell, 8
   * filters, a stem of 8.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return the space
   */
  public static NasnetSpace small(Shape input, int classes) {
    return builder(input, classes)
        .blocks(3)
        .stages(2)
        .cellsPerStage(1)
        .filters(8)
        .stemMultiplier(1)
        .build();
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder =
        new Builder(sizes.input(), sizes.classes()).stages(sizes.stages()).filters(sizes.filters());
    builder.blocks = components.blocks();
    builder.cellsPerStage = components.cellsPerStage();
    builder.stemMultiplier = components.stemMultiplier();
    builder.auxiliaryHead = components.auxiliaryHead();
    builder.dropPath = components.dropPath();
    builder.operations = components.operations();
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
    return network(pickCell(choices, "normal"), pickCell(choices, "reduction"));
  }

  private NasnetCell pickCell(Choices choices, String kind) {
    List<NasnetCell.Block> picked = new ArrayList<>();
    for (int i = 0; i < components.blocks(); i++) {
      String name = kind + " block " + (i + 1) + ": ";
      int states = NasnetCell.INPUTS + i;
      int first = pickState(choices, name + "first state", states);
      int second = pickState(choices, name + "second state", states);
      picked.add(new NasnetCell.Block(
          first,
          second,
          choices.pick(new Decision<>(name + "first operation", components.operations())),
          choices.pick(new Decision<>(name + "second operation", components.operations())),
          choices.pick(Decision.flag(name + "concatenation"))));
    }
    return NasnetCell.ofUnused(picked);
  }

  private int pickState(Choices choices, String name, int states) {
    List<Integer> all =
        IntStream.range(0, NasnetCell.INPUTS + components.blocks() - 1).boxed().toList();
    return choices.pick(new Decision<>(name, all), state -> state < states);
  }

  /**
   * The network of this space's sizes with given cells.
   *
   * @param normal the cell that keeps the resolution
   * @param reduction the cell that halves it
   * @return a network
   */
  public Architecture network(NasnetCell normal, NasnetCell reduction) {
    Architecture.Builder network = Architecture.builder(sizes.input());
    String current = stem(network);
    String previous = current;
    int width = sizes.filters();
    int built = 0;
    for (int stage = 1; stage <= sizes.stages(); stage++) {
      if (stage > 1) {
        width *= 2;
        CellLayers layers =
            new CellLayers(network, "reduction" + (stage - 1), width, dropPath(++built));
        String next = reduction.build(layers, current, previous, 2);
        previous = current;
        current = next;
      }
      for (int cell = 1; cell <= components.cellsPerStage(); cell++) {
        CellLayers layers =
            new CellLayers(network, "stage" + stage + ".cell" + cell, width, dropPath(++built));
        String next = normal.build(layers, current, previous, 1);
        previous = current;
        current = next;
      }
      if (components.auxiliaryHead() && stage == sizes.stages() - 1) {
        AuxiliaryHead.add(network, current, sizes.classes());
      }
    }
    String last = network.add("last/relu", Activation.RELU, current);
    return ClassifierHead.GLOBAL_AVERAGE.classify(network, last, sizes.classes());
  }

  private Optional<DropPath> dropPath(int cell) {
    int all = sizes.stages() * components.cellsPerStage() + sizes.stages() - 1;
    return components.dropPath() == 1
        ? Optional.empty()
        : Optional.of(new DropPath(components.dropPath(), (double) cell / all));
  }

  private String stem(Architecture.Builder network) {
    Convolution convolution =
        Convolution.of(components.stemMultiplier() * sizes.filters(), Window.square(3));
    String x = network.add("stem/conv", convolution, Architecture.INPUT);
    return network.add("stem/norm", BatchNormalization.DEFAULT, x);
  }

  @Override
  public String toString() {
    return "NasnetSpace[" + sizes.stages() + "×" + components.cellsPerStage() + " cells of "
        + components.blocks() + " blocks on " + sizes.input() + "]";
  }

  /** Settings of a space. For one thread. */
  public static final class Builder extends StagedSpaceBuilder<Builder> {

    private int blocks = 5;
    private int cellsPerStage = 2;
    private int stemMultiplier = 3;
    private boolean auxiliaryHead;
    private double dropPath = 1;
    private List<NasnetOperation> operations = List.of(NasnetOperation.values());

    private Builder(Shape input, int classes) {
      super(input, classes, 3, 32);
    }

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * Blocks of a cell, B; 5 unless set.
     *
     * @param number at least 1
     * @return this
     */
    public Builder blocks(int number) {
      blocks = Checks.positive(number, "number of blocks");
      return this;
    }

    /**
     * Normal cells of a stage, N; 2 unless set, 6 in the paper's final networks.
     *
     * @param number at least 1
     * @return this
     */
    public Builder cellsPerStage(int number) {
      cellsPerStage = Checks.positive(number, "number of cells");
      return this;
    }

    /**
     * Filters of the stem by those of the first stage; 3 unless set.
     *
     * @param number at least 1
     * @return this
     */
    public Builder stemMultiplier(int number) {
      stemMultiplier = Checks.positive(number, "multiplier of the stem");
      return this;
    }

    /**
     * Whether there is an auxiliary classifier with a loss weight of 0.4, at the end of the last
     * but one stage; there is none unless told, and none in a network of one stage.
     *
     * @param present true for a head
     * @return this
     */
    public Builder auxiliaryHead(boolean present) {
      auxiliaryHead = present;
      return this;
    }

    /**
     * Ends each operation but identities with ScheduledDropPath, whose probability to keep a path
     * falls in the course of training, and the more the deeper the cell; without it unless set, and
     * 0.6 in the paper's final networks for CIFAR-10.
     *
     * @param keepProbability of the last cell's paths at the end of training, in (0, 1]
     * @return this
     */
    public Builder dropPath(double keepProbability) {
      dropPath = new DropPath(keepProbability, 1).keep();
      return this;
    }

    /**
     * The operations to choose from; all 13 unless set.
     *
     * @param some at least one, each once
     * @return this
     */
    public Builder operations(NasnetOperation... some) {
      List<NasnetOperation> list = List.of(requireNonNull(some, "some"));
      if (list.isEmpty() || list.stream().distinct().count() < list.size()) {
        throw new IllegalArgumentException(
            "The operations must be at least one, each once, but are " + list + ".");
      }
      operations = list;
      return this;
    }

    /**
     * The space.
     *
     * @return a space with these settings
     */
    public NasnetSpace build() {
      return new NasnetSpace(new Components(
          sizes(), blocks, cellsPerStage, stemMultiplier, auxiliaryHead, dropPath, operations));
    }
  }
}
