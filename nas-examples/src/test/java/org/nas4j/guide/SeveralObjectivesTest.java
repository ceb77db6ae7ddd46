package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Cost;
import org.nas4j.arch.Shape;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.Ranked;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.exchange.FrontDrawing;
import org.nas4j.objective.AddedFigure;
import org.nas4j.objective.Constraint;
import org.nas4j.objective.EnergyCounters;
import org.nas4j.objective.EnergyProxy;
import org.nas4j.objective.Limit;
import org.nas4j.objective.MnasNetReward;
import org.nas4j.objective.MonasReward;
import org.nas4j.objective.ParetoFront;
import org.nas4j.objective.RenaReward;
import org.nas4j.search.StopRule;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;

/** docs/guide/several-objectives.md. */
class SeveralObjectivesTest {

  // region: evaluator
  /** As if more computation always paid. */
  static final Evaluator<Architecture> EVALUATOR = (candidate, context) -> {
    Cost cost = candidate.architecture().cost();
    return Evaluation.of(Metric.VALIDATION_ACCURACY, 1 - 1 / Math.log10(10 + cost.macs()))
        .with(Metric.LATENCY_SECONDS, cost.macs() / 1e9)
        .with(Metric.PARAMETERS, cost.parameters());
  };

  // end region

  @Test
  void findsAFront() {
    // region: search
    SearchSpace<Architecture> space = ChainSpace.of(Shape.image(1, 28, 28), 10);
    SearchResult<Architecture> result = NasSearch.builder(space)
        .objective(Metric.VALIDATION_ACCURACY)
        .objective(Metric.LATENCY_SECONDS)
        .constraint(Metric.PARAMETERS, Limit.atMost(50_000))
        .evaluator(EVALUATOR)
        .stopAfter(StopRule.trials(60))
        .seed(1)
        .run();
    ParetoFront<Ranked<Architecture>> front = result.front();
    System.out.println(front);
    Ranked<Architecture> knee = front.knee().orElseThrow().item();
    String svg =
        FrontDrawing.svg(front, List.of(), member -> "trial " + member.trial().id());
    // end region
    assertThat(front.members())
        .hasSizeGreaterThan(3)
        .allSatisfy(member ->
            assertThat(member.evaluation().get(Metric.PARAMETERS)).isLessThanOrEqualTo(50_000));
    assertThat(svg).contains("trial " + knee.trial().id());
  }

  private static SearchResult<Architecture> search(RewardFunction reward) {
    return NasSearch.builder(ChainSpace.of(Shape.image(1, 28, 28), 10))
        .reward(reward)
        .evaluator(EVALUATOR)
        .stopAfter(StopRule.trials(30))
        .seed(1)
        .run();
  }

  @Test
  void makesOneNumberOfSeveral() {
    // region: rewards
    Evaluation reference =
        Evaluation.of(Metric.LATENCY_SECONDS, 0.004).with(Metric.PARAMETERS, 100_000);
    RewardFunction mnasNet = MnasNetReward.soft(0.002);
    Constraint half = new Constraint(Metric.PARAMETERS, Limit.atMost(0.5)).relativeTo(reference);
    RewardFunction rena = RenaReward.builder().constraint(half).penalty(0.5).build();
    RewardFunction monas = MonasReward.below(Metric.LATENCY_SECONDS, 0.002);
    // end region
    assertThat(search(mnasNet).best()).isPresent();
    assertThat(search(rena).best().orElseThrow().architecture().cost().parameters())
        .isLessThanOrEqualTo(50_000);
    assertThat(search(monas).best().orElseThrow().reward()).isPositive();
  }

  @Test
  void rewardsLittleEnergy() {
    // region: energy
    EnergyProxy proxy = EnergyProxy.horowitz();
    Evaluator<Architecture> evaluator;
    Metric energy;
    try {
      evaluator = EnergyCounters.ofMachine().around(EVALUATOR);
      energy = EnergyCounters.JOULES;
    } catch (IllegalStateException noCounters) {
      evaluator = new AddedFigure<>(
          EVALUATOR, EnergyProxy.ENERGY, candidate -> proxy.joules(candidate.architecture()));
      energy = EnergyProxy.ENERGY;
    }
    RewardFunction reward = MonasReward.mixed(0.7, new MonasReward.Scaled(energy, 0, 0.001));
    // end region
    SearchResult<Architecture> result = NasSearch.builder(ChainSpace.of(Shape.image(1, 28, 28), 10))
        .reward(reward)
        .evaluator(evaluator)
        .stopAfter(StopRule.trials(10))
        .seed(1)
        .run();
    assertThat(result.best().orElseThrow().reward()).isBetween(-0.3, 0.7);
  }
}
