package org.nas4j.spaces.nas;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nas4j.arch.recurrent.Nonlinearity;
import org.nas4j.internal.spaces.SpaceOptions;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.nas.RecurrentCell.Combination;
import org.nas4j.spaces.nas.RecurrentCell.Merge;

/**
 * Recurrent cells as NAS searches them (Zoph and Le 2017, section 3.4; zoph2017nas). For each node of
 * the tree, leaves first, it asks combination and activation; then the same for the injection of the
 * old cell state; then the node that the new cell state is taken from, and the node that the old one
 * goes into. A base of 8 leaves makes 34 decisions and about 6·10¹⁶ strings, all of which are cells.
 * Immutable and thread-safe.
 */
public final class NasRecurrentSpace implements SearchSpace<RecurrentCell> {

  /** Leaves in the paper. */
  public static final int PAPER_BASE = 8;

  private final int base;

  /**
   * A space of cells.
   *
   * @param base number of leaves, at least 2
   */
  public NasRecurrentSpace(int base) {
    this.base = SpaceOptions.atLeast(2, base, "number of leaves");
  }

  @Override
  public RecurrentCell build(Choices choices) {
    int count = 2 * base - 1;
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
    return "NasRecurrentSpace[base " + base + "]";
  }
}
