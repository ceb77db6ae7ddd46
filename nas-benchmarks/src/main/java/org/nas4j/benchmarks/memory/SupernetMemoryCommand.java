package org.nas4j.benchmarks.memory;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.Dl4jSupernet;
import org.nas4j.dl4j.Dl4jTraining;
import org.nas4j.dl4j.Engine;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.EnasMicroSpace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains many random networks on one set of shared weights, and watches the process's resident memory. */
@Command(
    name = "enas-memory",
    mixinStandardHelpOptions = true,
    description = {
      "Resident memory of this process over many networks on one set of shared weights.",
      "Ends with status 1 if it grows by more than --most after the first --settled networks,",
      "with 3 where the system does not tell."
    })
public final class SupernetMemoryCommand implements Callable<Integer> {

  private static final double MIB = 1 << 20;
  private static final double RATE = 0.01;
  private static final int SCORED_EVERY = 4;

  @Spec
  private CommandSpec command;

  @Option(names = "--networks", defaultValue = "2000", description = "Default: ${DEFAULT-VALUE}.")
  private int networks;

  @Option(names = "--settled", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
  private int settled;

  @Option(names = "--most", defaultValue = "0.15", description = "Default: ${DEFAULT-VALUE}.")
  private double most;

  @Option(names = "--threads", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(names = "--engine", defaultValue = "AUTO", description = "Default: ${DEFAULT-VALUE}.")
  private Engine engine;

  /** Creates the command; picocli fills in its options. */
  public SupernetMemoryCommand() {}

  @Override
  public Integer call() throws InterruptedException {
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
    List<Long> bytes = run(out);
    long before = bytes.get(settled - 1);
    long after = Collections.max(bytes.subList(settled, bytes.size()));
    double growth = (double) after / before - 1;
    out.printf(
        "%.0f MiB after %d networks, %.0f MiB at most until network %d: %+.1f %%%n",
        before / MIB, settled, after / MIB, bytes.size(), 100 * growth);
    out.flush();
    return growth <= most ? 0 : 1;
  }

  private List<Long> run(PrintWriter out) throws InterruptedException {
    List<Long> bytes = new ArrayList<>();
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
      while (bytes.size() < networks) {
        Architecture child = space
            .sample(point -> point.legalOption(random.nextInt(point.legalCount())))
            .architecture();
        supernet.train(child, RATE);
        if (bytes.size() % SCORED_EVERY == 0) {
          supernet.score(child, 0);
        }
        bytes.add(ResidentMemory.bytes().orElseThrow());
        if (bytes.size() % 200 == 0) {
          out.printf(
              "%5d networks  %6.0f MiB resident, %6.1f MiB of them counted%n",
              bytes.size(), bytes.get(bytes.size() - 1) / MIB, supernet.nativeBytes() / MIB);
          out.flush();
        }
      }
    }
    return bytes;
  }
}
