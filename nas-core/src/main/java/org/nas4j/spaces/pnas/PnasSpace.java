package org.nas4j.spaces.pnas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.internal.checks.Checks;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.nasnet.NasnetCell;
import org.nas4j.spaces.nasnet.NasnetOperation;
import org.nas4j.spaces.nasnet.NasnetSpace;

/**
 * Networks of one cell that has from one block to B, as PNAS searches them (Liu et al. 2018,
 * section 3; liu2018pnas). It asks how many blocks there are, then for each block an earlier state,
 * its operation, another earlier state, which may be the same, and its operation; the two results
 * are added. States that come later than the block are masked. Blocks that no other reads are
 * concatenated into the output. The cell that halves the resolution is the same one with stride 2
 * and twice the filters.
 *
 * <p>With five blocks and eight operations there are 136 different cells of one block, since it
 * does not matter which of the two halves comes first.
 *
 * <p>Unverified: the stem, which is that of {@link NasnetSpace}. Immutable and thread-safe.
 */
public final class PnasSpace implements SearchSpace<Architecture> {

  /** The paper's operations: section 3.1. */
  private static final List<NasnetOperation> OPERATIONS = List.of(
      NasnetOperation.SEPARABLE_3X3,
      NasnetOperation.SEPARABLE_5X5,
      NasnetOperation.SEPARABLE_7X7,
      NasnetOperation.CONVOLUTION_1X7_7X1,
      NasnetOperation.IDENTITY,
      NasnetOperation.AVERAGE_3X3,
      NasnetOperation.MAX_3X3,
      NasnetOperation.DILATED_3X3);

  private static final int INPUTS = 2;

  private final NasnetSpace networks;
  private final int mostBlocks;
  private final List<NasnetOperation> operations;

  private PnasSpace(NasnetSpace networks, int mostBlocks, List<NasnetOperation> operations) {
    this.networks = networks;
    this.mostBlocks = Checks.positive(mostBlocks, "number of blocks");
    this.operations = List.copyOf(operations);
    Checks.positive(operations.size(), "number of operations");
  }

  /**
   * The paper's space with its proxy network: up to 5 blocks, 8 operations, 3 stages of N = 2
   * cells, F = 24 filters.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return the space
   */
  public static PnasSpace liu(Shape input, int classes) {
    return of(NasnetSpace.builder(input, classes).filters(24).build(), 5, OPERATIONS);
  }

  /**
   * A space that two cores can search with images of 28×28: up to 3 blocks, 4 operations (36
   * different cells of one block), 2 stages of 1 cell, 8 filters.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return the space
   */
  public static PnasSpace small(Shape input, int classes) {
    return of(
        NasnetSpace.small(input, classes),
        3,
        List.of(
            NasnetOperation.SEPARABLE_3X3,
            NasnetOperation.SEPARABLE_5X5,
            NasnetOperation.IDENTITY,
            NasnetOperation.MAX_3X3));
  }

  /**
   * A space of other sizes.
   *
   * @param networks sizes of the networks; its own blocks and operations do not matter
   * @param mostBlocks B, at least 1
   * @param operations to choose from, at least one
   * @return the space
   */
  public static PnasSpace of(
      NasnetSpace networks, int mostBlocks, List<NasnetOperation> operations) {
    return new PnasSpace(networks, mostBlocks, operations);
  }

  /**
   * The settings by name.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    Map<String, String> all = new TreeMap<>(networks.settings());
    all.put("blocks", Integer.toString(mostBlocks));
    all.put("operations", operations.toString());
    return all;
  }

  @Override
  public Architecture build(Choices choices) {
    int blocks = choices.pick(
        new Decision<>("blocks", IntStream.rangeClosed(1, mostBlocks).boxed().toList()));
    List<NasnetCell.Block> picked = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      String name = "block " + (i + 1) + ": ";
      int states = INPUTS + i;
      int first = pickState(choices, name + "first state", states);
      NasnetOperation firstOperation =
          choices.pick(new Decision<>(name + "first operation", operations));
      int second = pickState(choices, name + "second state", states);
      NasnetOperation secondOperation =
          choices.pick(new Decision<>(name + "second operation", operations));
      picked.add(new NasnetCell.Block(first, second, firstOperation, secondOperation, false));
    }
    NasnetCell cell = NasnetCell.ofUnused(picked);
    return networks.network(cell, cell);
  }

  private int pickState(Choices choices, String name, int states) {
    List<Integer> all = IntStream.range(0, INPUTS + mostBlocks - 1).boxed().toList();
    return choices.pick(new Decision<>(name, all), state -> state < states);
  }

  @Override
  public String toString() {
    return "PnasSpace[up to " + mostBlocks + " blocks, " + networks + "]";
  }
}
