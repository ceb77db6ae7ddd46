package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.StopRule;
import org.nas4j.space.Decision;

class ProgressPrinterTest {

  private static final Decision<Integer> NUMBER = Decision.of("number", 0, 1, 2, 3, 4, 5, 6, 7);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private List<String> linesOf(int trials, int workers) {
    NasSearch.builder(choices -> choices.pick(NUMBER))
        .evaluator((candidate, context) -> {
          if (candidate.architecture() == 0) {
            throw new ArithmeticException("no zero");
          }
          return Evaluation.of(Metric.VALIDATION_ACCURACY, candidate.architecture() / 8.0);
        })
        .stopAfter(StopRule.trials(trials))
        .parallelism(workers)
        .listener(new ProgressPrinter(new PrintStream(bytes, true, StandardCharsets.UTF_8)))
        .run();
    return bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("trial "))
        .toList();
  }

  @Test
  void printsALineForEachEvaluationAndNoneForDuplicates() {
    assertThat(linesOf(8, 1)).hasSize(8);
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).hasSize(9);
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("ended after");
  }

  @Test
  void countsWhatHasEndedNotWhatIsUnderWay() {
    assertThat(linesOf(4, 4))
        .satisfiesExactly(
            first -> assertThat(first).contains(" 25 %"),
            second -> assertThat(second).contains(" 50 %"),
            third -> assertThat(third).contains(" 75 %"),
            last -> assertThat(last).contains("100 %, 0:00 left"));
  }

  @Test
  void namesTheReasonOfAFailure() {
    assertThat(linesOf(8, 1)).anyMatch(line -> line.contains("failed: ArithmeticException"));
  }
}
