package org.nas4j.strategy.networkkernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nas4j.strategy.LearningRun.differences;
import static org.nas4j.strategy.LearningRun.next;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Shape;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.strategy.FirstDraws;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ToySpaces;

/** When the process proposes, and what it has learned from which trials. */
class NetworkKernelControllerTest {

  private static final SearchSpace<List<Integer>> SPACE = ToySpaces.grid(6, 5);
  private static final LearningRun<List<Integer>> RUN = new LearningRun<>(SPACE, 1);
  /** One step from the best known network: each proposal is a neighbour of a trial. */
  private static final NetworkKernelSettings ONE_STEP =
      new NetworkKernelSettings(4, 0, 1, 0.5, 0.6);

  private static NetworkOutline outline(Genotype genotype) {
    List<Layer> layers = new ArrayList<>();
    genotype.genes().forEach(gene -> layers.add(new Dense(1 << gene.option(), true)));
    return new NetworkOutline(layers, List.of());
  }

  private static NetworkKernelController on(SearchSpace<?> space, NetworkKernelSettings settings) {
    return new NetworkKernelController(
        settings, new LearningRun<>(space, 1), NetworkKernelControllerTest::outline);
  }

  private static SearchStrategy with(NetworkKernelSettings settings) {
    return context ->
        new NetworkKernelController(settings, context, NetworkKernelControllerTest::outline);
  }

  private static void tell(NetworkKernelController controller, Genotype genotype, double reward) {
    RUN.tell(controller, genotype, reward);
  }

  /** After four random ones of which the third is the best, its neighbours. */
  @Test
  void mutatesTheBestAfterTheRandomOnes() {
    NetworkKernelController controller = on(SPACE, ONE_STEP);
    List<Genotype> trials = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Genotype next = next(controller, i);
      assertThat(trials).noneMatch(each -> differences(each, next) < 3);
      trials.add(next);
      tell(controller, next, i == 2 ? 1 : 0);
    }
    for (int i = 4; i < 8; i++) {
      Genotype next = next(controller, i);
      assertThat(differences(trials.get(2), next)).as("proposal %s", i).isEqualTo(1);
      assertThat(trials).doesNotContain(next);
      trials.add(next);
    }
  }

  /** What is proposed after five trials, of which the last may have failed. */
  private static List<Genotype> afterFive(OptionalDouble last) {
    NetworkKernelSettings settings = new NetworkKernelSettings(5, 1, 8, 0.9, 0.1);
    NetworkKernelController controller = on(SPACE, settings);
    for (int i = 0; i < 5; i++) {
      Genotype next = next(controller, i);
      if (i < 4) {
        tell(controller, next, 2 + i);
      } else if (last.isPresent()) {
        tell(controller, next, last.getAsDouble());
      } else {
        RUN.tellFailure(controller, next);
      }
    }
    List<Genotype> after = new ArrayList<>();
    for (int seed = 0; seed < 6; seed++) {
      after.add(next(controller, seed));
    }
    return after;
  }

  @Test
  void failuresCountAsTheWorstSeen() {
    List<Genotype> afterFailure = afterFive(OptionalDouble.empty());
    assertThat(afterFailure).isEqualTo(afterFive(OptionalDouble.of(2)));
    assertThat(afterFailure).isNotEqualTo(afterFive(OptionalDouble.of(0)));
    assertThat(afterFailure).isNotEqualTo(afterFive(OptionalDouble.of(9)));
  }

  /** Only failures: all are worth nothing, and it goes on. */
  @Test
  void goesOnAfterNothingButFailures() {
    NetworkKernelController controller = on(SPACE, ONE_STEP);
    List<Genotype> trials = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      trials.add(next(controller, i));
      RUN.tellFailure(controller, trials.get(i));
    }
    Genotype next = next(controller, 5);
    assertThat(trials).anyMatch(each -> differences(each, next) == 1);
  }

  @Test
  void rejectionsAndDuplicatesTeachNothing() {
    FirstDraws.assertRejectionsAndDuplicatesTeachNothing(with(ONE_STEP));
  }

  /** Four candidates: each once, whatever is observed; what was withdrawn, again. */
  @Test
  void proposesNothingTwiceUnlessItWasWithdrawn() {
    NetworkKernelController controller =
        on(ToySpaces.grid(2, 2), new NetworkKernelSettings(2, 1, 2, 0.9, 0.3));
    Set<Genotype> proposed = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      Genotype next = next(controller, i);
      assertThat(proposed.add(next)).as("proposal %s", i).isTrue();
      tell(controller, next, i);
    }
    Genotype withdrawn = proposed.iterator().next();
    controller.withdraw(withdrawn);
    assertThat(next(controller, 5)).isEqualTo(withdrawn);
    assertThat(proposed).contains(next(controller, 6));
  }

  @Test
  void triesFiftyTimesToDrawSomethingNew() {
    FirstDraws.assertTriesFiftyTimesToDrawSomethingNew(
        with(new NetworkKernelSettings(9, 1, 2, 0.9, 0.3)));
  }

  @Test
  void proposesOnlyWhatCanBeBuilt() {
    FirstDraws.assertProposesOnlyWhatCanBeBuilt(with(ONE_STEP));
  }

  /** The recipe's own outlines are those of the networks that its space builds. */
  @Test
  void recipeComparesTheNetworksOfItsSpace() {
    SearchSpace<Architecture> space = NasSkipSpace.small(Shape.image(1, 8, 8), 3);
    NetworkKernelSearch recipe =
        NetworkKernelSearch.builder(space).initial(3).width(0.5).neighbours(2).build();
    assertThat(recipe.settings())
        .containsEntry("initial", "3")
        .containsEntry("width", "0.5")
        .containsEntry("neighbours", "2");
    LearningRun<Architecture> run = new LearningRun<>(space, 3);
    NetworkKernelController same = new NetworkKernelController(
        new NetworkKernelSettings(3, 0.5, 2, 0.9, 1e-4),
        run,
        genotype -> NetworkOutline.of(space.replay(genotype).architecture()));
    double[] found =
        LearningRun.rewards(recipe, space, network -> -network.cost().parameters(), 6, 3);
    for (double reward : found) {
      assertThat(run.step(same, network -> -network.cost().parameters())).isEqualTo(reward);
    }
  }
}
