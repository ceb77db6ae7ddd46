package org.nas4j.strategy.eas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Shape;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.internal.edits.Categorical;
import org.nas4j.internal.edits.EditLearner;
import org.nas4j.internal.edits.EditNetwork;
import org.nas4j.internal.math.Adam;
import org.nas4j.morphism.EditPlan;
import org.nas4j.morphism.EditPolicy;
import org.nas4j.morphism.EditSpace;
import org.nas4j.morphism.LayerToken;
import org.nas4j.morphism.StartNetworks;
import org.nas4j.policy.EditLearning;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Gene;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.testkit.ControllerContract;

class EasTest extends ControllerContract {

  private static final Shape.Image IMAGE = Shape.image(1, 8, 8);
  private static final EditSpace PLAIN = EditSpace.easDemo(StartNetworks.eas(IMAGE, 3));
  private static final EditSpace DENSE =
      EditSpace.easDense(StartNetworks.denseNet(IMAGE, 3, 4, 2, 1));

  private static Eas small() {
    return Eas.builder().network(4, 5).wider(2).deeper(2).batch(4).stage(9).build();
  }

  @Override
  protected SearchStrategy strategy() {
    return small();
  }

  @Override
  protected Map<String, SearchSpace<?>> spaces() {
    return Map.of("plain", PLAIN, "densely connected", DENSE);
  }

  /** More parameters are better, up to a point. */
  private static SearchResult<Architecture> search(EditSpace space, Eas eas, int trials) {
    return NasSearch.builder(space)
        .strategy(eas)
        .evaluator((candidate, context) -> Evaluation.of(
            Metric.VALIDATION_ACCURACY,
            Math.min(0.95, candidate.architecture().cost().parameters() / 20_000.0)))
        .lookahead(4)
        .stopAfter(StopRule.trials(trials))
        .seed(3)
        .run();
  }

  private static List<Gene> withoutEnd(Trial trial) {
    return trial.genotype().genes().subList(0, trial.genotype().size() - 1);
  }

  @Test
  void everyChildStartsFromAnObservedNetworkThatItExtends() {
    for (EditSpace space : List.of(PLAIN, DENSE)) {
      List<Trial> trials = search(space, small(), 40).trials();
      assertThat(trials.get(0).genotype().size()).isOne();
      int children = 0;
      for (Trial trial : trials) {
        if (trial.genotype().size() == 1) {
          assertThat(trial.id() == 0 || trial.duplicateOf().equals(OptionalLong.of(0)))
              .isTrue();
          continue;
        }
        List<Gene> before = withoutEnd(trials.get((int) trial.parent().orElseThrow()));
        assertThat(trial.genotype().genes().subList(0, before.size())).isEqualTo(before);
        children++;
      }
      assertThat(children).isGreaterThan(30);
    }
  }

  @Test
  void afterAStageTheBestIsEdited() {
    List<Trial> trials = search(PLAIN, small(), 40).trials();
    List<Long> parents = trials.stream()
        .flatMapToLong(trial -> trial.parent().stream())
        .distinct()
        .boxed()
        .toList();
    assertThat(parents).hasSizeGreaterThan(2).startsWith(0L);
    for (long parent : parents.subList(1, parents.size())) {
      double of = reward(trials.get((int) parent));
      assertThat(trials.subList(0, (int) parent)).allMatch(each -> reward(each) <= of);
    }
    assertThat(search(PLAIN, small().toBuilder().stage(0).build(), 40).trials())
        .allMatch(trial -> trial.parent().orElse(0) == 0);
  }

  private static double reward(Trial trial) {
    return trial.outcome().reward().orElse(0);
  }

  @Test
  void episodesWidenAndThenDeepen() {
    Trial trial = search(DENSE, small(), 12).trials().get(11);
    List<Integer> steps = trial.genotype().genes().stream()
        .filter(gene -> gene.decision().equals(EditSpace.STEP))
        .map(Gene::option)
        .toList();
    assertThat(steps.subList(0, 4)).containsExactly(1, 1, 2, 2);
    assertThat(steps.subList(steps.size() - 1, steps.size())).containsExactly(EditSpace.END);
    assertThat(new EasSettings(4, 4, 3, 2, 0, true, true, 0.9, null)
            .steps(0, new SplittableRandom(1)).stream().limit(5).toList())
        .as("random edits are in any order")
        .isNotEqualTo(new EasSettings(4, 4, 3, 2, 0, false, true, 0.9, null)
            .steps(0, new SplittableRandom(1)).stream().limit(5).toList())
        .hasSize(5);
  }

