package org.nas4j.spaces.darts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nas4j.arch.Add;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Window;
import org.nas4j.internal.spaces.CellLayers;

/**
 * Adds cells of mixed edges to a network, and remembers where their shares are. For one network.
 *
 * <p>Where only one channel in K goes through the operations (xu2020pcdarts, section 3.2, and
 * code), the sum over the edges of a node is taken of mixed channels and of bypassing ones apart,
 * and both are joined and shuffled once, which is the same as doing it edge by edge, since all
 * edges are shuffled alike.
 */
final class MixedEdges {

  private final int nodes;
  private final int oneIn;
  private final List<MixedCells.Share> shares = new ArrayList<>();
  private final List<MixedCells.Selection> selections = new ArrayList<>();

  /**
   * No cells yet.
   *
   * @param nodes of a cell
   * @param oneIn K, of so many channels one goes through the operations
   */
  MixedEdges(int nodes, int oneIn) {
    this.nodes = nodes;
    this.oneIn = oneIn;
  }

  List<MixedCells.Share> shares() {
    return shares;
  }

  List<MixedCells.Selection> selections() {
    return selections;
  }

  /** Adds the nodes of a cell to its two states. */
  void addNodes(CellLayers cell, boolean isReduction, List<String> states) {
    if (oneIn == 1) {
      addWhole(cell, isReduction, states);
    } else {
      addPartial(cell, isReduction, states);
    }
  }

  private static int stride(boolean isReduction, int state) {
    return isReduction && state < DartsCell.INPUTS ? 2 : 1;
  }

  private void addWhole(CellLayers cell, boolean isReduction, List<String> states) {
    int edge = 0;
    for (int node = 1; node <= nodes; node++) {
      List<String> ends = new ArrayList<>();
      for (int state = 0; state < DartsCell.INPUTS + node - 1; state++) {
        int stride = stride(isReduction, state);
        ends.add(mix(cell, states.get(state), stride, isReduction, edge));
        edge++;
      }
      states.add(sum(cell, "node" + node, ends));
    }
  }

  /** A state in two: the channels that go through operations, and all others. */
  private record Halves(String mixed, String passed) {}

  private void addPartial(CellLayers cell, boolean isReduction, List<String> states) {
    int active = cell.filters() / oneIn;
    CellLayers narrow = new CellLayers(cell.network(), cell.prefix(), active, Optional.empty());
    List<Halves> halves = new ArrayList<>();
    for (int input = 0; input < DartsCell.INPUTS; input++) {
      halves.add(cut(cell, "input" + input, states.get(input), active));
    }
    int edge = 0;
    for (int node = 1; node <= nodes; node++) {
      List<String> mixed = new ArrayList<>();
      List<String> passed = new ArrayList<>();
      for (int state = 0; state < halves.size(); state++) {
        int stride = stride(isReduction, state);
        mixed.add(mix(narrow, halves.get(state).mixed(), stride, isReduction, edge));
        passed.add(pass(cell, halves.get(state).passed(), stride, isReduction, edge));
        edge++;
      }
      String name = "node" + node;
      states.add(cell.add(
          name,
          new Concat(),
          sum(cell, name + "/mixed", mixed),
          sum(cell, name + "/passed", passed)));
      if (node < nodes) {
        halves.add(shuffle(cell, name, active, states.get(states.size() - 1)));
      }
    }
  }

  private static String sum(CellLayers cell, String name, List<String> ends) {
    return cell.add(name, new Add(), ends.toArray(String[]::new));
  }

  private static Halves cut(CellLayers cell, String name, String state, int active) {
    return new Halves(
        cell.add(name + "/mixed", ChannelWindow.of(0, active), state),
        cell.add(name + "/passed", ChannelWindow.of(active, cell.filters() - active), state));
  }

  /**
   * What a shuffled state would be cut into. A convolution that picks channels does both at once,
   * and its products by 0 and 1 are exact.
   */
  private Halves shuffle(CellLayers cell, String name, int active, String state) {
    List<Integer> order = shuffled(cell.filters(), oneIn);
    return new Halves(
        select(cell, name + "/select", order.subList(0, active), state),
        select(cell, name + "/pass", order.subList(active, order.size()), state));
  }

  private String select(CellLayers cell, String name, List<Integer> channels, String state) {
    String end = cell.add(name, Convolution.of(channels.size(), Window.square(1)), state);
    selections.add(new MixedCells.Selection(end + "/kernel", channels));
    return end;
  }

  /**
   * From where each channel comes when groups are interleaved: the first of each, then the next.
   */
  static List<Integer> shuffled(int channels, int groups) {
    int each = channels / groups;
    return IntStream.range(0, channels)
        .mapToObj(channel -> channel % groups * each + channel / groups)
        .toList();
  }

  private String mix(CellLayers cell, String state, int stride, boolean isReduction, int edge) {
    List<String> ends = new ArrayList<>();
    for (DartsOperation operation : DartsOperation.values()) {
      if (operation != DartsOperation.NONE) {
        String name = "edge" + edge + "/" + operation.name();
        String end = operation.apply(cell, name, state, stride);
        String array = end + "/gamma";
        if (operation.isPooling()) {
          end = cell.add(name + "/norm", BatchNormalization.DEFAULT, end);
          array = end + "/gamma";
        } else if (end.equals(state)) {
          end = shared(cell, name + "/share", state);
          array = end + "/kernel";
        }
        shares.add(new MixedCells.Share(isReduction, edge, Optional.of(operation), array));
        ends.add(end);
      }
    }
    return sum(cell, "edge" + edge, ends);
  }

  /** Halved by the greatest of four where the operations halve, as in the code. */
  private String pass(CellLayers cell, String state, int stride, boolean isReduction, int edge) {
    String name = "edge" + edge + "/passed";
    String halved = stride == 1
        ? state
        : cell.add(name + "/pool", Pooling.max(Window.square(2).stride(2)), state);
    String end = shared(cell, name + "/share", halved);
    shares.add(new MixedCells.Share(isReduction, edge, Optional.empty(), end + "/kernel"));
    return end;
  }

  private static String shared(CellLayers cell, String name, String input) {
    return cell.add(name, new DepthwiseConvolution(Window.square(1), false), input);
  }
}
