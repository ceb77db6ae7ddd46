package org.nas4j.strategy.uct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.search.Controller;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ControllerContract;
import org.nas4j.testkit.DistributionAssert;
import org.nas4j.testkit.ToySpaces;

class UctTest extends ControllerContract {

  private static final Searches.Landscape SUM = (genotype, random) ->
      genotype.genes().stream().mapToInt(gene -> gene.option()).sum();

  @Override
  protected SearchStrategy strategy() {
    return Uct.builder().build();
  }

  @Nested
  class AsPublished extends ControllerContract {
    @Override
    protected SearchStrategy strategy() {
      return Uct.kocsis();
    }
  }

  @Nested
  class AsDeepArchitectWithHalves extends ControllerContract {
    @Override
    protected SearchStrategy strategy() {
      return Uct.deepArchitect().toBuilder().bisected(Uct.Bisection.ALL).build();
    }
  }

  @Nested
  class WithLearnedRollouts extends ControllerContract {
    @Override
    protected SearchStrategy strategy() {
      return Uct.builder()
          .guided(false)
          .expansion(Uct.Expansion.ONE_NODE)
          .rollout(Uct.Rollout.AVERAGES)
          .scale(Uct.Scale.MIN_MAX)
          .widening(1, 0.5)
          .virtualLoss(0.5)
          .build();
    }
  }

  /** In a search without repeats, each leaf once, then nothing. */
  @Test
  void proposesEveryCandidateOnceAndThenNothing() {
    int candidates = 1 + 2 + 4 + 16 + 64;
    for (int lookahead : new int[] {1, 8}) {
      List<Trial> trials =
          Searches.run(strategy(), ToySpaces.conditional(), SUM, 1000, lookahead, 3);
      assertThat(Searches.genotypes(trials)).hasSize(candidates).doesNotHaveDuplicates();
    }
    List<Trial> halved = Searches.run(
        Uct.builder().bisected(Uct.Bisection.ALL).build(), ToySpaces.grid(2, 7), SUM, 1000, 1, 3);
    assertThat(Searches.genotypes(halved)).hasSize(49).doesNotHaveDuplicates();
  }

  @Test
  void closesWhatOthersProposed() {
    SearchSpace<?> space = ToySpaces.permutations(4);
    List<Trial> others = Searches.run(strategy(), space, SUM, 10, 1, 4);
    Controller controller = strategy().open(Searches.context(space, 5));
    others.forEach(trial -> controller.observe(trial, Seeds.random(5, trial.id(), "observe")));
    List<Genotype> own = Searches.genotypes(Searches.run(controller, space, SUM, 1000, 1, 5));
    assertThat(own).hasSize(24 - 10).doesNotContainAnyElementsOf(Searches.genotypes(others));
  }

  /** A resumed run sees the log and no proposals; it must go on as the one that was not cut. */
  @Test
  void goesOnFromALogAsIfItHadNotBeenCut() {
    SearchSpace<?> space = ToySpaces.partlyInfeasible();
    List<Trial> whole = Searches.run(strategy(), space, SUM, 60, 1, 6);
    Controller resumed = strategy().open(Searches.context(space, 6));
    whole.subList(0, 40).forEach(trial -> resumed.observe(trial, Seeds.random(6, 0, "observe")));
    for (Trial trial : whole.subList(40, 60)) {
      assertThat(resumed
              .propose(Seeds.random(6, trial.id(), "propose"))
              .orElseThrow()
              .genotype())
          .isEqualTo(trial.genotype());
      resumed.observe(trial, Seeds.random(6, 0, "observe"));
    }
  }