  /** Rewards [1, 2] and then [3]: 0.95 · 1.5 = 1.425, then 1.425 + 0.95 · (3 − 1.425) = 2.92125. */
  @Test
  void theBaselineIsNearlyTheNewestBatch() {
    EasSettings settings = settings(2);
    EditLearner learner = new EditLearner(network(settings), settings);
    EditPlan plan = small().policy(PLAIN, 1).propose(PLAIN.start(), new SplittableRandom(1));
    learner.add(PLAIN.replay(plan.answers()).walk(), 0, 1);
    assertThat(learner.baseline()).isZero();
    learner.add(PLAIN.replay(plan.answers()).walk(), 0, 2);
    assertThat(learner.baseline()).isCloseTo(1.425, within(1e-12));
    learner.add(PLAIN.replay(plan.answers()).walk(), 0, 3);
    learner.add(PLAIN.replay(plan.answers()).walk(), 0, 3);
    assertThat(learner.baseline()).isCloseTo(2.92125, within(1e-12));
  }

  private static EasSettings settings(int batch) {
    return new EasSettings(
        4,
        5,
        2,
        2,
        0,
        false,
        false,
        0.999,
        new EditLearning(
            new Adam(0.01, 0.9, 0.999, 1e-8), Double.POSITIVE_INFINITY, batch, 0.95, 1e-5));
  }

  private static EditNetwork network(EasSettings settings) {
    return settings.open(purpose -> new SplittableRandom(purpose.hashCode()));
  }

  private static Categorical asked(EditNetwork.Step step, String decision) {
    return step.ask(choice(decision, 0, 1, 2));
  }

  private static DecisionPoint choice(String decision, Integer... options) {
    SearchSpace<Integer> space = choices -> choices.pick(Decision.of(decision, options));
    return space.sample(point -> 0).points().get(0);
  }

  /**
   * What is deepened depends on all layers, since the decoder starts from the encoder's last state,
   * and on the decision before, which it reads.
   */
  @Test
  void deepeningReadsTheNetworkAndTheDecisionBefore() {
    EditNetwork network = network(settings(2));
    List<LayerToken> narrow = List.of(new LayerToken("conv", 4, 3), new LayerToken("conv", 4, 3));
    List<LayerToken> wide = List.of(new LayerToken("conv", 16, 3), new LayerToken("conv", 4, 3));
    double of = first(network, narrow);
    assertThat(first(network, narrow)).isEqualTo(of);
    assertThat(first(network, wide)).isNotEqualTo(of);
    assertThat(second(network, narrow, 1)).isEqualTo(second(network, narrow, 1));
    assertThat(second(network, narrow, 1)).isNotEqualTo(second(network, narrow, 2));
    assertThat(second(network, narrow, 1)).isNotEqualTo(second(network, wide, 1));
  }

  private static double first(EditNetwork network, List<LayerToken> layers) {
    return asked(network.begin(layers, EditSpace.Kind.DEEPEN), "block").logProbability(0);
  }

  private static double second(EditNetwork network, List<LayerToken> layers, int answer) {
    EditNetwork.Step step = network.begin(layers, EditSpace.Kind.DEEPEN);
    asked(step, "block");
    step.take(answer);
    return asked(step, "place").logProbability(0);
  }

  /** Whether a layer is widened depends on those before and behind it. */
  @Test
  void wideningReadsAllLayers() {
    EditNetwork network = network(settings(2));
    LayerToken narrow = new LayerToken("conv", 4, 3);
    LayerToken wide = new LayerToken("conv", 16, 3);
    double alike = widened(network, List.of(narrow, narrow));
    assertThat(widened(network, List.of(narrow, narrow))).isEqualTo(alike);
    assertThat(widened(network, List.of(narrow, wide))).isNotEqualTo(alike);
  }

