package org.nas4j.strategy.qlearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.predict.BlockPredictor;
import org.nas4j.predict.CellBlock;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.Walk;
import org.nas4j.spaces.blockqnn.BlockQnnSpace;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ControllerContract;

class FasterBlockQnnTest extends ControllerContract {

  private static final BlockPredictor SMALL =
      BlockPredictor.builder().embedding(3).hidden(4).passes(5).build();
  private static final FasterBlockQnn RECIPE =
      FasterBlockQnn.builder().predictor(SMALL).initial(8).imagined(6).refit(10).build();
  private static final BlockQnnSpace BLOCKS =
      BlockQnnSpace.small(Shape.image(1, 8, 8), 3).toBuilder().greatestIndex(4).build();

  @Override
  protected SearchStrategy strategy() {
    return RECIPE;
  }

  /** Few parameters are good here. */
  private static double worth(Architecture network) {
    return -StrictMath.log(network.cost().parameters());
  }

  /** After eight trained blocks six are foretold for each, and all but the trained one count. */
  @Test
  void foretellsManyBlocksForEachThatIsTrained() {
    LearningRun<Architecture> run = new LearningRun<>(BLOCKS, 1);
    FasterController controller = (FasterController) RECIPE.open(run);
    for (int i = 0; i < 8; i++) {
      run.step(controller, FasterBlockQnnTest::worth);
      assertThat(controller.foretold()).isZero();
    }
    for (int i = 1; i <= 10; i++) {
      run.step(controller, FasterBlockQnnTest::worth);
      assertThat(controller.foretold()).isEqualTo(6L * i);
    }
  }

  /** What is trained after the first fit is better on average than what random blocks are. */
  @Test
  void trainsWhatThePredictorPrefers() {
    double first = 0;
    double later = 0;
    for (long seed = 0; seed < 3; seed++) {
      double[] rewards = LearningRun.rewards(
          FasterBlockQnn.builder()
              .initial(30)
              .predictor(BlockPredictor.builder().passes(20).build())
              .agent(QLearning.blockQnn())
              .build(),
          BLOCKS,
          FasterBlockQnnTest::worth,
          45,
          seed);
      for (int i = 0; i < 45; i++) {
        first += i < 30 ? rewards[i] / 30 : 0;
        later += i < 30 ? 0 : rewards[i] / 15;
      }
    }
    assertThat(later / 3).isGreaterThan(first / 3 + 0.15);
  }

  /** Of this space each layer is read by its code, not by the number of its option. */
  @Test
  void readsLayersByTheirCode() {
    Walk walk = BLOCKS.sample(point -> point.legalOption(0)).walk();
    List<CellBlock> block = new BlockCodes().of(walk);
    assertThat(block).hasSize(4);
    assertThat(block.get(0)).isEqualTo(new CellBlock(0, 1, 0, 8 + 1));
    Set<Integer> kernels = new HashSet<>();
    for (int option = 0; option < 12; option++) {
      int fixed = option;
      new BlockCodes()
          .of(BLOCKS
              .sample(point -> point.isLegal(fixed) ? fixed : point.legalOption(0))
              .walk())
          .forEach(each -> kernels.add(each.secondOperation() - 8));
    }
    assertThat(kernels).contains(1, 3, 5);
  }

  @Test
  void presetTrainsAFewHundredOfAllItsBlocks() {
    assertThat(FasterBlockQnn.zhong().settings())
        .containsEntry("initial", "640")
        .containsEntry("imagined", "64")
        .containsEntry("learningRate", QLearning.blockQnn().settings().get("learningRate"))
        .containsKey("predictor");
    assertThat(RECIPE.toBuilder().build().settings()).isEqualTo(RECIPE.settings());
    assertThatThrownBy(() -> FasterBlockQnn.builder().initial(1)).hasMessageContaining("[1]");
  }
}
