package org.nas4j.spaces.enas;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.arch.recurrent.Nonlinearity;
import org.nas4j.internal.spaces.SpaceOptions;
import org.nas4j.space.Anchor;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/**
 * Recurrent cells as ENAS searches them (pham2018enas, section 2.1): it asks the activation of node 0, and for each other
 * node first which earlier node it reads, then its activation. N nodes make 2N − 1 decisions, and 4^N · (N − 1)! strings;
 * the paper's 12 make 23 and 6.7·10¹⁴.
 *
 * <p>The released code for language models asks no activation of node 0. Here it is asked in both modes, so that both have
 * as many decisions, and has no effect in {@link EnasMode#OFFICIAL_CODE}. Immutable and thread-safe.
 */
public final class EnasRecurrentSpace implements SearchSpace<EnasRecurrentCell> {

  /** Nodes in the paper. */
  public static final int PAPER_NODES = 12;

  private static final int SMALL_NODES = 4;

  private final int nodes;
  private final EnasMode mode;
  private final Decision<Nonlinearity> activation;

  /**
   * A space of cells.
   *
   * @param nodes of each cell, at least 1
   * @param mode which of paper and code to follow
   */
  public EnasRecurrentSpace(int nodes, EnasMode mode) {
    this.nodes = SpaceOptions.atLeast(1, nodes, "number of nodes");
    this.mode = requireNonNull(mode, "mode");
    this.activation = new Decision<>("activation", EnasRecurrentCell.activations(mode));
  }

  /**
   * As published: 12 nodes, whose loose ends make the output.
   *
   * @return the space
   */
  public static EnasRecurrentSpace paper() {
    return new EnasRecurrentSpace(PAPER_NODES, EnasMode.PAPER);
  }

  /**
   * A space that two cores can search in minutes: 4 nodes, 1,536 cells.
   *
   * @param mode which of paper and code to follow
   * @return the space
   */
  public static EnasRecurrentSpace small(EnasMode mode) {
    return new EnasRecurrentSpace(SMALL_NODES, mode);
  }

  @Override
  public EnasRecurrentCell build(Choices choices) {
    List<Anchor> earlier = new ArrayList<>();
    List<EnasRecurrentCell.Node> picked = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      int previous = i == 0 ? -1 : choices.pickAnchor("previous node", earlier);
      picked.add(new EnasRecurrentCell.Node(previous, choices.pick(activation)));
      earlier.add(choices.anchor());
    }
    return new EnasRecurrentCell(picked, mode);
  }

  @Override
  public String toString() {
    return "EnasRecurrentSpace[" + nodes + " nodes, " + mode + "]";
  }
}
