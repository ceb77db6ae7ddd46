package org.nas4j.benchmarks.memory;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Dataset;
import org.nas4j.images.Dl4jSupernet;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.Engine;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.enas.EnasMicroSpace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains many random networks on one set of shared weights, and watches the resident memory. */
@Command(
    name = "enas-memory",
    mixinStandardHelpOptions = true,
    description = {
      "Resident memory of a process over many networks on one set of shared weights.",
      "Ends with status 1 if it grows by more than --most after the first --settled networks,",
      "with 3 where the system does not tell."
    })
public final class SupernetMemoryCommand implements Callable<Integer> {

  private static final double RATE = 0.01;
  private static final int SCORED_EVERY = 4;
  private static final int TOLD = 200;

  @Spec
  private CommandSpec command;

  @Option(names = "--networks", defaultValue = "2000", description = "Default: ${DEFAULT-VALUE}.")
  private int networks;

  @Option(names = "--settled", defaultValue = "400", description = "Default: ${DEFAULT-VALUE}.")
  private int settled;

  @Option(names = "--most", defaultValue = "0.05", description = "Default: ${DEFAULT-VALUE}.")
  private double most;

  @Option(
      names = "--heap",
      defaultValue = "384",
      description = "MiB of the heap, all resident from the start. Default: ${DEFAULT-VALUE}.")
  private int heap;

  @Option(names = "--threads", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(names = "--engine", defaultValue = "AUTO", description = "Default: ${DEFAULT-VALUE}.")
  private Engine engine;

  /** Creates the command; picocli fills in its options. */
  public SupernetMemoryCommand() {}

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (settled < 1 || networks <= settled) {
      throw new ParameterException(
          command.commandLine(),
          "After the first [" + settled + "] of [" + networks
              + "] networks there is nothing to watch.");
    }
    PrintWriter out = command.commandLine().getOut();
    if (ResidentMemory.bytes().isEmpty()) {
      out.println("This system does not tell the resident memory of a process.");
      return MemoryCommand.CANNOT_TELL;
    }
    if (!FixedHeap.isHere()) {
      return FixedHeap.run(command, heap);
    }
    MemoryWatch watch = new MemoryWatch(out, "networks", settled, TOLD);
    run(watch);
    return watch.conclude(most);
  }

  private void run(MemoryWatch watch) throws InterruptedException {
    Dataset training = MemoryCommand.noise(1);
    SearchSpace<Architecture> space =
        EnasMicroSpace.builder(training.shape(), 2).nodes(3).cells(3).filters(8).build();
    SplittableRandom random = new SplittableRandom(1);
    try (Dl4jSupernet supernet = Dl4jSupernet.builder()
        .training(training)
        .validation(MemoryCommand.noise(2))
        .settings(Dl4jTraining.builder().nesterov(0.9).batch(32).engine(engine).build())
        .threads(threads)
        .build()) {
      while (watch.count() < networks) {
        Architecture child = space
            .sample(point -> point.legalOption(random.nextInt(point.legalCount())))
            .architecture();
        supernet.train(child, RATE);
        if (watch.count() % SCORED_EVERY == 0) {
          supernet.score(child, 0);
        }
        watch.note();
      }
    }
  }
}
