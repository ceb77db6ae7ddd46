package org.nas4j.benchmarks.memory;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.engine.NasSearch;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.Precision;
import org.nas4j.search.Progress;
import org.nas4j.search.SearchListener;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.strategy.Strategies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains many tiny random networks in one process, and watches its resident memory. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = {
      "Resident memory of a process over many trials of tiny random networks.",
      "Ends with status 1 if it grows by more than --most after the first --settled trials,",
      "with 3 where the system does not tell."
    })
public final class MemoryCommand implements Callable<Integer> {

  static final int CANNOT_TELL = 3;
  private static final int SIDE = 12;
  private static final int EXAMPLES = 256;
  private static final int TOLD = 25;

  @Spec
  private CommandSpec command;

  @Option(names = "--trials", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
  private int trials;

  @Option(names = "--settled", defaultValue = "50", description = "Default: ${DEFAULT-VALUE}.")
  private int settled;

  @Option(names = "--most", defaultValue = "0.1", description = "Default: ${DEFAULT-VALUE}.")
  private double most;

  @Option(
      names = "--heap",
      defaultValue = "384",
      description = "MiB of the heap, all resident from the start. Default: ${DEFAULT-VALUE}.")
  private int heap;

  @Option(names = "--workers", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(
      names = "--all-spaces",
      description =
          "Networks of every ready-made space for images, not of the small skip space alone.")
  private boolean allSpaces;

  @Option(
      names = "--precision",
      defaultValue = "FLOAT32",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Precision precision;

  /** Creates the command; picocli fills in its options. */
  public MemoryCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (settled < 1 || trials <= settled) {
      throw new ParameterException(
          command.commandLine(),
          "After the first [" + settled + "] of [" + trials
              + "] trials there is nothing to watch.");
    }
    PrintWriter out = command.commandLine().getOut();
    if (ResidentMemory.bytes().isEmpty()) {
      out.println("This system does not tell the resident memory of a process.");
      return CANNOT_TELL;
    }
    if (!FixedHeap.isHere()) {
      return FixedHeap.run(command, heap);
    }
    MemoryWatch watch = new MemoryWatch(out, "trials", settled, TOLD);
    Shape.Image input = Shape.image(1, SIDE, SIDE);
    NasSearch.builder(allSpaces ? new AllImageSpaces(input, 2) : NasSkipSpace.small(input, 2))
        .strategy(Strategies.random())
        .evaluator(Dl4jEvaluator.builder()
            .settings(Dl4jTraining.builder().precision(precision).build())
            .training(noise(1))
            .validation(noise(2))
            .epochs(1)
            .build())
        .stopAfter(StopRule.trials(trials))
        .parallelism(workers)
        .listener(new SearchListener() {
          @Override
          public void onTrialFinished(Trial trial, Progress progress, double spent) {
            watch.note();
          }
        })
        .run();
    return watch.conclude(most);
  }

  static Dataset noise(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] images = new float[EXAMPLES][SIDE * SIDE];
    int[] labels = new int[EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      labels[i] = i % 2;
      for (int j = 0; j < images[i].length; j++) {
        images[i][j] = random.nextFloat() + labels[i] * 0.2f;
      }
    }
    return Dataset.of(Shape.image(1, SIDE, SIDE), 2, images, labels);
  }
}