  /** Candidates that cannot be built leave no visits behind, and are not proposed again. */
  @Test
  void prunesWhatCannotBeBuilt() {
    SearchTree tree = new SearchTree(Uct.builder().build().settings);
    SearchSpace<?> space = ToySpaces.partlyInfeasible();
    Set<Genotype> seen = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      Descent descent = tree.descent(Seeds.random(7, i, "propose"));
      assertThat(seen.add(space.sample(descent).walk().genotype())).isTrue();
      tree.prune(tree.enter(descent));
    }
    assertThat(tree.root().visits() + tree.root().pending()).isZero();
  }

  @Test
  void takesAFailureForTheWorst() {
    SearchSpace<?> space = ToySpaces.grid(1, 2);
    List<Trial> trials = Searches.run(
        Uct.builder().guided(false).repeats(true).exploration(0.1).build(),
        space,
        (genotype, random) -> Searches.option(genotype, 0) == 0 ? Double.NaN : -1000,
        60,
        1,
        8);
    assertThat(trials.stream()
            .filter(trial -> Searches.option(trial.genotype(), 0) == 0)
            .count())
        .isBetween(1L, 15L);
  }

  @Test
  void drawsTiesAtRandom() {
    long[] counts = new long[5];
    for (int seed = 0; seed < 500; seed++) {
      counts[
          Searches.option(
              Searches.run(strategy(), ToySpaces.grid(1, 5), SUM, 1, 1, seed)
                  .get(0)
                  .genotype(),
              0)]++;
    }
    DistributionAssert.assertThatCounts(counts).areUniform();
  }

  @Test
  void widensByTheRootOfTheVisits() {
    SearchSpace<?> space = ToySpaces.grid(1, 50);
    List<Trial> trials = Searches.run(
        Uct.builder().guided(false).repeats(true).widening(1, 0.5).build(), space, SUM, 100, 1, 9);
    Set<Genotype> tried = trials.stream().map(Trial::genotype).collect(Collectors.toSet());
    assertThat(tried).hasSizeBetween(9, 11);
    List<Trial> allFirst = Searches.run(Uct.kocsis(), space, SUM, 50, 1, 9);
    assertThat(Searches.genotypes(allFirst)).doesNotHaveDuplicates();
  }

  /**
   * With one good option in each of eight decisions, a hundred trials find more of them if they are
   * shared.
   */
  @Tag("comparison")
  @Test
  void findsMoreWhereTrialsAreShared() {
    SearchSpace<?> space = ToySpaces.grid(8, 4);
    Searches.Landscape landscape = (genotype, random) ->
        genotype.genes().stream().filter(gene -> gene.option() == 2).count();
    double shared = meanBest(Uct.builder().guided(false).build(), space, landscape);
    double alone = meanBest(Uct.builder().guided(false).sharing(0).build(), space, landscape);
    double guided = meanBest(Uct.builder().build(), space, landscape);
    double drawn = meanBest(new RandomSearch(), space, landscape);
    assertThat(alone).isGreaterThan(drawn + 0.2);
    assertThat(shared).isGreaterThan(alone + 0.7);
    assertThat(guided).isGreaterThan(7.9);
  }

  private static double meanBest(
      SearchStrategy strategy, SearchSpace<?> space, Searches.Landscape landscape) {
    double sum = 0;
    for (int seed = 0; seed < 30; seed++) {
      sum += Searches.run(strategy, space, landscape, 100, 1, seed).stream()
          .mapToDouble(trial -> trial.outcome().reward().orElseThrow())
          .max()
          .orElseThrow();
    }
    return sum / 30;
  }

  @Test
  void tellsNumbersInOrderFromNames() {
    assertThat(Uct.Bisection.NUMERIC.covers(Decision.of("filters", 16, 32, 64))).isTrue();
    assertThat(Uct.Bisection.NUMERIC.covers(Decision.of("rate", 0.1, 0.01))).isTrue();
    assertThat(Uct.Bisection.NUMERIC.covers(Decision.of("filters", "16", "32"))).isTrue();
    assertThat(Uct.Bisection.NUMERIC.covers(Decision.of("filters", 16, 64, 32))).isFalse();
    assertThat(Uct.Bisection.NUMERIC.covers(Decision.of("layer", "conv", "pool")))
        .isFalse();
    assertThat(Uct.Bisection.NUMERIC.covers(Decision.flag("skip"))).isFalse();
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> Uct.builder().sharing(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sharing factor")
        .hasMessageContaining("[1.5]");
    assertThatThrownBy(() -> Uct.builder().exploration(Double.NaN)).hasMessageContaining("[NaN]");
  }

  @Test
  void describesItsSettings() {
    assertThat(Uct.builder().exploration(0.25).build().settings())
        .containsEntry("exploration", "0.25")
        .containsEntry("scale", "RANKED");
  }

  @Test
  void exhaustsASpaceOfOne() {
    Controller controller = strategy().open(Searches.context(ToySpaces.empty(), 1));
    assertThat(controller.propose(Seeds.random(1, 0, "propose"))).isPresent();
    assertThat(controller.propose(Seeds.random(1, 1, "propose"))).isEqualTo(Optional.empty());
  }
}
