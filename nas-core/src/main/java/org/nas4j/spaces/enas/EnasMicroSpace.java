package org.nas4j.spaces.enas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.spaces.AuxiliaryHead;
import org.nas4j.internal.spaces.CellLayers;
import org.nas4j.internal.spaces.SpaceOptions;
import org.nas4j.space.Anchor;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/**
 * Networks of repeated cells as ENAS' micro search builds them (pham2018enas, section 2.4): for
 * each node of the normal cell, then of the reduction cell, two earlier states and an operation for
 * each: 4 decisions a node, 40 in all for two cells of 5 nodes. A stem is followed by three stages
 * of normal cells, with a reduction cell between them that halves the resolution and doubles the
 * filters.
 *
 * <p>{@link #builder} and {@link #small} keep the wiring of our first version, which deviates from
 * the released code in four points; {@link #released} and {@link Builder#releasedWiring} have the
 * code's.
 *
 * <p>Nodes are named by cell, place, source and operation, so that equal names mean equal weights
 * in all networks of the space: a {@code WeightBank} shares them. Immutable and thread-safe.
 */
public final class EnasMicroSpace implements SearchSpace<Architecture> {

  private static final Decision<EnasMicroOperation> OPERATION =
      Decision.of("operation", EnasMicroOperation.values());
  private static final String STATE = "state";
  private static final int STAGES = 3;

  private final Components components;

  private EnasMicroSpace(Components components) {
    this.components = components;
  }

  private record Components(
      Shape.Image input,
      int classes,
      int nodes,
      int cells,
      int filters,
      double dropout,
      double dropPath,
      boolean auxiliaryHead,
      EnasMode mode,
      boolean releasedWiring) {}

  /**
   * The published search space: cells of 5 nodes, 6 normal cells in three stages, 20 filters,
   * dropout of 0.1 before the classifier, by the released code.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return a builder with these settings, to be changed or built
   */
  public static Builder builder(Shape input, int classes) {
    return new Builder(SpaceOptions.image(input), classes);
  }

  /**
   * The space of the released code to the letter: {@link #builder} with
   * {@link Builder#releasedWiring}.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return the space
   */
  public static EnasMicroSpace released(Shape input, int classes) {
    return builder(input, classes).releasedWiring(true).build();
  }

  /**
   * A space that two cores can search with images of 28×28: cells of 3 nodes, one normal cell a
   * stage, 12 filters.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return the space
   */
  public static EnasMicroSpace small(Shape input, int classes) {
    return builder(input, classes).nodes(3).cells(STAGES).filters(12).build();
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder(components.input(), components.classes());
    builder.nodes = components.nodes();
    builder.cells = components.cells();
    builder.filters = components.filters();
    builder.dropout = components.dropout();
    builder.dropPath = components.dropPath();
    builder.auxiliaryHead = components.auxiliaryHead();
    builder.mode = components.mode();
    builder.releasedWiring = components.releasedWiring();
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
    EnasCell normal = pickCell(choices);
    return network(normal, pickCell(choices));
  }

  private EnasCell pickCell(Choices choices) {
    List<Anchor> states = new ArrayList<>();
    for (int i = 0; i < EnasCell.INPUTS; i++) {
      states.add(choices.anchor());
    }
    List<EnasCell.Node> picked = new ArrayList<>();
    for (int i = 0; i < components.nodes(); i++) {
      int first = choices.pickAnchor(STATE, states);
      int second = choices.pickAnchor(STATE, states);
      EnasMicroOperation one = choices.pick(OPERATION);
      EnasMicroOperation other = choices.pick(OPERATION);
      picked.add(new EnasCell.Node(first, one, second, other));
      states.add(choices.anchor());
    }
    return new EnasCell(picked);
  }

  /**
   * The network of given cells.
   *
   * @param normal cell that keeps the resolution
   * @param reduction cell that halves it
   * @return with names that share weights with all networks of this space
   */
  public Architecture network(EnasCell normal, EnasCell reduction) {
    Architecture.Builder network = Architecture.builder(components.input());
    int width = components.filters();
    String stem =
        network.add("stem/conv", Convolution.of(3 * width, Window.square(3)), Architecture.INPUT);
    String before = network.add("stem/norm", BatchNormalization.DEFAULT, stem);
    String last = before;
    for (int i = 0; i < components.cells() + STAGES - 1; i++) {
      boolean reduces = reduces(i);
      width = reduces ? 2 * width : width;
      CellLayers cell = new CellLayers(network, "cell" + i, width, dropPath(i));
      List<String> inputs = reduces ? halved(cell, before, last) : inputs(cell, before, last);
      String next = cell(cell, reduces ? reduction : normal, inputs, reduces);
      before = reduces && components.releasedWiring() ? inputs.get(1) : last;
      last = next;
      if (components.auxiliaryHead() && i == lastReduction() + 1) {
        AuxiliaryHead.add(network, last, components.classes());
      }
    }
    String x = network.add("relu", Activation.RELU, last);
    x = network.add("mean", GlobalPooling.AVERAGE, x);
    if (components.dropout() > 0) {
      x = network.add("dropout", new Dropout(components.dropout()), x);
    }
    return network.build(network.add("classifier", SoftmaxOutput.of(components.classes()), x));
  }

