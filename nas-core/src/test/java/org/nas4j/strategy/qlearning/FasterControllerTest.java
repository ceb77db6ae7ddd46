package org.nas4j.strategy.qlearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nas4j.strategy.LearningRun.next;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.predict.BlockPredictor;
import org.nas4j.predict.CellBlock;
import org.nas4j.predict.CellCourse;
import org.nas4j.search.Outcome;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.space.Walk;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ToySpaces;

/**
 * Which candidates are foretold, trained and learned from. The agent answers at random and learns
 * exactly, so that the value of the last answer of a candidate is what was learned of it, or what
 * nothing was learned of has.
 */
class FasterControllerTest {

  private static final double NOTHING = -100;
  private static final BlockPredictor PREDICTOR =
      BlockPredictor.builder().embedding(3).hidden(4).passes(5).build();
  private static final QLearning AGENT = QLearning.builder()
      .values(
          Tabular.builder().learningRate(1).initialValue(NOTHING).replay(0, 1).build())
      .exploration(EpsilonSchedule.of(1, 1))
      .scaledExploration(false)
      .build();
  private static final FasterBlockQnn RECIPE = FasterBlockQnn.builder()
      .agent(AGENT)
      .predictor(PREDICTOR)
      .initial(3)
      .imagined(4)
      .refit(2)
      .build();

  private final LearningRun<List<Integer>> run = new LearningRun<>(ToySpaces.grid(3, 4), 1);

  private static FasterController open(FasterBlockQnn recipe, LearningRun<?> run) {
    return (FasterController) recipe.open(run);
  }

  private static double learned(FasterController controller, Walk walk) {
    int last = walk.points().size() - 1;
    return controller
        .agent()
        .values()
        .read()
        .values(walk.points().get(last))[walk.genotype().genes().get(last).option()];
  }

  private Genotype grid(int code) {
    return run.walk(point -> code >> 2 * point.index() & 3).genotype();
  }

  private List<Genotype> allLearned(FasterController controller) {
    List<Genotype> all = new ArrayList<>();
    for (int code = 0; code < 64; code++) {
      if (learned(controller, run.walk(grid(code))) != NOTHING) {
        all.add(grid(code));
      }
    }
    return all;
  }

