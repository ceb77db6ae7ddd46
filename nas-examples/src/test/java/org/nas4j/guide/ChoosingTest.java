package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.strategy.Strategies;
import org.nas4j.strategy.ppo.Ppo;

/** docs/guide/choosing-a-method.md. */
class ChoosingTest {

  @Test
  void comparesMethodsOnOnesOwnProblem() {
    // region: compare
    Metric fit = Metric.maximized("fit");
    SearchSpace<Architecture> space = ChainSpace.of(Shape.image(1, 28, 28), 10);
    Evaluator<Architecture> evaluator = (candidate, context) ->
        Evaluation.of(fit, -Math.abs(Math.log(candidate.architecture().cost().macs()) - 14));
    Map<String, SearchStrategy> methods = new LinkedHashMap<>();
    for (String name : new String[] {"random", "uct", "evolution"}) {
      methods.put(name, Strategies.named(name));
    }
    methods.put("ppo, larger batch", Ppo.nasnet().toBuilder().batch(8).build());
    Map<String, Double> means = new LinkedHashMap<>();
    methods.forEach((name, method) -> {
      for (long seed = 1; seed <= 5; seed++) {
        double best = NasSearch.builder(space)
            .strategy(method)
            .evaluator(evaluator)
            .reward(RewardFunction.of(fit))
            .stopAfter(StopRule.trials(20))
            .seed(seed)
            .run()
            .bestOrThrow()
            .reward();
        means.merge(name, best / 5, Double::sum);
      }
    });
    System.out.println(means);
    // end region
    assertThat(means).hasSize(4).allSatisfy((name, mean) -> assertThat(mean).isBetween(-2.0, 0.0));
    assertThat(means.get("uct")).isGreaterThan(means.get("random") - 0.2);
  }
}
