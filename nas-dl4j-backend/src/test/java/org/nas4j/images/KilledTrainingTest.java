package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Metric;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.reinforce.Reinforce;

/**
 * A search that really trains, killed again and again. Times differ from run to run; all else must
 * not.
 */
class KilledTrainingTest {

  private static final int TRIALS = 16;
  private static final int KILLS = 20;
  private static final Decision<Integer> FILTERS = Decision.of("filters", 2, 4, 6, 8, 12);
  private static final Decision<Integer> LAYERS = Decision.of("layers", 1, 2, 3);

  private static final SearchSpace<Architecture> SPACE = choices -> {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 8, 8));
    String x = Architecture.INPUT;
    int layers = choices.pick(LAYERS);
    for (int i = 0; i < layers; i++) {
      x = b.add("c" + i, Convolution.of(choices.pick(FILTERS), Window.square(3)).withBias(), x);
      x = b.add("r" + i, Activation.RELU, x);
    }
    x = b.add("g", GlobalPooling.AVERAGE, x);
    b.add("out", SoftmaxOutput.of(3), x);
    return b.build();
  };

  @TempDir
  Path folder;

  /** The program that is killed. Argument: the journal. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      search(Path.of(arguments[0])).run();
    }
  }

  private static SearchBuilder<Architecture> search(Path journal) {
    return NasSearch.builder(SPACE)
        .strategy(Reinforce.builder().build())
        .evaluator(Dl4jEvaluator.builder()
            .training(Fixtures.shapes(240, 1))
            .validation(Fixtures.shapes(120, 2))
            .epochs(3)
            .build())
        .stopAfter(StopRule.trials(TRIALS))
        .store(journal)
        .seed(4);
  }

  @Test
  @Tag("soak")
  void killedTwentyTimesItTrainsTheSameNetworks() throws Exception {
    Path whole = folder.resolve("whole.jsonl");
    Path killed = folder.resolve("killed.jsonl");
    start(whole).waitFor();
    SplittableRandom random = new SplittableRandom(1);
    int kills = 0;
    for (boolean running = true; running && kills < KILLS; ) {
      Process process = start(killed);
      long moment = size(killed) + random.nextLong(1 + 2 * Files.size(whole) / KILLS);
      while (process.isAlive() && size(killed) < moment) {
        Thread.sleep(1);
      }
      running = process.isAlive();
      if (running) {
        Thread.sleep(random.nextInt(30));
        process.destroyForcibly().waitFor();
        kills++;
      }
    }
    assertThat(kills).as("kills").isGreaterThan(KILLS / 3);
    start(killed).waitFor();
    assertThat(essence(killed)).hasSizeGreaterThanOrEqualTo(TRIALS).isEqualTo(essence(whole));
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static Process start(Path journal) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Program.class.getName(),
            journal.toString())
        .inheritIO()
        .start();
  }

  private static List<String> essence(Path journal) throws IOException {
    return SearchResult.read(journal).trials().stream()
        .map(KilledTrainingTest::essence)
        .toList();
  }

  private static String essence(Trial trial) {
    var figures = trial.outcome().figures().orElseThrow();
    return trial.id() + " " + trial.genotype() + " " + trial.duplicateOf() + " "
        + figures.get(Metric.VALIDATION_ACCURACY) + " "
        + figures.history(Metric.VALIDATION_LOSS) + " "
        + figures.history(Metric.TRAINING_LOSS);
  }
}
