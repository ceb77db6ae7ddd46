package org.nas4j.oneshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.WeightArray;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.Strategies;

/** One-shot searches survive: whatever ends one, it goes on as if it had not been ended. */
class OneShotCheckpointTest {

  private static final int BATCHES = 7;
  private static final int SAMPLES = 5;
  private static final int EPOCHS = 4;
  private static final Decision<Integer> DIGIT = Decision.of("digit", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  private static final SearchSpace<Integer> TWO_DIGITS =
      choices -> 10 * choices.pick(DIGIT) + choices.pick(DIGIT);

  @TempDir
  Path folder;

  /** Everything that a step does depends on all steps before it. */
  private static final class Drifting implements Supernet<Integer> {

    private final WeightArray weights = WeightArray.zeros(List.of(100));
    private final int lifetime;
    private long seed = 5;
    private int steps;

    /** @param lifetime steps of any kind after which it throws, as a process ends that is killed */
    Drifting(int lifetime) {
      this.lifetime = lifetime;
    }

    private void live() {
      if (steps++ == lifetime) {
        throw new IllegalArgumentException("killed");
      }
    }

    @Override
    public int trainingBatches() {
      return BATCHES;
    }

    @Override
    public double train(Integer child, double learningRate) {
      live();
      seed = new SplittableRandom(seed).nextLong();
      float noise = (seed >>> 40) * 0x1p-24f;
      weights.values()[child] += (float) learningRate * noise;
      return weights.values()[child] * noise;
    }

    @Override
    public int validationBatches() {
      return 3;
    }

    @Override
    public double score(Integer child, int batch) {
      live();
      return weights.values()[child] + 0.001 * child + 0.0001 * batch;
    }

    @Override
    public SupernetState state() {
      return new SupernetState(Map.of("weights", weights.copy()), Map.of("seed", seed));
    }

    @Override
    public void restore(SupernetState state) {
      float[] saved = state.arrays().get("weights").values();
      System.arraycopy(saved, 0, weights.values(), 0, saved.length);
      seed = state.number("seed");
    }
  }

  private static OneShotSearch.Builder<Integer> search(
      String strategy, Supernet<Integer> supernet) {
    return OneShotSearch.builder(TWO_DIGITS, supernet)
        .strategy(Strategies.named(strategy))
        .epochs(EPOCHS)
        .warmUp(1)
        .controllerSamples(SAMPLES)
        .derive(6, 3)
        .seed(3);
  }

  /** A checkpoint after every second step: each call of the clock is a second later. */
  private static OneShotSearch.Builder<Integer> kept(
      String strategy, Supernet<Integer> supernet, Path file) {
    AtomicLong time = new AtomicLong();
    return search(strategy, supernet)
        .checkpoint(file)
        .checkpointEvery(Duration.ofSeconds(2))
        .ticker(() -> time.addAndGet(1_000_000_000));
  }

  /** Those that may propose a network again and again, as a one-shot search asks of them. */
  static Stream<String> strategies() {
    return Stream.of("random", "reinforce", "ppo", "qlearning", "evolution");
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void endedAfterAnyStepItComesToTheSameResult(String strategy) throws InterruptedException {
    OneShotResult<Integer> whole =
        search(strategy, new Drifting(Integer.MAX_VALUE)).run();
    int steps = EPOCHS * BATCHES + (EPOCHS - 1) * SAMPLES;
    for (int lifetime = 1; lifetime <= steps; lifetime += 6) {
      Path file = folder.resolve(strategy + lifetime);
      OneShotSearch<Integer> killed =
          kept(strategy, new Drifting(lifetime), file).build();
      assertThatThrownBy(killed::run).hasMessage("killed");
      OneShotResult<Integer> resumed =
          kept(strategy, new Drifting(Integer.MAX_VALUE), file).run();
      assertThat(resumed).as("after [%s] steps", lifetime).isEqualTo(whole);
    }
  }

  @Test
  void endedAgainAndAgainItComesToTheSameResult() throws InterruptedException {
    OneShotResult<Integer> whole =
        search("ppo", new Drifting(Integer.MAX_VALUE)).run();
    Path file = folder.resolve("run");
    int ends = 0;
    OneShotResult<Integer> result = null;
    while (result == null) {
      try {
        result = kept("ppo", new Drifting(21), file).run();
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessage("killed");
        ends++;
      }
    }
    assertThat(result).isEqualTo(whole);
    assertThat(ends).isEqualTo(2);
  }

  @Test
  void aListenerIsToldOnlyWhatIsNew() throws InterruptedException {
    Path file = folder.resolve("run");
    assertThatThrownBy(
            kept("random", new Drifting(2 * BATCHES + SAMPLES + 2), file).build()::run)
        .hasMessage("killed");
    List<Integer> told = new ArrayList<>();
    OneShotResult<Integer> result = kept("random", new Drifting(Integer.MAX_VALUE), file)
        .onEpoch(epoch -> told.add(epoch.epoch()))
        .run();
    assertThat(told).containsExactly(3, 4);
    assertThat(result.epochs()).extracting(OneShotEpoch::epoch).containsExactly(1, 2, 3, 4);
  }

  /** Unless it is told otherwise, it is written after each epoch, and at no other time. */
  @Test
  void anEpochIsLostAtMost() throws InterruptedException, IOException {
    Path file = folder.resolve("run");
    int first = BATCHES;
    OneShotSearch<Integer> ended =
        search("random", new Drifting(first + 4)).checkpoint(file).build();
    assertThatThrownBy(ended::run).hasMessage("killed");
    assertThat(CheckpointFile.read(file).figures()).hasSize(first);
  }

  @Test
  void refusesAnotherSearchAndSaysWhatDiffers() {
    Path file = folder.resolve("run");
    assertThatThrownBy(kept("random", new Drifting(9), file).build()::run).hasMessage("killed");
    OneShotSearch<Integer> other =
        kept("ppo", new Drifting(99), file).epochs(9).seed(4).build();
    assertThatThrownBy(other::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("epochs: was [4], is [9]")
        .hasMessageContaining("seed: was [3], is [4]")
        .hasMessageContaining("strategy: was [")
        .hasMessageContaining("Maybe choose another file");
  }

  /** The settings say the same, but the space has changed. */
  @Test
  void refusesProposalsThatDiffer() {
    Path file = folder.resolve("run");
    assertThatThrownBy(kept("random", new Drifting(9), file).build()::run).hasMessage("killed");
    Decision<Integer> fewer = Decision.of("digit", 0, 1, 2, 3);
    OneShotSearch<Integer> other = OneShotSearch.<Integer>builder(
            choices -> 10 * choices.pick(fewer) + choices.pick(fewer), new Drifting(99))
        .strategy(Strategies.random())
        .epochs(EPOCHS)
        .warmUp(1)
        .controllerSamples(SAMPLES)
        .derive(6, 3)
        .seed(3)
        .checkpoint(file)
        .build();
    assertThatThrownBy(other::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not propose what it did");
  }

  @Test
  void aSupernetWithoutAStateIsRefusedBeforeTheFirstStep() {
    Supernet<Integer> stateless = new Supernet<>() {
      @Override
      public int trainingBatches() {
        return 1;
      }

      @Override
      public double train(Integer child, double learningRate) {
        throw new AssertionError("trained");
      }

      @Override
      public int validationBatches() {
        return 1;
      }

      @Override
      public double score(Integer child, int batch) {
        return 0;
      }
    };
    OneShotSearch<Integer> search =
        search("random", stateless).checkpoint(folder.resolve("run")).build();
    assertThatThrownBy(search::run)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("Maybe implement state()");
  }

  @Test
  void aCheckpointThatCannotBeWrittenEndsTheRunAndLeavesTheOneBefore() throws IOException {
    Path file = folder.resolve("missing").resolve("run");
    OneShotSearch<Integer> search =
        search("random", new Drifting(99)).checkpoint(file).build();
    assertThatThrownBy(search::run)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("Maybe there is no room");
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = folder.resolve("file");
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("ä\n\u0000", "");
    double[] figures = {0.1, Double.NaN, -0.0, Double.MIN_VALUE};
    Map<String, WeightArray> arrays =
        Map.of("w", WeightArray.of(List.of(1, 2), new float[] {0.1f, Float.NaN}));
    Checkpoint written = new Checkpoint(
        settings, figures, -7, new SupernetState(arrays, Map.of("n", Long.MIN_VALUE)));
    CheckpointFile.write(file, written);
    Checkpoint read = CheckpointFile.read(file);
    assertThat(read.settings()).isEqualTo(settings);
    assertThat(read.figures()).containsExactly(figures);
    assertThat(read.proposals()).isEqualTo(-7);
    assertThat(read.supernet().numbers()).isEqualTo(written.supernet().numbers());
    assertThat(read.supernet().arrays().get("w").values()).containsExactly(0.1f, Float.NaN);
  }

  /** Each byte, and each length: what is not the file is refused by name. */
  @Test
  void damagedFilesAreRefused() throws IOException {
    Path file = folder.resolve("file");
    Map<String, WeightArray> arrays = Map.of("w", WeightArray.of(List.of(2), new float[] {1, 2}));
    CheckpointFile.write(
        file,
        new Checkpoint(
            Map.of("a", "b"), new double[] {1}, 1, new SupernetState(arrays, Map.of("n", 1L))));
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= (byte) 0x81;
      Path damaged = Files.write(folder.resolve("damaged"), changed);
      assertThatThrownBy(() -> CheckpointFile.read(damaged))
          .as("byte [%s]", i)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("[" + damaged + "]");
      Path cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, i));
      assertThatThrownBy(() -> CheckpointFile.read(cut))
          .as("cut to [%s]", i)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("[" + cut + "]");
    }
  }

  @Test
  void aDamagedCheckpointIsSaidByTheSearch() throws IOException {
    Path file = Files.writeString(folder.resolve("run"), "no checkpoint");
    OneShotSearch<Integer> search =
        search("random", new Drifting(99)).checkpoint(file).build();
    assertThatThrownBy(search::run)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot be read as a checkpoint");
  }
}
