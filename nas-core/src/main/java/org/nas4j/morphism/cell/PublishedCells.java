package org.nas4j.morphism.cell;

import static org.nas4j.morphism.cell.CellOperation.AVERAGE_POOLING_3;
import static org.nas4j.morphism.cell.CellOperation.CONVOLUTION_1;
import static org.nas4j.morphism.cell.CellOperation.MAX_POOLING_3;
import static org.nas4j.morphism.cell.CellOperation.SEPARABLE_3;
import static org.nas4j.morphism.cell.CellOperation.SEPARABLE_5;
import static org.nas4j.morphism.cell.CellOperation.SEPARABLE_7;

import java.util.ArrayList;
import java.util.List;

/**
 * The cells of cai2018pathlevel as the edits that grow them, in the order of {@link CellGrowth}.
 * Stateless.
 */
public final class PublishedCells {

  private PublishedCells() {}

  /**
   * TreeCell-A, with which the paper's DenseNet and PyramidNet reach their figures (released code,
   * ImageNet/tree_cells.py).
   *
   * @return edits of a cell that starts from one convolution
   */
  public static List<CellEdit> treeCellA() {
    return new Script()
        .merge(CellMerge.ADD, 2)
        .below(0)
        .merge(CellMerge.ADD, CONVOLUTION_1, MAX_POOLING_3)
        .below(0, 0)
        .merge(CellMerge.CONCAT, AVERAGE_POOLING_3, SEPARABLE_7)
        .below(0, 1)
        .merge(CellMerge.ADD, SEPARABLE_3, SEPARABLE_5)
        .below(1)
        .merge(CellMerge.ADD, SEPARABLE_5, SEPARABLE_3)
        .below(1, 0)
        .merge(CellMerge.ADD, SEPARABLE_5, AVERAGE_POOLING_3, AVERAGE_POOLING_3)
        .below(1, 1)
        .merge(CellMerge.ADD, AVERAGE_POOLING_3, SEPARABLE_3)
        .edits();
  }

  /**
   * TreeCell-B, with which the paper's CondenseNet reaches its figures (released code,
   * ImageNet/tree_cells.py).
   *
   * @return edits of a cell that starts from one convolution
   */
  public static List<CellEdit> treeCellB() {
    return new Script()
        .merge(CellMerge.ADD, 2)
        .below(0)
        .merge(CellMerge.ADD, CONVOLUTION_1, SEPARABLE_7)
        .below(0, 0)
        .become(SEPARABLE_5)
        .below(0, 1)
        .become(AVERAGE_POOLING_3)
        .below(1)
        .merge(CellMerge.ADD, AVERAGE_POOLING_3, SEPARABLE_7)
        .below(1, 0)
        .merge(CellMerge.ADD, SEPARABLE_7, CONVOLUTION_1)
        .below(1, 1)
        .become(AVERAGE_POOLING_3)
        .edits();
  }

  /** Writes edits down, at one node after the other. */
  private static final class Script {

    private final List<CellEdit> edits = new ArrayList<>();
    private List<Integer> above = List.of();

    private List<Integer> branch(int index) {
      List<Integer> place = new ArrayList<>(above);
      place.add(index);
      return List.copyOf(place);
    }

    /** Goes on behind a leaf. */
    Script below(Integer... place) {
      above = List.of(place);
      edits.add(new CellEdit.Insert(above));
      return this;
    }

    Script merge(CellMerge merge, int branches) {
      edits.add(new CellEdit.Merge(branch(0), merge, branches));
      return this;
    }

    Script merge(CellMerge merge, CellOperation... operations) {
      merge(merge, operations.length);
      for (int i = 0; i < operations.length; i++) {
        edits.add(new CellEdit.Replace(branch(i), operations[i]));
      }
      return this;
    }

    Script become(CellOperation operation) {
      edits.add(new CellEdit.Replace(branch(0), operation));
      return this;
    }

    List<CellEdit> edits() {
      return List.copyOf(edits);
    }
  }
}
