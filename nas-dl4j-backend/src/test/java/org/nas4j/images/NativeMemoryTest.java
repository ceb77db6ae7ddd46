package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.WorkerFactory;
import org.nas4j.isolation.Isolation;
import org.nas4j.search.Outcome;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.StopRule;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/** The native limit of a worker process, as ND4J's arrays would meet it. */
class NativeMemoryTest {

  /** Takes native memory for ever in trial 1. */
  public static final class Greedy implements WorkerFactory<Boolean> {

    private static final int CHUNK = 8 << 20;
    private static final List<BytePointer> HELD = new ArrayList<>();

    /** Made by name. */
    public Greedy() {}

    @Override
    public SearchSpace<Boolean> space(Map<String, String> settings) {
      return choices -> choices.pick(Decision.flag("flag"));
    }

    @Override
    public Evaluator<Boolean> evaluator(Map<String, String> settings) {
      return (candidate, context) -> {
        while (candidate.trialId() == 1) {
          HELD.add(new BytePointer(CHUNK).fill(1));
        }
        return Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5);
      };
    }
  }

  @Test
  void whoWantsMoreThanTheLimitFailsAloneAndItsMemoryIsGivenBack() {
    Isolation<Boolean> isolation = Isolation.builder(Greedy.class)
        .heapMegabytes(64)
        .nativeMegabytes(64)
        .jvmOption("-Dorg.bytedeco.javacpp.maxretries=0")
        .build();
    SearchResult<Boolean> result = NasSearch.builder(isolation.space())
        .strategy(new RandomSearch())
        .evaluatorPerRun(isolation::open)
        .deduplicateBy(candidate -> new Object())
        .stopAfter(StopRule.trials(3))
        .run();
    assertThat(result.trials().get(1).outcome())
        .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
          assertThat(failed.reason()).isEqualTo("OutOfMemoryError");
          assertThat(failed.message()).contains("totalBytes = 65536K");
        });
    assertThat(result.trials().get(0).outcome()).isInstanceOf(Outcome.Scored.class);
    assertThat(result.trials().get(2).outcome()).isInstanceOf(Outcome.Scored.class);
  }
}