  private boolean reduces(int cell) {
    return cell == components.cells() / STAGES || cell == lastReduction();
  }

  private int lastReduction() {
    return 2 * (components.cells() / STAGES) + 1;
  }

  private Optional<DropPath> dropPath(int cell) {
    double depth = (cell + 1.0) / (components.cells() + STAGES - 1);
    return components.dropPath() == 1
        ? Optional.empty()
        : Optional.of(new DropPath(components.dropPath(), depth));
  }

  private String cell(CellLayers cell, EnasCell chosen, List<String> inputs, boolean reduces) {
    int stride = reduces && components.mode() == EnasMode.PAPER ? 2 : 1;
    return chosen.build(
        cell, inputs, stride, components.releasedWiring() ? chosen.unread() : chosen.looseEnds());
  }

  private static List<String> inputs(CellLayers cell, String before, String last) {
    return List.of(cell.match("before", before, last), cell.match("last", last, last));
  }

  /** What a reduction cell reads. */
  private List<String> halved(CellLayers cell, String before, String last) {
    if (components.mode() == EnasMode.PAPER) {
      return inputs(cell, before, last);
    }
    if (components.releasedWiring()) {
      String conv = cell.add("half/conv", new FactorizedReduction(cell.filters()), last);
      String half = cell.add("half/norm", BatchNormalization.DEFAULT, conv);
      return List.of(cell.match("before", last, half), half);
    }
    String half = cell.reduce("half", last);
    return List.of(cell.match("before", before, half), half);
  }

  @Override
  public String toString() {
    return "EnasMicroSpace[" + components.cells() + " cells of " + components.nodes() + " nodes, "
        + components.filters() + " filters on " + components.input() + ", " + components.mode()
        + (components.releasedWiring() ? ", wired as released" : "") + "]";
  }

  /** Settings of a space. For one thread. */
  public static final class Builder extends EnasImageSpaceBuilder<Builder> {

    private int nodes = 5;
    private int cells = 6;
    private double dropPath = 1;
    private boolean auxiliaryHead;
    private boolean releasedWiring;

    private Builder(Shape.Image input, int classes) {
      super(input, classes, 20);
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * The nodes of a cell, without its two inputs; 5 unless set.
     *
     * @param newNodes at least 1
     * @return this
     */
    public Builder nodes(int newNodes) {
      nodes = Checks.positive(newNodes, "number of nodes");
      return this;
    }

    /**
     * The normal cells in all three stages together; 6 unless set. Two reduction cells come on top.
     *
     * @param newCells a multiple of 3
     * @return this
     */
    public Builder cells(int newCells) {
      cells = Checks.atLeast(newCells, STAGES, "number of cells");
      if (cells % STAGES != 0) {
        throw new IllegalArgumentException("The number of cells must be a multiple of [" + STAGES
            + "], so that the stages are alike, but is [" + cells + "].");
      }
      return this;
    }

    /**
     * Ends each operation but identities with ScheduledDropPath. The released code does so in final
     * networks only, with 0.6; without it unless set.
     *
     * @param keepProbability of the last cell's paths at the end of training, in (0, 1]
     * @return this
     */
    public Builder dropPath(double keepProbability) {
      dropPath = new DropPath(keepProbability, 1).keep();
      return this;
    }

    /**
     * Whether there is an auxiliary classifier with a loss weight of 0.4 behind the first cell of
     * the last stage, as the released scripts have it, in the search too; there is none unless
     * told.
     *
     * @param present true for a head
     * @return this
     */
    public Builder auxiliaryHead(boolean present) {
      auxiliaryHead = present;
      return this;
    }

    /**
     * Whether cells are wired to the letter as in the released code's micro search, where our first
     * version, which is the default, differs from it: inputs that no node reads enter a cell's
     * output too; a reduction cell's state 0 is the last output, as is its state 1, each halved by
     * a factorized reduction of its own, that of state 1 without a rectifier; and the cell after
     * that reads the halved state 1 as its state 0.
     *
     * @param released true for the code's wiring; goes with {@link EnasMode#OFFICIAL_CODE} only
     * @return this
     */
    public Builder releasedWiring(boolean released) {
      releasedWiring = released;
      return this;
    }

    /**
     * The space.
     *
     * @return a space with these settings
     * @throws IllegalStateException if the code's wiring is wanted in the paper's mode
     */
    public EnasMicroSpace build() {
      if (releasedWiring && mode == EnasMode.PAPER) {
        throw new IllegalStateException("The wiring is the released code's, but the mode is ["
            + mode + "].\nMaybe set the mode to [" + EnasMode.OFFICIAL_CODE + "].");
      }
      return new EnasMicroSpace(new Components(
          input,
          classes,
          nodes,
          cells,
          filters,
          dropout,
          dropPath,
          auxiliaryHead,
          mode,
          releasedWiring));
    }
  }
}
