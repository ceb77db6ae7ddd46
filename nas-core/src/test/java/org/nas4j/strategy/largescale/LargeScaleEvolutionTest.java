package org.nas4j.strategy.largescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nas4j.testkit.DistributionAssert.assertThatCounts;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.morphism.largescale.LargeScaleSpace;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.InfeasibleException;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ControllerContract;
import org.nas4j.testkit.ToySpaces;

class LargeScaleEvolutionTest extends ControllerContract {

  private static final int POPULATION = 4;
  private static final Gene END = new Gene("mutation", 0);
  private static final LargeScaleSpace SPACE =
      LargeScaleSpace.builder(Shape.image(1, 8, 8), 3).build();

  private final SplittableRandom random = new SplittableRandom(4);

  @Override
  protected SearchStrategy strategy() {
    return LargeScaleEvolution.builder().population(5).build();
  }

  private static TournamentController controller() {
    LearningRun<Architecture> run = new LearningRun<>(SPACE, 1);
    return new TournamentController(new LargeScaleSettings(POPULATION), run);
  }

  private void tell(TournamentController controller, long id, Proposal proposal, double reward) {
    Outcome outcome = new Outcome.Scored(reward, Evaluation.of(Metric.VALIDATION_ACCURACY, reward));
    controller.observe(
        new Trial(
            id,
            proposal.genotype(),
            proposal.parent(),
            outcome,
            Duration.ZERO,
            OptionalLong.empty()),
        random);
  }

  private TournamentController grown() {
    TournamentController controller = controller();
    for (int i = 0; i < POPULATION; i++) {
      Proposal proposal = controller.propose(random).orElseThrow();
      assertThat(proposal.genotype().genes()).containsExactly(END);
      assertThat(proposal.parent()).isEmpty();
      tell(controller, i, proposal, i);
    }
    return controller;
  }

  /** Of two of four drawn without replacement: k is killed with (3 − k)/6, a parent with k/6. */
  @Test
  void worseOfTwoIsKilledAndBetterHasTheChild() {
    long[] killed = new long[POPULATION];
    long[] parents = new long[POPULATION];
    for (int i = 0; i < 3_000; i++) {
      TournamentController controller = grown();
      Proposal child = controller.propose(random).orElseThrow();
      parents[(int) child.parent().orElseThrow()]++;
      List<Long> left = controller.living().stream().map(LivingNetwork::trial).toList();
      assertThat(left).hasSize(POPULATION - 1).contains(child.parent().getAsLong());
      killed[(int) (6 - left.stream().mapToLong(each -> each).sum())]++;
    }
    assertThatCounts(killed).follow(3 / 6.0, 2 / 6.0, 1 / 6.0, 0);
    assertThatCounts(parents).follow(0, 1 / 6.0, 2 / 6.0, 3 / 6.0);
  }

  /** A child's answers are its parent's, one mutation of any possible kind, and the end. */
  @Test
  void childIsACopyWithOneMutation() {
    TournamentController controller = grown();
    long[] kinds = new long[LargeScaleSpace.Kind.values().length];
    for (int i = POPULATION; i < 700; i++) {
      Proposal child = controller.propose(random).orElseThrow();
      List<Gene> genes = child.genotype().genes();
      long parent = child.parent().orElseThrow();
      List<Gene> old = controller.living().stream()
          .filter(each -> each.trial() == parent)
          .findFirst()
          .orElseThrow()
          .genotype()
          .genes();
      List<Gene> kept = old.subList(0, old.size() - 1);
      assertThat(genes.subList(0, kept.size())).isEqualTo(kept);
      List<Gene> more = genes.subList(kept.size(), genes.size());
      assertThat(more.stream().filter(each -> each.decision().equals("mutation")))
          .hasSize(2);
      assertThat(more.get(more.size() - 1)).isEqualTo(END);
      kinds[more.get(0).option()]++;
      tell(controller, i, child, random.nextDouble());
      assertThat(controller.living()).hasSize(POPULATION);
    }
    assertThat(kinds[0]).isZero();
    assertThat(Arrays.stream(kinds).skip(1)).allMatch(count -> count > 0);
  }

