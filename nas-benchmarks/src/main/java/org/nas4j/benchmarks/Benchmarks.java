package org.nas4j.benchmarks;

import org.nas4j.benchmarks.arena.ArenaCommand;
import org.nas4j.benchmarks.auto.HandmadeCommand;
import org.nas4j.benchmarks.cluster.ClusterCommand;
import org.nas4j.benchmarks.controller.ControllerCommand;
import org.nas4j.benchmarks.curves.CurvesCommand;
import org.nas4j.benchmarks.curves.RecordCommand;
import org.nas4j.benchmarks.eas.EasCommand;
import org.nas4j.benchmarks.fronts.FrontsCommand;
import org.nas4j.benchmarks.hostile.HostileCommand;
import org.nas4j.benchmarks.isolation.IsolationCommand;
import org.nas4j.benchmarks.memory.MemoryCommand;
import org.nas4j.benchmarks.memory.SupernetMemoryCommand;
import org.nas4j.benchmarks.net2net.Net2NetCommand;
import org.nas4j.benchmarks.scores.ScoresCommand;
import org.nas4j.benchmarks.supernet.DartsChannelsCommand;
import org.nas4j.benchmarks.supernet.DartsContestCommand;
import org.nas4j.benchmarks.supernet.DartsStepCommand;
import org.nas4j.benchmarks.supernet.SupernetCommand;
import org.nas4j.benchmarks.throughput.GrowthCommand;
import org.nas4j.benchmarks.throughput.QualityCommand;
import org.nas4j.benchmarks.throughput.RanksCommand;
import org.nas4j.benchmarks.throughput.ReadyCommand;
import org.nas4j.benchmarks.throughput.ThroughputCommand;
import org.nas4j.benchmarks.throughput.WorkersCommand;
import org.nas4j.benchmarks.treecell.TreeCellCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Command line of the benchmarks: each benchmark is a subcommand. */
@Command(
    name = "benchmarks",
    mixinStandardHelpOptions = true,
    subcommands = {
      ArenaCommand.class,
      ClusterCommand.class,
      ControllerCommand.class,
      CurvesCommand.class,
      EasCommand.class,
      EngineCost.class,
      FrontsCommand.class,
      Fuzz.class,
      HandmadeCommand.class,
      HostileCommand.class,
      IsolationCommand.class,
      JmhCommand.class,
      KillResume.class,
      KillOneShot.class,
      FullDisk.class,
      GrowthCommand.class,
      MemoryCommand.class,
      Net2NetCommand.class,
      SupernetCommand.class,
      DartsStepCommand.class,
      DartsChannelsCommand.class,
      DartsContestCommand.class,
      SupernetMemoryCommand.class,
      QualityCommand.class,
      RanksCommand.class,
      ReadyCommand.class,
      RecordCommand.class,
      ScoresCommand.class,
      ThroughputCommand.class,
      TreeCellCommand.class,
      WorkersCommand.class
    },
    description = "Runs the benchmarks of NAS4J.")
public final class Benchmarks implements Runnable {
  @Spec
  private CommandSpec spec;

  /** Creates the command; picocli fills in its options. */
  public Benchmarks() {}

  /**
   * Runs a benchmark.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    int exitCode = new CommandLine(new Benchmarks()).execute(arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
