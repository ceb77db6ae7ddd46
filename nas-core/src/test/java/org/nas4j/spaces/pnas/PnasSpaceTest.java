package org.nas4j.spaces.pnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.spaces.nasnet.NasnetOperation;
import org.nas4j.spaces.nasnet.NasnetSpace;
import org.nas4j.testkit.SearchSpaceContract;

class PnasSpaceTest extends SearchSpaceContract<Architecture> {

  private static final Shape PICTURE = Shape.image(1, 28, 28);

  @Override
  protected PnasSpace space() {
    return PnasSpace.small(PICTURE, 10);
  }

  @Test
  void asksForTheSizeAndFourQuestionsABlock() {
    PnasSpace space = PnasSpace.liu(Shape.image(3, 32, 32), 10);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20; i++) {
      Build<Architecture> build = space.sample(Chooser.uniform(random));
      int blocks = build.walk().genotype().genes().get(0).option() + 1;
      assertThat(build.points()).hasSize(1 + 4 * blocks);
      assertThat(build.points().get(0).decision().options()).isEqualTo(List.of(1, 2, 3, 4, 5));
      for (int block = 0; block < blocks; block++) {
        assertThat(build.points().get(1 + 4 * block).legalCount()).isEqualTo(2 + block);
        assertThat(build.points().get(2 + 4 * block).legalCount()).isEqualTo(8);
      }
    }
  }

  /** In the small space the cell stands twice as it is, and once with stride 2. */
  @Test
  void oneCellStandsEverywhere() {
    Architecture network = space().sample(point -> point.legalOption(0)).architecture();
    assertThat(network.nodes().stream().map(node -> node.name()).toList())
        .anyMatch(name -> name.startsWith("stage1.cell1/"))
        .anyMatch(name -> name.startsWith("reduction1/"))
        .anyMatch(name -> name.startsWith("stage2.cell1/"));
  }

  @Test
  void tellsItsSettings() {
    assertThat(space().settings())
        .containsEntry("blocks", "3")
        .containsEntry("filters", "8")
        .containsEntry("operations", "[SEPARABLE_3X3, SEPARABLE_5X5, IDENTITY, MAX_3X3]");
  }

  @Test
  void refusesNoBlocksAndNoOperations() {
    NasnetSpace sizes = NasnetSpace.small(PICTURE, 10);
    assertThatThrownBy(() -> PnasSpace.of(sizes, 0, List.of(NasnetOperation.IDENTITY)))
        .hasMessageContaining("[0]");
    assertThatThrownBy(() -> PnasSpace.of(sizes, 1, List.of())).hasMessageContaining("[0]");
  }
}