  /** A failed child leaves a place, which the next one takes without a killing. */
  @Test
  void populationGrowsAgainAfterAFailure() {
    TournamentController controller = grown();
    Proposal failed = controller.propose(random).orElseThrow();
    Outcome outcome = new Outcome.Failed("diverged", "", OptionalDouble.empty());
    controller.observe(
        new Trial(
            4, failed.genotype(), failed.parent(), outcome, Duration.ZERO, OptionalLong.empty()),
        random);
    assertThat(controller.living()).hasSize(POPULATION - 1);
    Proposal next = controller.propose(random).orElseThrow();
    assertThat(controller.living()).hasSize(POPULATION - 1);
    tell(controller, 5, next, 1);
    assertThat(controller.living()).hasSize(POPULATION);
  }

  /** Three live and one is under way: the next is a child, for which the worse of two is killed. */
  @Test
  void networksUnderWayBelongToThePopulation() {
    TournamentController controller = controller();
    for (int i = 0; i < POPULATION - 1; i++) {
      tell(controller, i, controller.propose(random).orElseThrow(), i);
    }
    assertThat(controller.propose(random).orElseThrow().parent()).isEmpty();
    assertThat(controller.propose(random).orElseThrow().parent()).isPresent();
    assertThat(controller.living()).hasSize(POPULATION - 2);
  }

  /** Trials of others fight for the places, one duel for each too many; the best loses none. */
  @Test
  void trialsOfOthersFightForThePlaces() {
    TournamentController controller = controller();
    Proposal simplest = controller.propose(random).orElseThrow();
    for (int i = 0; i < 6; i++) {
      tell(controller, i, simplest, i);
      assertThat(controller.living()).hasSize(Math.min(i + 1, POPULATION));
    }
    assertThat(controller.living()).extracting(LivingNetwork::reward).contains(5.0);
  }

  /** In a space without mutations a child has one other answer, and can be built. */
  @Test
  void childrenInOtherSpacesDifferInOneAnswer() {
    SearchSpace<Integer> space = ToySpaces.partlyInfeasible();
    LearningRun<Integer> run = new LearningRun<>(space, 1);
    TournamentController controller = new TournamentController(new LargeScaleSettings(2), run);
    for (int i = 0; i < 2; i++) {
      tell(controller, i, controller.propose(random).orElseThrow(), 1 - i);
    }
    for (int i = 2; i < 100; i++) {
      Proposal child = controller.propose(random).orElseThrow();
      assertThat(space.replay(child.genotype()).walk().isFeasible()).isTrue();
      assertThat(controller.living()).hasSize(1);
      Genotype parent = controller.living().get(0).genotype();
      assertThat(LearningRun.differences(parent, child.genotype())).isEqualTo(1);
      tell(controller, i, child, i % 3);
    }
  }

  @Test
  void firstNetworksInOtherSpacesAreRandomOnesThatCanBeBuilt() {
    SearchSpace<Integer> space = ToySpaces.partlyInfeasible();
    LearningRun<Integer> run = new LearningRun<>(space, 1);
    Set<Genotype> drawn = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      TournamentController controller = new TournamentController(new LargeScaleSettings(2), run);
      Genotype first = controller.propose(random).orElseThrow().genotype();
      assertThat(space.replay(first).walk().isFeasible()).isTrue();
      drawn.add(first);
    }
    assertThat(drawn).hasSizeGreaterThan(80);
  }

  /** Nothing can be built: fifty random ones, after fifty changes if there is a parent. */
  @Test
  void triesFiftyTimesToMakeWhatCanBeBuilt() {
    SearchSpace<Integer> space = choices -> {
      int digit = choices.pick(Decision.of("digit", 0, 1, 2));
      throw new InfeasibleException("never", "Digit [" + digit + "] is none.");
    };
    LearningRun<Integer> run = new LearningRun<>(space, 1);
    TournamentController controller = new TournamentController(new LargeScaleSettings(2), run);
    Proposal first = controller.propose(random).orElseThrow();
    assertThat(run.walks()).isEqualTo(50);
    tell(controller, 0, first, 1);
    tell(controller, 1, first, 2);
    controller.propose(random);
    assertThat(run.walks()).isEqualTo(50 + 50 + 50);
  }

  @Test
  void publishedPopulationIsAThousand() {
    assertThat(LargeScaleEvolution.real().settings()).containsEntry("population", "1000");
    assertThat(LargeScaleEvolution.real().toBuilder().build().settings())
        .isEqualTo(LargeScaleEvolution.real().settings());
  }

  @Test
  void refusesAPopulationOfOne() {
    assertThatThrownBy(() -> LargeScaleEvolution.builder().population(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1]");
  }
}
