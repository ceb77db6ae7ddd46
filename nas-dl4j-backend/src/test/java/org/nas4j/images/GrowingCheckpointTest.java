package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.data.Dataset;

/** A training in one piece, and in pieces. */
class GrowingCheckpointTest {

  private static final int STEPS = 60;

  private final Dataset training = Fixtures.shapes(96, 1);
  private final Dataset validation = Fixtures.shapes(60, 2);

  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("training.checkpoint");
  }

  private static Architecture start() {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 8, 8));
    b.add("a", Convolution.of(8, Window.square(3)), Architecture.INPUT);
    b.add("a.bn", BatchNormalization.DEFAULT, "a");
    b.add("a.relu", Activation.RELU, "a.bn");
    b.add("c", Convolution.of(8, Window.square(3)), "a.relu");
    b.add("c.bn", BatchNormalization.DEFAULT, "c");
    b.add("c.relu", Activation.RELU, "c.bn");
    b.add("mean", GlobalPooling.AVERAGE, "c.relu");
    return b.build(b.add("out", SoftmaxOutput.of(3), "mean"));
  }

  private GrowingSearch.Builder search() {
    return GrowingSearch.builder(start())
        .training(training)
        .validation(validation)
        .settings(Dl4jTraining.builder()
            .nesterov(0.9)
            .learningRate(LearningRate.oneCycle(0.1, 0.2))
            .batch(16)
            .build())
        .policy(GrowthPolicy.random())
        .widening(List.of(1.5), 4)
        .trialSteps(4)
        .moments(List.of(0.2, 0.6))
        .threads(1)
        .steps(STEPS);
  }

  private GrowingSearch.Builder kept() {
    return search().checkpoint(file, Duration.ofDays(1));
  }

  private static int interruptAt(int step, AtomicInteger steps) {
    if (steps.incrementAndGet() == step) {
      Thread.currentThread().interrupt();
    }
    return steps.get();
  }

  @Test
  void goesOnToTheSameNetworkAfterAnInterruption() throws InterruptedException {
    AtomicInteger steps = new AtomicInteger();
    GrowingSearch cut = kept().stopWhen(() -> interruptAt(30, steps) < 0).build();
    assertThatThrownBy(cut::run).isInstanceOf(InterruptedException.class);
    assertThat(file).exists();
    GrownNetwork resumed = kept().build().run();
    GrownNetwork whole = search().build().run();
    assertThat(resumed.growth()).hasSize(2).isEqualTo(whole.growth());
    assertThat(resumed.steps()).isEqualTo(STEPS);
    assertThat(resumed.examplesSeen()).isEqualTo(whole.examplesSeen());
    assertThat(resumed.network().weights())
        .usingRecursiveComparison()
        .isEqualTo(whole.network().weights());
  }

  /** A clock that goes on by a millisecond each time it is looked at. */
  @Test
  void spentTimeCounts() throws InterruptedException {
    AtomicLong time = new AtomicLong();
    AtomicInteger asked = new AtomicInteger();
    GrowingSearch.Builder clocked =
        kept().within(Duration.ofMillis(400)).ticker(() -> time.addAndGet(1_000_000));
    GrownNetwork first =
        clocked.stopWhen(() -> asked.incrementAndGet() >= 40).build().run();
    assertThat(first.isComplete()).isFalse();
    long spent = time.get();
    GrownNetwork second = clocked.stopWhen(() -> false).build().run();
    assertThat(second.isComplete()).isTrue();
    assertThat(second.steps()).isGreaterThan(first.steps());
    assertThat(time.get()).isBetween(390_000_000L, 450_000_000L).isGreaterThan(spent);
  }

  @Test
  void refusesTheCheckpointOfOtherDataOrSettings() throws InterruptedException {
    kept().stopWhen(() -> true).build().run();
    assertThatThrownBy(() -> kept().seed(7).build().run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("seed: [1] there, [7] here")
        .hasMessageContaining("Maybe give the same data and settings again");
    assertThatThrownBy(() -> kept().training(Fixtures.shapes(96, 3)).build().run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("data.training");
  }

  @Test
  void refusesADamagedCheckpoint() throws InterruptedException, IOException {
    kept().stopWhen(() -> true).build().run();
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 10, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> kept().build().run())
          .as("%s bytes", length)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("training.checkpoint");
    }
  }
}
