package org.nas4j.strategy.pnas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.nas4j.predict.CellBlock;

/**
 * One cell for all that compute the same: the halves of a block in rising order, and of all orders
 * of the blocks in which each comes after those that it reads, the least.
 */
final class CanonicalCell {

  private static final Comparator<CellBlock> RISING = Comparator.comparingInt(CellBlock::firstInput)
      .thenComparingInt(CellBlock::firstOperation)
      .thenComparingInt(CellBlock::secondInput)
      .thenComparingInt(CellBlock::secondOperation);

  private final List<CellBlock> cell;
  private final int inputs;
  private final int[] places;
  private final List<CellBlock> ordered = new ArrayList<>();
  private List<CellBlock> least;

  private CanonicalCell(List<CellBlock> cell, int inputs) {
    this.cell = cell;
    this.inputs = inputs;
    this.places = new int[cell.size()];
    Arrays.fill(places, -1);
  }

  /** The halves in rising order. */
  static CellBlock sorted(CellBlock block) {
    boolean rises = block.firstInput() < block.secondInput()
        || block.firstInput() == block.secondInput()
            && block.firstOperation() <= block.secondOperation();
    return rises
        ? block
        : new CellBlock(
            block.secondInput(),
            block.secondOperation(),
            block.firstInput(),
            block.firstOperation());
  }

  /**
   * The canonical form.
   *
   * @param cell in any order that can be built
   * @param inputs how many states come from outside; the first block is numbered by it
   */
  static List<CellBlock> of(List<CellBlock> cell, int inputs) {
    CanonicalCell search = new CanonicalCell(cell, inputs);
    search.extend();
    return search.least;
  }

  private void extend() {
    if (ordered.size() == cell.size()) {
      if (least == null || isLess(ordered, least)) {
        least = List.copyOf(ordered);
      }
      return;
    }
    for (int i = 0; i < cell.size(); i++) {
      if (places[i] < 0 && isReady(cell.get(i))) {
        places[i] = ordered.size();
        ordered.add(renumbered(cell.get(i)));
        extend();
        ordered.remove(ordered.size() - 1);
        places[i] = -1;
      }
    }
  }

  private boolean isReady(CellBlock block) {
    return isThere(block.firstInput()) && isThere(block.secondInput());
  }

  private boolean isThere(int input) {
    return input < inputs || places[input - inputs] >= 0;
  }

  private CellBlock renumbered(CellBlock block) {
    return sorted(new CellBlock(
        renumbered(block.firstInput()),
        block.firstOperation(),
        renumbered(block.secondInput()),
        block.secondOperation()));
  }

  private int renumbered(int input) {
    return input < inputs ? input : inputs + places[input - inputs];
  }

  private static boolean isLess(List<CellBlock> one, List<CellBlock> other) {
    for (int i = 0; i < one.size(); i++) {
      int order = RISING.compare(one.get(i), other.get(i));
      if (order != 0) {
        return order < 0;
      }
    }
    return false;
  }
}
