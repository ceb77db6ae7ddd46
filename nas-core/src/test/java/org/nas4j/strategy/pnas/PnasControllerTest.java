package org.nas4j.strategy.pnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nas4j.testkit.DistributionAssert.assertThatCounts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nas4j.predict.CellBlock;
import org.nas4j.predict.CellPredictor;
import org.nas4j.search.Controller;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.space.Decision;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ToySpaces;

/** Which cells are proposed in which order, and from which they grow. */
class PnasControllerTest {

  /** One input and two operations, so that there are three cells of one block. */
  private static SearchSpace<Integer> cells(int mostBlocks) {
    Decision<Integer> operation = Decision.of("operation", 0, 1);
    return choices -> {
      int blocks = choices.pick(
          new Decision<>("blocks", IntStream.rangeClosed(1, mostBlocks).boxed().toList()));
      for (int i = 0; i < blocks; i++) {
        int last = i;
        for (int half = 0; half < 2; half++) {
          choices.pick(Decision.of("input", 0, 1, 2), state -> state <= last);
          choices.pick(operation);
        }
      }
      return blocks;
    };
  }

  private static CellQuestions questions(int mostBlocks) {
    return CellQuestions.of(new LearningRun<>(cells(mostBlocks), 1));
  }

  private static PnasController controller(int kept, CellPredictor predictor) {
    return new PnasController(new PnasSettings(kept, predictor), questions(2));
  }

  /** Half an operation is worth its number, the more the later it stands. */
  private static double worth(List<CellBlock> cell) {
    double worth = 0;
    for (CellBlock block : cell) {
      worth = 3 * worth + block.firstOperation() + block.secondOperation() + block.secondInput();
    }
    return worth;
  }

  private static List<CellBlock> next(Controller controller, long seed) {
    Optional<Proposal> next = controller.propose(new SplittableRandom(seed));
    return questions(2).cell(next.orElseThrow().genotype()).orElseThrow();
  }

  private static Genotype genotype(CellBlock... cell) {
    return questions(2).genotype(List.of(cell));
  }

  /** Of all cells of two blocks, two of which are worth 9 and four 8, the four best in order. */
  @Test
  void goesOnWithWhatThePredictorFavours() {
    LearningRun<Integer> run = new LearningRun<>(cells(2), 1);
    List<List<CellBlock>> learned = new ArrayList<>();
    Controller controller = controller(4, (observed, values, random) -> {
      learned.addAll(observed);
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i]).isEqualTo(worth(observed.get(i)) / 10);
      }
      return PnasControllerTest::worth;
    });
    List<List<CellBlock>> small = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      small.add(next(controller, i));
      run.tell(controller, questions(2).genotype(small.get(i)), worth(small.get(i)) / 10);
    }
    assertThat(small)
        .containsExactlyInAnyOrder(
            List.of(new CellBlock(0, 0, 0, 0)),
            List.of(new CellBlock(0, 0, 0, 1)),
            List.of(new CellBlock(0, 1, 0, 1)));
    List<Double> worths = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<CellBlock> cell = next(controller, 3 + i);
      assertThat(cell).hasSize(2);
      worths.add(worth(cell));
    }
    assertThat(worths).containsExactly(9.0, 9.0, 8.0, 8.0);
    assertThat(learned).isEqualTo(small);
    assertThat(controller.propose(new SplittableRandom(9))).isEmpty();
  }

  /** Each of the three cells of one block comes first equally often. */
  @Test
  void smallCellsComeInRandomOrder() {
    long[] first = new long[3];
    SplittableRandom seeds = new SplittableRandom(5);
    for (int i = 0; i < 900; i++) {
      CellBlock block = next(controller(4, (cells, values, random) -> cell -> 0), seeds.nextLong())
          .get(0);
      first[block.firstOperation() + block.secondOperation()]++;
    }
    assertThatCounts(first).areUniform();
  }

  /** Nothing is learned from a failure, though it costs a penalty, and nothing grows from it. */
  @Test
  void penaltiesTeachNothing() {
    LearningRun<Integer> run = new LearningRun<>(cells(2), 1);
    Controller controller = controller(100, (observed, values, random) -> {
      assertThat(observed).containsExactly(List.of(new CellBlock(0, 0, 0, 0)));
      assertThat(values).containsExactly(0.5);
      return PnasControllerTest::worth;
    });
    for (int i = 0; i < 3; i++) {
      List<CellBlock> cell = next(controller, i);
      if (worth(cell) == 0) {
        run.tell(controller, questions(2).genotype(cell), 0.5);
      } else if (worth(cell) == 1) {
        run.tellFailure(controller, questions(2).genotype(cell));
      } else {
        run.tell(
            controller,
            questions(2).genotype(cell),
            new Outcome.Failed("toy", "", OptionalDouble.of(-1)));
      }
    }
    for (Optional<Proposal> next = controller.propose(new SplittableRandom(3));
        next.isPresent();
        next = controller.propose(new SplittableRandom(3))) {
      assertThat(questions(2).cell(next.get().genotype()).orElseThrow())
          .contains(new CellBlock(0, 0, 0, 0));
    }
  }

  @Test
  void genotypesOfOtherSpacesAreNoCells() {
    Genotype cell = genotype(new CellBlock(0, 1, 0, 0), new CellBlock(1, 1, 0, 1));
    assertThat(questions(2).cell(cell))
        .hasValue(List.of(new CellBlock(0, 1, 0, 0), new CellBlock(1, 1, 0, 1)));
    assertThat(questions(1).cell(cell)).isEmpty();
    assertThat(questions(2).cell(Genotype.EMPTY)).isEmpty();
    assertThat(questions(2).cell(new Genotype(List.of(new Gene("blocks", 0))))).isEmpty();
    assertThat(questions(2).cell(new Genotype(cell.genes().subList(0, 5)))).isEmpty();
  }

  @Test
  void refusesSpacesWithoutSuchQuestions() {
    assertThatThrownBy(() -> CellQuestions.of(new LearningRun<>(ToySpaces.empty(), 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("asks nothing");
    assertThatThrownBy(() -> CellQuestions.of(new LearningRun<>(ToySpaces.grid(7, 3), 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("after answer [0] to [digit 0] this one asks [6].");
  }

  /** The second block reads the first, so that it stays behind it, though it would be less. */
  @Test
  void blocksStayBehindWhatTheyRead() {
    assertThat(CanonicalCell.of(List.of(new CellBlock(1, 1, 1, 1), new CellBlock(2, 0, 0, 0)), 2))
        .containsExactly(new CellBlock(1, 1, 1, 1), new CellBlock(0, 0, 2, 0));
    assertThat(CanonicalCell.of(
            List.of(
                new CellBlock(1, 1, 1, 1), new CellBlock(0, 1, 1, 0), new CellBlock(0, 0, 2, 0)),
            2))
        .containsExactly(
            new CellBlock(0, 1, 1, 0), new CellBlock(1, 1, 1, 1), new CellBlock(0, 0, 3, 0));
  }

  @Test
  void recipeStartsAgainFromItsOwnSettings() {
    Pnas recipe = Pnas.builder().kept(7).build();
    assertThat(recipe.toBuilder().build().settings()).isEqualTo(recipe.settings());
  }
}
