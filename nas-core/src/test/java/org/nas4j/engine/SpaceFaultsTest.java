package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.StopRule;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.Strategies;

/** Spaces that are no finite pure functions are recognised by bounded work, and named. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpaceFaultsTest {

  private static final Decision<Integer> DIGIT = Decision.of("digit", 0, 1, 2);

  private static SearchBuilder<String> search(SearchSpace<String> space) {
    return NasSearch.builder(space)
        .evaluator((candidate, context) -> Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5))
        .stopAfter(StopRule.trials(20));
  }

  @Test
  void aSpaceThatAsksForEverIsNamed() {
    assertThatThrownBy(() -> search(choices -> {
              while (choices.pick(DIGIT) >= 0) {
                choices.pick(DIGIT);
              }
              return "never";
            })
            .run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("asks for ever")
        .hasMessageContaining("[digit]")
        .hasMessageContaining("\nMaybe ");
  }

  @Test
  void aSpaceThatMarksAnchorsForEverIsNamed() {
    assertThatThrownBy(() -> search(choices -> {
              while (choices.anchor().index() >= 0) {
                choices.anchor();
              }
              return "never";
            })
            .run())
        .hasMessageContaining("asks for ever");
  }

  @Test
  void aSpaceThatAsksAtRandomIsNotPure() {
    RandomGenerator random = new SplittableRandom(1);
    assertThatThrownBy(() -> search(choices -> {
              StringBuilder text = new StringBuilder();
              for (int i = random.nextInt(4); i >= 0; i--) {
                text.append(choices.pick(DIGIT));
              }
              return text.toString();
            })
            .run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not pure")
        .hasMessageContaining("\nMaybe ");
  }

  @Test
  void aSpaceThatBuildsAnotherThingEachTimeIsNotPure() {
    AtomicInteger builds = new AtomicInteger();
    assertThatThrownBy(() -> search(choices -> choices.pick(DIGIT) + " " + builds.incrementAndGet())
            .run())
        .hasMessageContaining("not pure");
  }

  @Test
  void aSpaceThatChangesLaterIsNamedWithItsTrial() {
    AtomicInteger builds = new AtomicInteger();
    SearchSpace<String> space = choices -> {
      String name = builds.incrementAndGet() > 12 ? "late " + builds.get() : "early";
      return "" + choices.pick(Decision.of(name, 0, 1, 2, 3, 4, 5)) + choices.pick(DIGIT);
    };
    SearchBuilder<String> search = search(space)
        .strategy(Strategies.named("evolution"))
        .lookahead(1)
        .stopAfter(StopRule.trials(200));
    assertThatThrownBy(search::run)
        .isInstanceOf(SearchFailedException.class)
        .hasMessageContaining("does not");
  }

  @Test
  void aLargeSpaceIsNoFault() {
    assertThat(search(choices -> {
              StringBuilder text = new StringBuilder();
              for (int i = 0; i < 3000; i++) {
                text.append(choices.pick(DIGIT));
              }
              return text.toString();
            })
            .stopAfter(StopRule.trials(3))
            .run()
            .trials())
        .hasSize(3);
  }
}