  /** The decisions of a grid are numbered as they come. */
  private List<CellBlock> block(Genotype genotype) {
    List<CellBlock> block = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      block.add(new CellBlock(i, genotype.genes().get(i).option(), 0, 0));
    }
    return block;
  }

  @Test
  void answersAreReadByTheNumberOfTheirDecision() {
    Walk walk = run.walk(point -> 3 - point.index());
    assertThat(new BlockCodes().of(walk))
        .containsExactly(
            new CellBlock(0, 3, 0, 0), new CellBlock(1, 2, 0, 0), new CellBlock(2, 1, 0, 0));
  }

  private record Trained(Genotype genotype, double reward) {}

  /** As many as have been trained, with their rewards. */
  private List<Trained> train(FasterController controller, int count) {
    List<Trained> trained = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Genotype next = next(controller, i);
      double reward = next.genes().get(0).option() / 4.0 + i / 100.0;
      run.tell(controller, next, reward);
      trained.add(new Trained(next, reward));
    }
    return trained;
  }

  /** What the predictor says that was fitted to the first trials when the last of them came. */
  private BlockPredictor.FittedBlocks fitted(List<Trained> trials) {
    List<CellCourse> courses = trials.stream()
        .map(each -> new CellCourse(block(each.genotype()), List.of(each.reward())))
        .toList();
    return PREDICTOR.fit(courses, run.random("observe " + (trials.size() - 1)));
  }

  /** Three trials are learned from; then three of four predictions, all but that of the best. */
  @Test
  void learnsFromPredictionsAndProposesTheBest() {
    FasterController controller = open(RECIPE, run);
    List<Trained> trials = train(controller, 3);
    assertThat(allLearned(controller))
        .containsExactlyInAnyOrderElementsOf(
            trials.stream().map(Trained::genotype).toList());
    for (Trained trial : trials) {
      assertThat(learned(controller, run.walk(trial.genotype()))).isEqualTo(trial.reward());
    }
    Genotype best = next(controller, 3);
    List<Genotype> imagined = allLearned(controller);
    imagined.removeAll(trials.stream().map(Trained::genotype).toList());
    assertThat(imagined).hasSize(3).doesNotContain(best);
    BlockPredictor.FittedBlocks fitted = fitted(trials);
    for (Genotype each : imagined) {
      double said = fitted.predict(block(each));
      assertThat(learned(controller, run.walk(each))).isEqualTo(said);
      assertThat(said).isLessThan(fitted.predict(block(best)));
    }
    run.tell(controller, best, 7);
    assertThat(learned(controller, run.walk(best))).isEqualTo(7);
  }

  /** Fitted at the third trial, not at the fourth, again at the fifth. */
  @Test
  void fitsThePredictorAgainAfterSoManyTrials() {
    for (int trials = 3; trials <= 6; trials++) {
      LearningRun<List<Integer>> own = new LearningRun<>(ToySpaces.grid(3, 4), 1);
      FasterController controller = open(RECIPE, own);
      List<Trained> trained = new ArrayList<>();
      for (int i = 0; i < trials; i++) {
        Genotype next = next(controller, i);
        trained.add(new Trained(next, i / 10.0));
        own.tell(controller, next, i / 10.0);
      }
      List<Genotype> before = allLearned(controller);
      next(controller, trials);
      List<Genotype> imagined = allLearned(controller);
      imagined.removeAll(before);
      assertThat(imagined).hasSize(3);
      BlockPredictor.FittedBlocks fitted = fitted(trained.subList(0, trials < 5 ? 3 : 5));
      for (Genotype each : imagined) {
        assertThat(learned(controller, run.walk(each)))
            .as("after %s trials", trials)
            .isEqualTo(fitted.predict(block(each)));
      }
    }
  }

  /** Accuracies 0.2, 0.5, 0.4 with a reward that is 0.1 below the last of them. */
  @Test
  void accuraciesCountLessWhatTheRewardIsBelowTheLast() {
    FasterController controller = open(RECIPE, run);
    List<CellCourse> courses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Genotype next = next(controller, i);
      Evaluation evaluation = Evaluation.of(Metric.PARAMETERS, 5)
          .withStep(Metric.VALIDATION_ACCURACY, 0.25)
          .withStep(Metric.VALIDATION_ACCURACY, 0.75)
          .withStep(Metric.VALIDATION_ACCURACY, 0.5);
      run.tell(controller, next, new Outcome.Scored(0.5 - i / 8.0, evaluation));
      courses.add(
          new CellCourse(block(next), List.of(0.25 - i / 8.0, 0.75 - i / 8.0, 0.5 - i / 8.0)));
    }
    BlockPredictor.FittedBlocks fitted = PREDICTOR.fit(courses, run.random("observe 2"));
    List<Genotype> before = allLearned(controller);
    next(controller, 3);
    List<Genotype> imagined = allLearned(controller);
    imagined.removeAll(before);
    assertThat(imagined).hasSize(3);
    for (Genotype each : imagined) {
      assertThat(learned(controller, run.walk(each))).isEqualTo(fitted.predict(block(each)));
    }
  }

  /** Neither failures, with a penalty or not, nor duplicates teach the predictor. */
  @Test
  void predictorLearnsFromEvaluationsOnly() {
    FasterController controller = open(RECIPE, run);
    train(controller, 2);
    Outcome again = new Outcome.Scored(0.5, Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5));
    run.tellDuplicate(controller, grid(7), again);
    run.tellFailure(controller, grid(8));
    run.tell(controller, grid(9), new Outcome.Failed("toy", "", OptionalDouble.of(-1)));
    next(controller, 5);
    assertThat(controller.foretold()).isZero();
    run.tell(controller, grid(10), again);
    next(controller, 6);
    assertThat(controller.foretold()).isEqualTo(4);
  }

  /** A space without questions has nothing to foretell by. */
  @Test
  void emptyCandidatesAreNotForetold() {
    LearningRun<String> empty = new LearningRun<>(ToySpaces.empty(), 1);
    FasterController controller = open(RECIPE, empty);
    for (int i = 0; i < 5; i++) {
      assertThat(empty.step(controller, built -> 1)).isEqualTo(1);
    }
    assertThat(controller.foretold()).isZero();
  }

  /** A greedy agent names what was trained: it learns the prediction of it, and is asked again. */
  @Test
  void trainedOnesAreForetoldButNotTrainedAgain() {
    FasterBlockQnn greedy = RECIPE.toBuilder()
        .agent(
            AGENT.toBuilder().exploration(EpsilonSchedule.of(0, 1)).redraws(0).build())
        .imagined(1)
        .build();
    FasterController controller = open(greedy, run);
    for (int i = 0; i < 3; i++) {
      run.tell(controller, grid(5 + i), 9 - i);
    }
    Genotype best = grid(5);
    assertThat(learned(controller, run.walk(best))).isEqualTo(9);
    next(controller, 1);
    List<CellCourse> courses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      courses.add(new CellCourse(block(grid(5 + i)), List.of(9.0 - i)));
    }
    BlockPredictor.FittedBlocks fitted = PREDICTOR.fit(courses, run.random("observe 2"));
    assertThat(controller.foretold()).isEqualTo(1);
    assertThat(learned(controller, run.walk(best))).isEqualTo(fitted.predict(block(best)));
  }

  /** What cannot be built is as bad as the worst trial, and never proposed. */
  @Test
  void agentLearnsWhatCannotBeBuilt() {
    SearchSpace<Integer> space = ToySpaces.partlyInfeasible();
    LearningRun<Integer> part = new LearningRun<>(space, 1);
    FasterController controller = open(RECIPE.toBuilder().imagined(12).build(), part);
    for (int i = 0; i < 3; i++) {
      part.tell(controller, part.walk(point -> 0).genotype(), 0.75);
    }
    Set<Double> ofInfeasible = new TreeSet<>();
    for (int i = 0; i < 5; i++) {
      assertThat(part.walk(next(controller, i)).isFeasible()).isTrue();
    }
    for (int code = 0; code < 900; code++) {
      int[] digits = {code / 100, code / 10 % 10, code % 10};
      Walk walk = part.walk(point -> digits[point.index()]);
      if (!walk.isFeasible()) {
        ofInfeasible.add(learned(controller, walk));
      }
    }
    assertThat(ofInfeasible).containsExactly(NOTHING, 0.75);
  }

  /** ε tells how many models count: those in flight do, until they are withdrawn. */
  @Test
  void withdrawnOnesAreNoModels() {
    QLearning counting =
        AGENT.toBuilder().exploration(EpsilonSchedule.of(1, 1).then(0.5, 1)).build();
    FasterController controller = open(RECIPE.toBuilder().agent(counting).build(), run);
    assertThat(controller.agent().epsilon()).isEqualTo(1);
    Genotype proposed = next(controller, 1);
    assertThat(controller.agent().epsilon()).isEqualTo(0.5);
    controller.withdraw(proposed);
    assertThat(controller.agent().epsilon()).isEqualTo(1);
  }
}
