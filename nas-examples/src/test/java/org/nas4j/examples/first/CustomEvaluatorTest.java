package org.nas4j.examples.first;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Cost;
import org.nas4j.arch.Shape;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.testkit.EvaluatorContract;

class CustomEvaluatorTest {

  private static final long MEMORY = 256 << 10;

  @Test
  void findsANetworkThatFitsAndComputesMuch() {
    var result = CustomEvaluator.search(MEMORY, 60, 1).run();
    Cost best = result.best().orElseThrow().architecture().cost();
    assertThat(Float.BYTES * best.parameters() + best.peakActivationBytes()).isLessThan(2 * MEMORY);
    assertThat(best.macs()).isGreaterThan(1_000_000);
  }

  @Nested
  class KeepsTheContract extends EvaluatorContract<Architecture> {

    @Override
    protected SearchSpace<Architecture> space() {
      return ChainSpace.of(Shape.image(1, 28, 28), 10);
    }

    @Override
    protected Evaluator<Architecture> evaluator() {
      return new CustomEvaluator(MEMORY);
    }

    @Override
    protected Metric metric() {
      return CustomEvaluator.FITNESS;
    }
  }
}
