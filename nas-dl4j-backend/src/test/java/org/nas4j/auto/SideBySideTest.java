package org.nas4j.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SideBySideTest {

  private static final int MORE = 3 * SideBySide.AT_ONCE + 1;

  @Test
  void givesResultsInTheOrderOfTheTasks() throws InterruptedException {
    List<Callable<Integer>> tasks = IntStream.range(0, MORE)
        .mapToObj(i -> (Callable<Integer>) () -> {
          Thread.sleep(MORE - i);
          return i;
        })
        .toList();
    assertThat(SideBySide.run(tasks)).isEqualTo(IntStream.range(0, MORE).boxed().toList());
  }

  /** Each waits for all of them. */
  @Test
  void asManyRunAtOnceAsThereAreProcessors() throws InterruptedException {
    CountDownLatch all = new CountDownLatch(SideBySide.AT_ONCE);
    Callable<Boolean> task = () -> {
      all.countDown();
      all.await();
      return true;
    };
    List<Callable<Boolean>> tasks =
        IntStream.range(0, SideBySide.AT_ONCE).mapToObj(i -> task).toList();
    assertThat(SideBySide.run(tasks)).hasSize(SideBySide.AT_ONCE);
  }

  @Test
  void whatFailsIsToldAsItIs() {
    ArithmeticException diverged = new ArithmeticException("The loss is [NaN].");
    Callable<Integer> task = () -> {
      throw diverged;
    };
    assertThatThrownBy(() -> SideBySide.run(List.of(task))).isSameAs(diverged);
  }

  @Test
  void anInterruptionEndsTheTasks() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    Callable<Integer> task = () -> {
      caller.interrupt();
      try {
        Thread.sleep(60_000);
        return 1;
      } finally {
        ended.countDown();
      }
    };
    assertThatThrownBy(() -> SideBySide.run(List.of(task)))
        .isInstanceOf(InterruptedException.class);
    ended.await();
  }
}
