package org.nas4j.benchmarks.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.WeightArray;
import org.nas4j.oneshot.OneShotSearch;
import org.nas4j.oneshot.Supernet;
import org.nas4j.oneshot.SupernetState;
import org.nas4j.space.Decision;

/**
 * Checkpoints of one-shot searches: the bytes as they are, and with their checksums put right. A
 * search goes on from each.
 */
public final class CheckpointTarget {

  private static final Scratch SCRATCH = new Scratch();
  private static final Decision<Integer> DIGIT = Decision.of("digit", 0, 1, 2, 3);

  private CheckpointTarget() {}

  /** A supernet of one weight, which has nothing to compute. */
  private static final class Small implements Supernet<Integer> {

    private final WeightArray weights = WeightArray.zeros(List.of(2));
    private long steps;

    @Override
    public int trainingBatches() {
      return 2;
    }

    @Override
    public double train(Integer child, double learningRate) {
      weights.values()[0] += child;
      return steps++;
    }

    @Override
    public int validationBatches() {
      return 1;
    }

    @Override
    public double score(Integer child, int batch) {
      return weights.values()[0] - child;
    }

    @Override
    public SupernetState state() {
      return new SupernetState(Map.of("weights", weights.copy()), Map.of("steps", steps));
    }

    @Override
    public void restore(SupernetState state) {
      WeightArray saved = state.arrays().get("weights");
      if (saved == null || !saved.shape().equals(weights.shape())) {
        throw new IllegalArgumentException("These are no weights of this supernet.");
      }
      System.arraycopy(saved.values(), 0, weights.values(), 0, 2);
      steps = state.number("steps");
    }
  }

  /** The search whose checkpoints are read. */
  static OneShotSearch<Integer> search(Path checkpoint) {
    return OneShotSearch.<Integer>builder(choices -> choices.pick(DIGIT), new Small())
        .epochs(3)
        .controllerSamples(1)
        .derive(1, 1)
        .checkpoint(checkpoint)
        .build();
  }

  /**
   * Reads.
   *
   * @param input any bytes
   * @throws IOException if a scratch file cannot be written
   * @throws InterruptedException if the thread is interrupted
   */
  public static void fuzzerTestOneInput(byte[] input) throws IOException, InterruptedException {
    read(input);
    read(Checksums.sealedTwice(input));
  }

  private static void read(byte[] bytes) throws IOException, InterruptedException {
    Path file = SCRATCH.write("checkpoint", bytes);
    try {
      search(file).run();
    } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
      // refused
    } catch (ArithmeticException e) {
      // scores that are no numbers
    }
  }
}
