package org.nas4j.benchmarks.controller;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.nas4j.benchmarks.child.PythonScript;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Ours and PyTorch in turn, so that both see the same machine, one thread each; medians of the
 * rounds.
 */
@Command(
    name = "controller",
    mixinStandardHelpOptions = true,
    description = {
      "Samples plus updates per second of the LSTM controller, against the same one in PyTorch.",
      "Ends with status 1 if a ratio is below --least where both sample one sequence after the other."
    })
public final class ControllerCommand implements Callable<Integer> {

  static final String SCRIPT = "nas-benchmarks/src/main/python/controller.py";

  private static final int TRIALS = 16_000;
  private static final int TORCH_TRIALS = 400;

  @Spec
  private CommandSpec command;

  @Option(
      names = "--python",
      defaultValue = "python3",
      description = "An interpreter that has torch. Default: ${DEFAULT-VALUE}.")
  private String python;

  @Option(
      names = "--script",
      defaultValue = SCRIPT,
      description = "Where the script is. Default: ${DEFAULT-VALUE}.")
  private Path script;

  @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--least", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  private double least;

  /** Creates the command; picocli fills in its options. */
  public ControllerCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = command.commandLine().getOut();
    out.println("| controller | ours, trials/s | PyTorch, trials/s | ratio |");
    out.println("|---|---|---|---|");
    boolean enough = true;
    PythonScript torch = new PythonScript(python, script);
    for (ControllerWorkload workload : ControllerWorkload.ALL) {
      OurController controller = new OurController(workload);
      controller.trialsPerSecond(TRIALS);
      double[] ours = new double[rounds];
      double[] theirs = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        ours[i] = controller.trialsPerSecond(TRIALS);
        theirs[i] = trialsPerSecond(torch, workload);
      }
      double ratio = median(ours) / median(theirs);
      enough &= workload.together() || ratio >= least;
      out.printf(
          "| %s: %d decisions, %d × %d units, batch %d | %,.0f | %,.0f | %.1f |%n",
          workload.name(),
          workload.decisions(),
          workload.layers(),
          workload.hidden(),
          workload.batch(),
          median(ours),
          median(theirs),
          ratio);
      out.flush();
    }
    return enough ? 0 : 1;
  }

  private static double trialsPerSecond(PythonScript torch, ControllerWorkload workload)
      throws IOException, InterruptedException {
    return Double.parseDouble(torch.run(List.of(
        Integer.toString(workload.decisions()),
        Integer.toString(workload.options()),
        Integer.toString(workload.layers()),
        Integer.toString(workload.hidden()),
        Integer.toString(workload.batch()),
        workload.together() ? "together" : "alone",
        Double.toString(workload.range()),
        Integer.toString(TORCH_TRIALS))));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