  private static double widened(EditNetwork network, List<LayerToken> layers) {
    return network
        .begin(layers, EditSpace.Kind.WIDEN)
        .ask(choice("wider", 0, 1))
        .logProbability(1);
  }

  /** tan(0.5·π/2) = 1, tan(0.9·π/2) = 6.31, and 1 counts as 0.999. */
  @Test
  void rewardsAreTangentsOfAccuracies() {
    EasSettings settings = new EasSettings(4, 5, 2, 2, 0, false, true, 0.999, null);
    assertThat(settings.scaled(0.5)).isCloseTo(1, within(1e-12));
    assertThat(settings.scaled(0.9)).isCloseTo(6.3138, within(1e-4));
    assertThat(settings.scaled(1)).isEqualTo(settings.scaled(0.999)).isCloseTo(636.6, within(0.1));
    assertThat(settings.scaled(-1)).isZero();
  }

  /** With every layer at the top, and no room for more, an episode has nothing to do. */
  @Test
  void nothingToWidenIsNoTrouble() {
    EditSpace full = PLAIN.toBuilder().widths(4).units(8).positions(1).build();
    EditPolicy policy = small().policy(full, 1);
    for (int i = 0; i < 20; i++) {
      EditPlan plan = policy.propose(full.start(), new SplittableRandom(i));
      assertThat(plan.edits()).hasSize(2);
      policy.learn(plan, 0.5);
    }
  }

  /** Rewards wide convolutions, and sees the policy choose them. */
  @Test
  void aPolicyAloneLearnsWhatPays() {
    EditPolicy policy = Eas.builder()
        .network(8, 10)
        .wider(1)
        .deeper(0)
        .learningRate(0.02)
        .tangent(false)
        .build()
        .policy(PLAIN, 4);
    SplittableRandom random = new SplittableRandom(5);
    double[] filters = IntStream.range(0, 400)
        .mapToDouble(i -> {
          EditPlan plan = policy.propose(PLAIN.start(), random);
          double wide = plan.result().nodes().stream()
              .filter(node -> node.layer() instanceof Convolution)
              .mapToInt(node -> ((Convolution) node.layer()).filters())
              .sum();
          policy.learn(plan, wide / 32);
          return wide;
        })
        .toArray();
    double early = IntStream.range(0, 50).mapToDouble(i -> filters[i]).average().orElseThrow();
    double late =
        IntStream.range(350, 400).mapToDouble(i -> filters[i]).average().orElseThrow();
    assertThat(early).isBetween(20.0, 28.0);
    assertThat(late).isGreaterThan(30);
  }

  @Test
  void refusesSpacesThatDoNotSayWhichNetwork() {
    assertThatThrownBy(() -> NasSearch.builder(ChainSpace.of(IMAGE, 3))
            .strategy(small())
            .evaluator((candidate, context) -> Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5))
            .stopAfter(StopRule.trials(3))
            .run())
        .hasStackTraceContaining("Maybe search an EditSpace");
  }

  @Test
  void presetsAreWhatTheirSourcesSet() {
    assertThat(Eas.demo().settings())
        .containsEntry("wider", "4")
        .containsEntry("deeper", "5")
        .containsEntry("stage", "0")
        .containsEntry("randomEdits", "false");
    assertThat(Eas.dense().settings()).containsEntry("wider", "10");
    assertThat(Eas.paper().settings()).containsEntry("stage", "300");
    assertThat(Eas.randomEdits().settings()).containsEntry("randomEdits", "true");
    assertThat(Eas.builder().greatestAccuracy(0.9).build().toBuilder().build().settings())
        .containsEntry("greatestAccuracy", "0.9");
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    assertThatThrownBy(() -> Eas.builder().network(0, 1)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> Eas.builder().wider(-1)).hasMessageContaining("[-1]");
    assertThatThrownBy(() -> Eas.builder().deeper(-1)).hasMessageContaining("[-1]");
    assertThatThrownBy(() -> Eas.builder().batch(0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> Eas.builder().greatestAccuracy(1)).hasMessageContaining("[1.0]");
    assertThatThrownBy(() -> Eas.builder().baselineWeight(1.1)).hasMessageContaining("[1.1]");
    assertThatThrownBy(() -> Eas.builder().stage(-1)).hasMessageContaining("[-1]");
  }
}
