package org.nas4j.spaces.darts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/**
 * Networks of DARTS' cells as random search draws them (li2019random, section 4): each node reads
 * two different states by an operation each. {@link DartsOperation#NONE} is not among them, since
 * it is no part of a cell here.
 *
 * @param sizes of the networks
 */
record DartsSpace(DartsNetwork sizes) implements SearchSpace<Architecture> {

  private static final Decision<DartsOperation> OPERATION = new Decision<>(
      "operation", List.of(DartsOperation.values()).subList(1, DartsOperation.values().length));

  @Override
  public Architecture build(Choices choices) {
    DartsCell normal = cell(choices);
    return sizes.sharing(normal, cell(choices));
  }

  private DartsCell cell(Choices choices) {
    List<DartsCell.Edge> edges = new ArrayList<>();
    for (int node = 0; node < sizes.nodes(); node++) {
      List<Integer> states = IntStream.range(0, DartsCell.INPUTS + node).boxed().toList();
      Decision<Integer> state = new Decision<>("state of node " + (node + 1), states);
      int first = choices.pick(state);
      edges.add(new DartsCell.Edge(choices.pick(OPERATION), first));
      int second = choices.pick(state, each -> each != first);
      edges.add(new DartsCell.Edge(choices.pick(OPERATION), second));
    }
    return new DartsCell(edges);
  }
}
