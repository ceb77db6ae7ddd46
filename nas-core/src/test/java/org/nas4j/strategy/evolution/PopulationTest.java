package org.nas4j.strategy.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.DistributionAssert;
import org.nas4j.testkit.ToySpaces;

/**
 * Who becomes a parent and who leaves, by the frequencies that the numbers of the sample give; and
 * how children differ.
 */
class PopulationTest {

  private final SplittableRandom random = new SplittableRandom(2);

  private Population of(int capacity, int sample, boolean replacement, Removal removal) {
    Population population =
        new Population(new EvolutionSettings(capacity, sample, replacement, removal));
    for (int i = 0; i < capacity; i++) {
      assertThat(population.isFull()).isFalse();
      population.add(new Individual(Genotype.EMPTY, i), random);
    }
    assertThat(population.isFull()).isTrue();
    return population;
  }

  /**
   * The best of two of four, drawn with replacement: member k with probability (2k + 1)/16;
   * without: k/6.
   */
  @Test
  void parentsAreTheBestOfTheSample() {
    Population with = of(4, 2, true, Removal.OLDEST);
    Population without = of(4, 2, false, Removal.OLDEST);
    long[] one = new long[4];
    long[] other = new long[4];
    for (int i = 0; i < 8_000; i++) {
      one[(int) with.tournament(random).winner().reward()]++;
      other[(int) without.tournament(random).winner().reward()]++;
    }
    DistributionAssert.assertThatCounts(one).follow(1 / 16.0, 3 / 16.0, 5 / 16.0, 7 / 16.0);
    DistributionAssert.assertThatCounts(other).follow(0, 1 / 6.0, 2 / 6.0, 3 / 6.0);
    assertThat(without.living()).hasSize(4);
  }

  /** The worst of two of four leaves: member k with probability (3 − k)/6. */
  @Test
  void worstOfTheSampleLeavesWithoutAgeing() {
    long[] left = new long[4];
    for (int i = 0; i < 6_000; i++) {
      Population population = of(4, 2, false, Removal.WORST_OF_SAMPLE);
      population.add(new Individual(Genotype.EMPTY, 9), random);
      List<Double> rewards =
          population.living().stream().map(Individual::reward).toList();
      assertThat(rewards).hasSize(4).contains(9.0);
      for (int k = 0; k < 4; k++) {
        left[k] += rewards.contains((double) k) ? 0 : 1;
      }
    }
    DistributionAssert.assertThatCounts(left).follow(3 / 6.0, 2 / 6.0, 1 / 6.0, 0);
  }

  /** Who came last behind the parent leaves, though a new draw would often take another. */
  @Test
  void lastOfTheParentsTournamentLeaves() {
    for (int i = 0; i < 100; i++) {
      Population population = of(4, 2, false, Removal.WORST_OF_TOURNAMENT);
      Population.Tournament tournament = population.tournament(random);
      population.add(new Individual(Genotype.EMPTY, 9), Optional.of(tournament.last()), random);
      assertThat(population.living())
          .hasSize(4)
          .doesNotContain(tournament.last())
          .contains(tournament.winner());
    }
  }

  /** It has left before: then the worst of a new sample does. */
  @Test
  void someoneLeavesEvenIfTheLastHasLeftBefore() {
    Population population = of(4, 4, false, Removal.WORST_OF_TOURNAMENT);
    population.add(
        new Individual(Genotype.EMPTY, 9), Optional.of(new Individual(Genotype.EMPTY, 7)), random);
    assertThat(population.living().stream().map(Individual::reward))
        .containsExactly(1.0, 2.0, 3.0, 9.0);
  }

  /**
   * Until the population is full proposals are random; then each differs from a member in one
   * answer.
   */
  @Test
  void childrenDifferFromAMemberInOneAnswer() {
    SearchSpace<List<Integer>> space = ToySpaces.grid(8, 5);
    LearningRun<List<Integer>> run = new LearningRun<>(space, 1);
    Population population = new Population(new EvolutionSettings(6, 3, true, Removal.OLDEST));
    EvolutionController controller = new EvolutionController(population, run);
    int near = 0;
    for (int i = 0; i < 60; i++) {
      Genotype proposed =
          controller.propose(new SplittableRandom(i)).orElseThrow().genotype();
      int distance = population.living().stream()
          .mapToInt(each -> LearningRun.differences(each.genotype(), proposed))
          .min()
          .orElse(8);
      if (i < 6) {
        assertThat(distance).isGreaterThan(2);
      } else {
        near += distance == 1 ? 1 : 0;
      }
      run.tell(controller, proposed, proposed.genes().get(0).option());
    }
    assertThat(near).isEqualTo(54);
  }

  /**
   * All but one neighbour of the only member is known, so that more mutations at once are tried in
   * the end.
   */
  @Test
  void mutatesMoreWhereAllNeighboursAreKnown() {
    SearchSpace<List<Integer>> space = ToySpaces.grid(3, 2);
    LearningRun<List<Integer>> run = new LearningRun<>(space, 1);
    EvolutionController controller = new EvolutionController(
        new Population(new EvolutionSettings(1, 1, true, Removal.OLDEST)), run);
    Set<Genotype> proposed = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      Genotype next = controller.propose(new SplittableRandom(i)).orElseThrow().genotype();
      assertThat(proposed.add(next)).as("proposal %d", i).isTrue();
      run.tell(controller, next, i == 0 ? 1 : 0);
    }
  }

  /**
   * All is known: fifty attempts, ten each with one to five changes, then fifty random candidates;
   * before the population is full, these alone.
   */
  @Test
  void triesSoOftenToFindSomethingNew() {
    SearchSpace<List<Integer>> space = ToySpaces.grid(2, 2);
    LearningRun<List<Integer>> run = new LearningRun<>(space, 1);
    EvolutionController controller = new EvolutionController(
        new Population(new EvolutionSettings(5, 1, true, Removal.OLDEST)), run);
    for (int i = 0; i < 4; i++) {
      Genotype next = controller.propose(new SplittableRandom(i)).orElseThrow().genotype();
      run.tell(controller, next, i);
    }
    long before = run.walks();
    Genotype again = controller.propose(new SplittableRandom(5)).orElseThrow().genotype();
    assertThat(run.walks() - before).isEqualTo(50);
    run.tell(controller, again, 1);
    before = run.walks();
    controller.propose(new SplittableRandom(6));
    assertThat(run.walks() - before).isEqualTo(10 * (1 + 2 + 3 + 4 + 5) + 50);
  }

  /** The tournament is what a proposal draws first, so that it can be held beforehand. */
  @Test
  void childTakesThePlaceOfTheLastOfItsParentsTournament() {
    LearningRun<List<Integer>> run = new LearningRun<>(ToySpaces.grid(8, 5), 1);
    Population population =
        new Population(new EvolutionSettings(6, 2, false, Removal.WORST_OF_TOURNAMENT));
    EvolutionController controller = new EvolutionController(population, run);
    for (int i = 0; i < 40; i++) {
      Optional<Individual> last = population.isFull()
          ? Optional.of(population.tournament(new SplittableRandom(i)).last())
          : Optional.empty();
      Genotype proposed =
          controller.propose(new SplittableRandom(i)).orElseThrow().genotype();
      run.tell(controller, proposed, proposed.genes().get(0).option() + i / 100.0);
      last.ifPresent(each -> assertThat(population.living()).hasSize(6).doesNotContain(each));
    }
  }
}
