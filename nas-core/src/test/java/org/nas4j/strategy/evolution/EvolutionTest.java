package org.nas4j.strategy.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nas4j.testkit.DistributionAssert.assertThatCounts;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.engine.SearchSession;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ControllerContract;
import org.nas4j.testkit.ToySpaces;

class EvolutionTest extends ControllerContract {

  private final SplittableRandom random = new SplittableRandom(7);

  @Override
  protected SearchStrategy strategy() {
    return Evolution.builder().build();
  }

  private static Individual worth(double reward) {
    return new Individual(Genotype.EMPTY, reward);
  }

  private static int ones(Genotype genotype) {
    return genotype.genes().stream().mapToInt(gene -> gene.option()).sum();
  }

  /** What the best, by a noisy fitness, of a run on strings of 100 bits is really worth. */
  private static double trueFitness(boolean ageing, long seed) {
    SearchSpace<List<Integer>> bits = ToySpaces.grid(100, 2);
    SplittableRandom noise = new SplittableRandom(seed);
    SearchSession<List<Integer>> session = NasSearch.builder(bits)
        .strategy(Evolution.builder().population(100).sample(10).ageing(ageing).build())
        .stopAfter(StopRule.trials(5_000))
        .lookahead(1)
        .seed(seed)
        .open();
    for (var asked = session.ask(); asked.isPresent(); asked = session.ask()) {
      double fitness = ones(asked.get().genotype()) / 100.0 + 0.1 * noise.nextGaussian();
      session.tell(asked.get().trialId(), Evaluation.of(Metric.VALIDATION_ACCURACY, fitness));
    }
    return ones(session.result().best().orElseThrow().trial().genotype()) / 100.0;
  }

  /**
   * With noisy evaluations (Real et al. 2019, supplement C) ageing helps: at least 0.05 better with
   * ageing, over 8 seeds.
   */
  @Tag("comparison")
  @Test
  void ageingForgetsLuckyEvaluations() {
    double with =
        IntStream.range(0, 8).mapToDouble(i -> trueFitness(true, i)).average().orElse(0);
    double without =
        IntStream.range(0, 8).mapToDouble(i -> trueFitness(false, i)).average().orElse(0);
    assertThat(with - without).as("%s with, %s without", with, without).isGreaterThan(0.05);
  }

  /** The oldest leaves, whatever it is worth. */
  @Test
  void eachMemberLeavesExactlyWhenPopulationHasBeenRenewed() {
    Population population = new Population(new EvolutionSettings(5, 2, true, Removal.OLDEST));
    for (int i = 0; i < 40; i++) {
      population.add(worth(i), random);
      double oldest = Math.max(0, i - 4);
      assertThat(population.living().get(0).reward()).isEqualTo(oldest);
      assertThat(population.living()).hasSize(Math.min(5, i + 1));
    }
  }

  /** The sample's size is the pressure: from none to the greatest. */
  @Test
  void sampleOfOneIsRandomAndOfAllIsGreedy() {
    Population blind = new Population(new EvolutionSettings(4, 1, true, Removal.OLDEST));
    Population greedy = new Population(new EvolutionSettings(4, 4, false, Removal.OLDEST));
    for (int i = 0; i < 4; i++) {
      blind.add(worth(i), random);
      greedy.add(worth(i), random);
    }
    long[] chosen = new long[4];
    for (int i = 0; i < 4_000; i++) {
      chosen[(int) blind.tournament(random).winner().reward()]++;
      assertThat(greedy.tournament(random).winner().reward()).isEqualTo(3);
    }
    assertThatCounts(chosen).areUniform();
  }

  @Test
  void withoutAgeingTheBestLivesForEver() {
    Population population =
        new Population(new EvolutionSettings(10, 3, false, Removal.WORST_OF_SAMPLE));
    population.add(worth(1_000), random);
    for (int i = 0; i < 500; i++) {
      population.add(worth(i), random);
    }
    assertThat(population.living()).hasSize(10).contains(worth(1_000));
  }

  @Test
  void proposesNothingTwiceWhileThereIsSomethingNew() {
    SearchResult<List<Integer>> result = NasSearch.builder(ToySpaces.grid(4, 3))
        .strategy(Evolution.builder().population(5).sample(5).build())
        .evaluator((candidate, context) ->
            Evaluation.of(Metric.VALIDATION_ACCURACY, ones(candidate.genotype())))
        .stopAfter(StopRule.trials(70))
        .lookahead(1)
        .run();
    assertThat(result.trials().stream().map(Trial::genotype)).doesNotHaveDuplicates();
    assertThat(result.best().orElseThrow().reward()).isEqualTo(8);
  }

  @Test
  void settingsArePublished() {
    assertThat(Evolution.real().settings())
        .containsEntry("population", "100")
        .containsEntry("sample", "25")
        .containsEntry("replacement", "true")
        .containsEntry("removal", "OLDEST");
    Evolution without = Evolution.builder().ageing(false).replacement(false).build();
    assertThat(without.settings())
        .containsEntry("removal", "WORST_OF_TOURNAMENT")
        .containsEntry("replacement", "false");
    assertThat(without.toBuilder().build().settings()).isEqualTo(without.settings());
    assertThat(without.toBuilder().ageing(true).build().settings())
        .containsEntry("removal", "OLDEST");
    assertThat(without.toBuilder().worstOfNewSampleLeaves().build().settings())
        .containsEntry("removal", "WORST_OF_SAMPLE");
  }

  @Test
  void sampleMayBeTheWholePopulation() {
    Evolution whole =
        Evolution.builder().population(5).sample(5).replacement(false).build();
    assertThat(whole.settings()).containsEntry("sample", "5");
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThatThrownBy(() -> Evolution.builder().population(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0]");
    assertThatThrownBy(
            () -> Evolution.builder().population(5).sample(6).replacement(false).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[6]")
        .hasMessageContaining("Maybe");
  }
}
