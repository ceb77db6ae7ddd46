package org.nas4j.strategy.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nas4j.testkit.DistributionAssert.assertThatCounts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Controller;
import org.nas4j.search.Outcome;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.LearningRun;
import org.nas4j.strategy.TwoObjectives;
import org.nas4j.testkit.ToySpaces;

/** Where proposals come from: the neighbourhood of the best, or anywhere. */
class SurrogateProposalsTest {

  private static Genotype all(SearchSpace<?> space, int option) {
    return space.sample(point -> option).genotype();
  }

  private static int differences(Genotype one, Genotype other) {
    int count = 0;
    for (int i = 0; i < one.size(); i++) {
      count += one.genes().get(i).equals(other.genes().get(i)) ? 0 : 1;
    }
    return count;
  }

  private static Genotype next(Controller controller, LearningRun<?> run) {
    return controller.propose(run.random("next")).orElseThrow().genotype();
  }

  /** A search that was told that the first candidate is good, and eight neighbours are not. */
  private static Genotype afterNine(SearchSpace<?> space, int candidates, long seed) {
    LearningRun<?> run = new LearningRun<>(space, seed);
    Controller controller = SurrogateSearch.builder()
        .initial(2)
        .parents(1)
        .candidates(candidates)
        .build()
        .open(run);
    run.tell(controller, all(space, 0), 1);
    for (int digit = 0; digit < 8; digit++) {
      int each = digit;
      run.tell(controller, space.sample(point -> point.index() == each ? 1 : 0).genotype(), 0);
    }
    return next(controller, run);
  }

  @Test
  void theOnlyCandidateIsANeighbourOfTheBest() {
    SearchSpace<List<Integer>> space = ToySpaces.grid(8, 4);
    int near = 0;
    for (int seed = 0; seed < 20; seed++) {
      Genotype proposed = afterNine(space, 1, seed);
      // It may happen to change what is known already, and then anything new is drawn.
      near += differences(proposed, all(space, 0)) == 1 ? 1 : 0;
    }
    assertThat(near).as("of 20, two thirds on average").isGreaterThan(6);
  }

  /** Of each four, two are a change away from the best, one is two changes away, one is drawn. */
  @Test
  void someCandidatesAreDrawnFromTheWholeSpace() {
    SearchSpace<List<Integer>> space = ToySpaces.grid(8, 4);
    int far = 0;
    for (int seed = 0; seed < 60; seed++) {
      far -= differences(afterNine(space, 3, seed), all(space, 0)) > 2 ? 1 : 0;
      far += differences(afterNine(space, 4, seed), all(space, 0)) > 2 ? 1 : 0;
    }
    assertThat(far).as("how many more are far away").isGreaterThan(10);
  }

  /**
   * Of three bits all but 000 and its neighbours are new. Two changes hit two bits in two cases of
   * three; otherwise nothing is left but to draw one of the four new candidates, of which 111 is
   * one.
   */
  @Test
  void theThirdCandidateIsTwoChangesAway() {
    SearchSpace<List<Integer>> bits = ToySpaces.grid(3, 2);
    long[] hit = new long[2];
    for (int seed = 0; seed < 600; seed++) {
      LearningRun<List<Integer>> run = new LearningRun<>(bits, seed);
      Controller controller =
          SurrogateSearch.builder().initial(2).parents(1).candidates(3).build().open(run);
      run.tell(controller, all(bits, 0), 1);
      for (int bit = 0; bit < 3; bit++) {
        int each = bit;
        run.tell(controller, bits.sample(point -> point.index() == each ? 1 : 0).genotype(), 0);
      }
      hit[next(controller, run).equals(all(bits, 1)) ? 0 : 1]++;
    }
    assertThatCounts(hit).follow(1 / 12.0, 11 / 12.0);
  }

  @Test
  void proposesTheOnlyCandidateWhereNothingCanChange() {
    SearchSpace<List<Integer>> single = ToySpaces.grid(2, 1);
    LearningRun<List<Integer>> run = new LearningRun<>(single, 1);
    Controller controller = SurrogateSearch.builder().initial(2).build().open(run);
    run.tell(controller, all(single, 0), 1);
    run.tell(controller, all(single, 0), 1);
    assertThat(next(controller, run)).isEqualTo(all(single, 0));
  }

  private static Trial trial(long id, Genotype genotype, Outcome outcome) {
    return new Trial(
        id, genotype, OptionalLong.empty(), outcome, Duration.ZERO, OptionalLong.empty());
  }

  @Test
  void neverProposesWhatOthersHadRejected() {
    SearchSpace<List<Integer>> digit = ToySpaces.grid(1, 3);
    for (int seed = 0; seed < 10; seed++) {
      LearningRun<List<Integer>> run = new LearningRun<>(digit, seed);
      Controller controller = SurrogateSearch.builder().build().open(run);
      for (int option = 0; option < 2; option++) {
        Outcome rejected = new Outcome.Rejected("too large", "larger than may be");
        controller.observe(trial(option, all(digit, option), rejected), run.random("observe"));
      }
      assertThat(next(controller, run)).isEqualTo(all(digit, 2));
    }
  }

  @Test
  void paregoProposesNothingThatIsUnderWay() {
    SearchSpace<List<Integer>> space = ToySpaces.grid(2, 3);
    LearningRun<List<Integer>> run = new LearningRun<>(space, 1);
    Controller controller =
        ParEgo.builder(TwoObjectives.BOTH).initial(2).build().open(run);
    List<Genotype> underWay = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      underWay.add(controller.propose(run.random("draw " + i)).orElseThrow().genotype());
    }
    assertThat(underWay).doesNotHaveDuplicates();
  }

  /** Four digits, each 2 is worth a quarter of accuracy, at equal parameters. */
  @Test
  void paregoGoesByTheFiguresAndNotByTheReward() {
    SearchSpace<List<Integer>> space = ToySpaces.grid(4, 3);
    for (int seed = 0; seed < 10; seed++) {
      LearningRun<List<Integer>> run = new LearningRun<>(space, seed);
      Controller controller = ParEgo.builder(TwoObjectives.BOTH).build().open(run);
      double greatest = 0;
      double sum = 0;
      for (int id = 0; id < 30; id++) {
        Genotype genotype =
            space.sample(Chooser.uniform(new SplittableRandom(seed * 100 + id))).genotype();
        double accuracy = worth(genotype);
        greatest = Math.max(greatest, accuracy);
        sum += accuracy;
        Evaluation figures =
            Evaluation.of(Metric.VALIDATION_ACCURACY, accuracy).with(Metric.PARAMETERS, 10);
        controller.observe(
            trial(id, genotype, new Outcome.Scored(-accuracy, figures)), run.random("observe"));
      }
      assertThat(worth(next(controller, run)))
          .as("seed [%s]: mean %s, greatest %s", seed, sum / 30, greatest)
          .isGreaterThan(sum / 30);
    }
  }

  private static double worth(Genotype genotype) {
    return genotype.genes().stream().filter(gene -> gene.option() == 2).count() / 4.0;
  }
}
