package org.nas4j.spaces.nas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nas4j.arch.recurrent.Nonlinearity;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.nas.RecurrentCell.Combination;
import org.nas4j.spaces.nas.RecurrentCell.Merge;

/**
 * Recurrent cells as NAS searches them (Zoph and Le 2017, section 3.4; zoph2017nas). For each node
 * of the tree, leaves first, it asks combination and activation; then the same for the injection of
 * the old cell state; then the node that the new cell state is taken from, and the node that the
 * old one goes into. A base of 8 leaves makes 34 decisions and about 6·10¹⁶ strings, all of which
 * are cells. Immutable and thread-safe.
 */
public final class NasRecurrentSpace implements SearchSpace<RecurrentCell> {

  /** Leaves in the paper. */
  public static final int PAPER_LEAVES = 8;

  private static final int SMALL_LEAVES = 2;

  private final Components components;

  private NasRecurrentSpace(Components components) {
    this.components = components;
  }

  private record Components(int leaves) {}

  /**
   * As published: 8 leaves.
   *
   * @return the space
   */
  public static NasRecurrentSpace paper() {
    return builder().build();
  }

  /**
   * A space that two cores can search in minutes: 2 leaves, 36,864 cells.
   *
   * @return the space
   */
  public static NasRecurrentSpace small() {
    return builder().leaves(SMALL_LEAVES).build();
  }

  /**
   * Starts with the paper's settings.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.leaves = components.leaves();
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
  public RecurrentCell build(Choices choices) {
    int count = 2 * components.leaves() - 1;
    List<Merge> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(merge(choices, "node " + i));
    }
    Merge injection = merge(choices, "injection");
    List<Integer> all = IntStream.range(0, count).boxed().toList();
    int cellOutput = choices.pick(new Decision<>("cell output", all));
    int cellInput = choices.pick(new Decision<>("cell input", all));
    return new RecurrentCell(nodes, injection, cellOutput, cellInput);
  }

  private static Merge merge(Choices choices, String name) {
    return new Merge(
        choices.pick(Decision.of(name + ": combination", Combination.values())),
        choices.pick(Decision.of(name + ": activation", Nonlinearity.values())));
  }

  @Override
  public String toString() {
    return "NasRecurrentSpace[base " + components.leaves() + "]";
  }

  /** Settings of a space. For one thread. */
  public static final class Builder {

    private int leaves = PAPER_LEAVES;

    private Builder() {}

    /**
     * The leaves of the tree, which the paper calls its base; 8 unless set.
     *
     * @param number at least 2
     * @return this
     */
    public Builder leaves(int number) {
      leaves = Checks.atLeast(number, 2, "number of leaves");
      return this;
    }

    /**
     * The space.
     *
     * @return a space with these settings
     */
    public NasRecurrentSpace build() {
      return new NasRecurrentSpace(new Components(leaves));
    }
  }
}
