package org.nas4j.spaces.nasnet;

import static org.nas4j.spaces.nasnet.NasnetOperation.AVERAGE_3X3;
import static org.nas4j.spaces.nasnet.NasnetOperation.IDENTITY;
import static org.nas4j.spaces.nasnet.NasnetOperation.MAX_3X3;
import static org.nas4j.spaces.nasnet.NasnetOperation.SEPARABLE_3X3;
import static org.nas4j.spaces.nasnet.NasnetOperation.SEPARABLE_5X5;
import static org.nas4j.spaces.nasnet.NasnetOperation.SEPARABLE_7X7;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nas4j.arch.Add;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Window;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.spaces.CellLayers;

/**
 * A cell of NASNet (Zoph et al. 2018, section 3; zoph2018nasnet). Its states are numbered: 0 is the
 * output of the cell before, h_i; 1 that of the cell before it, h_{i−1}; 2 and on are the blocks.
 *
 * @param blocks in order, at least one
 * @param outputs the states that are concatenated into the cell's output, rising
 */
public record NasnetCell(List<Block> blocks, List<Integer> outputs) {

  /** States that come from outside. */
  static final int INPUTS = 2;

  /**
   * Combines two states.
   *
   * @param first number of the first state
   * @param second number of the second state, perhaps the same
   * @param firstOperation what the first state goes through
   * @param secondOperation what the second state goes through
   * @param concat whether the results are concatenated, and then brought back to their number of
   *     maps by a 1×1 convolution, rather than added
   */
  public record Block(
      int first,
      int second,
      NasnetOperation firstOperation,
      NasnetOperation secondOperation,
      boolean concat) {}

  /** Checks and copies. */
  public NasnetCell {
    blocks = List.copyOf(blocks);
    outputs = List.copyOf(outputs);
    Checks.positive(blocks.size(), "number of blocks");
    Checks.positive(outputs.size(), "number of outputs");
    for (int i = 0; i < blocks.size(); i++) {
      refuseOutside(i + INPUTS, List.of(blocks.get(i).first(), blocks.get(i).second()));
    }
    refuseOutside(blocks.size() + INPUTS, outputs);
  }

  private static void refuseOutside(int states, List<Integer> numbers) {
    if (numbers.stream().anyMatch(state -> state < 0 || state >= states)) {
      throw new IllegalArgumentException(
          "States "
              + numbers
              + " are read where there are only ["
              + states
              + "], numbered from 0.\nMaybe they are numbered by the other convention, with 0 for h_{i-1}.");
    }
  }

  /**
   * A cell by the paper's rule: its output is the concatenation of all states that no block reads.
   *
   * @param blocks in order, at least one
   * @return the cell
   */
  public static NasnetCell ofUnused(List<Block> blocks) {
    Set<Integer> unused = IntStream.range(0, blocks.size() + INPUTS)
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
    blocks.stream()
        .flatMap(block -> Stream.of(block.first(), block.second()))
        .forEach(unused::remove);
    return new NasnetCell(blocks, List.copyOf(unused));
  }

  /**
   * The normal cell of NASNet-A. As released, its output holds h_{i−1} although blocks read it; the
   * published sizes (6 · 4 · F maps at the end) need that.
   *
   * @return the cell
   */
  public static NasnetCell nasnetNormalA() {
    return new NasnetCell(
        List.of(
            new Block(0, 1, SEPARABLE_5X5, SEPARABLE_3X3, false),
            new Block(1, 1, SEPARABLE_5X5, SEPARABLE_3X3, false),
            new Block(0, 1, AVERAGE_3X3, IDENTITY, false),
            new Block(1, 1, AVERAGE_3X3, AVERAGE_3X3, false),
            new Block(0, 0, SEPARABLE_3X3, IDENTITY, false)),
        List.of(1, 2, 3, 4, 5, 6));
  }

  /**
   * The reduction cell of NASNet-A. As released, its output holds the second block although the
   * fourth reads it.
   *
   * @return the cell
   */
  public static NasnetCell nasnetReductionA() {
    return new NasnetCell(
        List.of(
            new Block(0, 1, SEPARABLE_5X5, SEPARABLE_7X7, false),
            new Block(0, 1, MAX_3X3, SEPARABLE_7X7, false),
            new Block(0, 1, AVERAGE_3X3, SEPARABLE_5X5, false),
            new Block(3, 2, IDENTITY, AVERAGE_3X3, false),
            new Block(2, 0, SEPARABLE_3X3, MAX_3X3, false)),
        List.of(3, 4, 5, 6));
  }

  /** Adds the cell to a network; a stride of 2 is applied where a block reads an input. */
  String build(CellLayers cell, String current, String previous, int stride) {
    List<String> states = new ArrayList<>();
    states.add(cell.convolution("current", Window.square(1), current));
    states.add(cell.match("previous", previous, current));
    for (int i = 0; i < blocks.size(); i++) {
      states.add(combine(cell, "block" + (i + 1), blocks.get(i), states, stride));
    }
    List<String> parts = new ArrayList<>();
    for (int state : outputs) {
      boolean large = stride > 1 && state < INPUTS;
      parts.add(large ? cell.reduce("output" + state, states.get(state)) : states.get(state));
    }
    return parts.size() == 1
        ? parts.get(0)
        : cell.network().add(cell.prefix() + "/output", new Concat(), parts);
  }

  private static String combine(
      CellLayers cell, String name, Block block, List<String> states, int stride) {
    String first = path(cell, name + "a", block.firstOperation(), block.first(), states, stride);
    String second = path(cell, name + "b", block.secondOperation(), block.second(), states, stride);
    if (!block.concat()) {
      return cell.add(name + "/add", new Add(), first, second);
    }
    String both = cell.add(name + "/concat", new Concat(), first, second);
    return cell.convolution(name + "/narrow", Window.square(1), both);
  }

  /** Identities are never dropped, as in the released code, not even where they are strided. */
  private static String path(
      CellLayers cell,
      String name,
      NasnetOperation operation,
      int state,
      List<String> states,
      int stride) {
    String end = operation.apply(cell, name, states.get(state), state < INPUTS ? stride : 1);
    return operation == IDENTITY ? end : cell.droppable(name, end);
  }
}
