package org.nas4j.images;

import org.nas4j.arch.Architecture;
import org.nas4j.eval.Evaluator;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.testkit.EvaluatorContract;

class Dl4jEvaluatorContractTest extends EvaluatorContract<Architecture> {

  @Override
  protected SearchSpace<Architecture> space() {
    return ChainSpace.of(Fixtures.shapes(1, 0).shape(), 3);
  }

  @Override
  protected Evaluator<Architecture> evaluator() {
    return Dl4jEvaluator.builder()
        .training(Fixtures.shapes(60, 1))
        .validation(Fixtures.shapes(30, 2))
        .epochs(2)
        .latencyBatch(0)
        .build();
  }
}
