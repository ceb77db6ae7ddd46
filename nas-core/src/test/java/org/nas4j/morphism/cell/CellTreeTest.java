package org.nas4j.morphism.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CellTreeTest {

  private static final List<Integer> FIRST = List.of(0);

  private static CellTree start() {
    return CellTree.of(CellOperation.CONVOLUTION_3);
  }

  /** Two branches, an undecided identity below the second. */
  private static CellTree grown() {
    return start().merged(FIRST, CellMerge.ADD, 2).inserted(List.of(1));
  }

  @Test
  void growsByCopiesIdentitiesAndOperations() {
    assertThat(start().merged(FIRST, CellMerge.ADD, 3))
        .hasToString("ADD(CONVOLUTION_3, CONVOLUTION_3, CONVOLUTION_3)");
    assertThat(grown()).hasToString("ADD(CONVOLUTION_3, CONVOLUTION_3 → UNDECIDED)");
    assertThat(grown().height()).isEqualTo(2);
    CellTree pooled = grown().replaced(List.of(1, 0), CellOperation.MAX_POOLING_3);
    assertThat(pooled.operations())
        .containsExactly(
            CellOperation.CONVOLUTION_3, CellOperation.CONVOLUTION_3, CellOperation.MAX_POOLING_3);
    assertThat(pooled.hasPooling()).isTrue();
    assertThat(grown().hasPooling()).isFalse();
  }

  @Test
  void refusesPlacesThatAreNotThere() {
    for (List<Integer> place :
        List.of(List.of(2), List.of(-1), List.of(0, 0), List.of(1, 1), List.of(1, 0, 0))) {
      assertThatThrownBy(() -> grown().branch(place))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("There is no branch " + place
              + " in [ADD(CONVOLUTION_3, CONVOLUTION_3 → UNDECIDED)].");
    }
    assertThat(grown().branch(List.of(1, 0)).operation()).isEqualTo(CellOperation.UNDECIDED);
    assertThatThrownBy(() -> grown().branch(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A place in a cell is told by at least one number, but got none.");
  }

  @Test
  void refusesToMergeWhatIsNotAloneOrNoLeaf() {
    assertThatThrownBy(() -> grown().merged(FIRST, CellMerge.ADD, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Branch [0] of [ADD(CONVOLUTION_3, CONVOLUTION_3 → UNDECIDED)] is not alone,"
            + " or something hangs from it.");
    CellTree deeper = start().inserted(FIRST);
    assertThatThrownBy(() -> deeper.merged(FIRST, CellMerge.ADD, 2))
        .hasMessage("Branch [0] of [CONVOLUTION_3 → UNDECIDED] is not alone, or something hangs"
            + " from it.");
    assertThat(deeper.merged(List.of(0, 0), CellMerge.ADD, 2))
        .hasToString("CONVOLUTION_3 → ADD(UNDECIDED, UNDECIDED)");
  }

  @Test
  void refusesToGrowWhereSomethingIsAlready() {
    assertThatThrownBy(() -> grown().inserted(List.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Something hangs from branch [1] of [ADD(CONVOLUTION_3, CONVOLUTION_3 →"
            + " UNDECIDED)] already.");
    assertThatThrownBy(() -> grown().replaced(FIRST, CellOperation.IDENTITY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The operation of branch [0] of [ADD(CONVOLUTION_3, CONVOLUTION_3 →"
            + " UNDECIDED)] is decided already.");
  }

  /** What makes channels makes fewer of all that enter; the rest is given fewer. */
  @ParameterizedTest
  @EnumSource(CellOperation.class)
  void onlyConcatenatedCopiesThatMakeNoChannelsAreGivenAPartOfThem(CellOperation operation) {
    boolean makes = List.of(
            CellOperation.CONVOLUTION_1,
            CellOperation.CONVOLUTION_3,
            CellOperation.SEPARABLE_3,
            CellOperation.SEPARABLE_5,
            CellOperation.SEPARABLE_7)
        .contains(operation);
    CellTree one = CellTree.of(operation);
    assertThat(one.merged(FIRST, CellMerge.CONCAT, 2).root().isSplit()).isEqualTo(!makes);
    assertThat(one.merged(FIRST, CellMerge.ADD, 2).root().isSplit()).isFalse();
  }
}
