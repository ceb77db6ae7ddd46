package org.nas4j.strategy.rena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Cost;
import org.nas4j.arch.Shape;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.internal.edits.EditLearner;
import org.nas4j.internal.edits.EditNetwork;
import org.nas4j.internal.math.Adam;
import org.nas4j.internal.math.Parameter;
import org.nas4j.morphism.EditPlan;
import org.nas4j.morphism.EditSpace;
import org.nas4j.morphism.LayerToken;
import org.nas4j.morphism.StartNetworks;
import org.nas4j.objective.Constraint;
import org.nas4j.objective.Limit;
import org.nas4j.objective.RenaReward;
import org.nas4j.policy.EditLearning;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.space.Gene;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ControllerContract;

class RenaTest extends ControllerContract {

  private static final EditSpace SPACE = EditSpace.rena(StartNetworks.eas(Shape.image(1, 8, 8), 3));

  private static final RenaSettings SETTINGS = new RenaSettings(
      3,
      4,
      3,
      0,
      false,
      new EditLearning(new Adam(0.01, 0.9, 0.999, 1e-8), Double.POSITIVE_INFINITY, 4, 0.95, 0.7));

  private static Rena small() {
    return Rena.builder().network(4, 5).batch(4).stage(8).build();
  }

  @Override
  protected SearchStrategy strategy() {
    return small();
  }

  @Override
  protected Map<String, SearchSpace<?>> spaces() {
    return Map.of("free edits", SPACE);
  }

  private static EditNetwork network(long seed) {
    return SETTINGS.open(purpose -> new SplittableRandom(purpose.hashCode() + seed));
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    EditNetwork network = network(1);
    EditLearner learner = new EditLearner(network, SETTINGS);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 3; i++) {
      EditPlan plan = small().policy(SPACE, i).propose(SPACE.start(), random);
      learner.add(SPACE.replay(plan.answers()).walk(), 0, 0.2 + 0.3 * i);
    }
    learner.gatherGradient();
    List<Parameter> parameters = List.copyOf(network.parameters());
    double[] gradient = parameters.stream()
        .flatMapToDouble(each -> DoubleStream.of(each.gradient()))
        .toArray();
    assertThat(DoubleStream.of(gradient).map(Math::abs).max().orElse(0)).isGreaterThan(1e-2);
    int place = 0;
    for (Parameter parameter : parameters) {
      for (int i = 0; i < parameter.value().length; i++) {
        double difference = difference(learner, parameter, i);
        double given = gradient[place++];
        double scale = Math.max(1e-4, Math.abs(given) + Math.abs(difference));
        assertThat(Math.abs(given - difference) / scale)
            .as("parameter [%d]: [%s] and [%s]", place, given, difference)
            .isLessThan(1e-4);
      }
    }
  }

  private static double difference(EditLearner learner, Parameter parameter, int i) {
    double step = 1e-5;
    double before = parameter.value()[i];
    parameter.change()[i] = before + step;
    double above = learner.gatherGradient();
    parameter.change()[i] = before - step;
    double below = learner.gatherGradient();
    parameter.change()[i] = before;
    return (above - below) / (2 * step);
  }

  /** The same layers in another order are another network. */
  @Test
  void theEmbeddingKnowsTheOrderOfLayers() {
    RenaNetwork network = (RenaNetwork) network(2);
    LayerToken narrow = new LayerToken("conv", 4, 3);
    LayerToken wide = new LayerToken("conv", 16, 5);
    double[] one = network.read(List.of(narrow, wide, narrow)).output(2);
    double[] other = network.read(List.of(wide, narrow, narrow)).output(2);
    double[] again = network.read(List.of(narrow, wide, narrow)).output(2);
    assertThat(one).isEqualTo(again);
    assertThat(one[0]).isNotEqualTo(other[0]);
  }

  @Test
  void kindsOfEditsTakeTurns() {
    assertThat(SETTINGS.steps(0, new SplittableRandom(1)))
        .containsExactly(EditSpace.Kind.SCALE, EditSpace.Kind.INSERT, EditSpace.Kind.REMOVE);
    assertThat(SETTINGS.steps(4, new SplittableRandom(1)))
        .containsExactly(EditSpace.Kind.INSERT, EditSpace.Kind.REMOVE, EditSpace.Kind.SCALE);
    EditPlan plan = small().policy(SPACE, 1).propose(SPACE.start(), new SplittableRandom(1));
    assertThat(plan.answers().genes().stream().map(Gene::decision).filter(EditSpace.STEP::equals))
        .hasSize(4);
    assertThat(plan.edits()).hasSize(3);
  }

  /** Wider is better, and half of what the first network has is all that is allowed. */
  @Tag("comparison")
  @Test
  void underHalfTheBudgetTheBestIsFeasible() {
    Architecture start = StartNetworks.eas(Shape.image(1, 8, 8), 3);
    long budget = start.cost().parameters() / 2;
    RenaReward reward = RenaReward.builder()
        .constraint(new Constraint(Metric.PARAMETERS, Limit.atMost(budget)))
        .penalty(0.1)
        .build();
    int feasible = 0;
    for (int seed = 0; seed < 10; seed++) {
      Architecture best = NasSearch.builder(EditSpace.rena(start).toBuilder()
              .widths(1, 2, 4, 8, 16)
              .units(2, 4, 8, 16)
              .build())
          .strategy(Rena.builder().network(6, 8).build())
          .evaluator((candidate, context) -> figures(candidate.architecture()))
          .reward(reward)
          .stopAfter(StopRule.trials(120))
          .seed(seed)
          .run()
          .best()
          .orElseThrow()
          .architecture();
      feasible += best.cost().parameters() <= budget ? 1 : 0;
    }
    assertThat(feasible).isGreaterThanOrEqualTo(9);
  }

  private static Evaluation figures(Architecture architecture) {
    Cost cost = architecture.cost();
    return Evaluation.of(Metric.VALIDATION_ACCURACY, 1 - 1 / (1 + Math.log(cost.parameters())))
        .with(Metric.PARAMETERS, cost.parameters());
  }

  @Test
  void settingsAreWhatWasSet() {
    Rena rena = small().toBuilder().edits(7).randomEdits(true).build();
    assertThat(rena.settings())
        .containsEntry("edits", "7")
        .containsEntry("randomEdits", "true")
        .containsEntry("hidden", "5");
    assertThat(rena.toBuilder().build().settings()).isEqualTo(rena.settings());
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    assertThatThrownBy(() -> Rena.builder().edits(0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> Rena.builder().network(1, 0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> Rena.builder().entropyWeight(-1)).hasMessageContaining("[-1.0]");
  }
}
