package org.nas4j.examples;

import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.nas4j.examples.auto.Auto;
import org.nas4j.examples.cli.Program;
import org.nas4j.examples.enas.EnasImages;
import org.nas4j.examples.enas.EnasText;
import org.nas4j.examples.first.CustomSpace;
import org.nas4j.examples.first.DrawSpaces;
import org.nas4j.examples.first.IsolatedSearch;
import org.nas4j.examples.first.SmallChip;
import org.nas4j.examples.grow.GrowNetwork;
import org.nas4j.examples.papers.Papers;
import org.nas4j.examples.quickstart.Quickstart;
import org.nas4j.examples.report.Report;
import org.nas4j.examples.tradeoff.Tradeoff;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command line of the examples: each is a subcommand, and without a name it is the quickstart. */
@Command(
    name = "examples",
    synopsisSubcommandLabel = "NAME",
    description = {
      "Runs an example of NAS4J: the quickstart, unless another one is named. NAME --help lists its options.",
      ""
    })
public final class Examples implements Callable<Integer> {

  private static final String DEFAULT = "quickstart";
  private static final Set<String> HELP = Set.of("--help", "-h");

  @Spec
  private CommandSpec command;

  @Parameters(arity = "0..1", hidden = true)
  private String unknown;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Lists the examples.")
  private boolean help;

  private Examples() {}

  /**
   * Runs an example.
   *
   * @param arguments its name, if it is not the quickstart, and its options
   */
  public static void main(String[] arguments) {
    Program.exit(run(Program.onTerminal(), arguments));
  }

  static int run(Program program, String... arguments) {
    return program.run(commands(program.out(), program.begun()), named(arguments));
  }

  static CommandLine commands(PrintStream out) {
    return commands(out, System.nanoTime());
  }

  private static CommandLine commands(PrintStream out, long begun) {
    CommandLine line = new CommandLine(new Examples());
    Stream.of(
            new Quickstart(out),
            new EnasImages(out),
            new EnasText(out),
            new GrowNetwork(out, begun),
            new Auto(out),
            new Tradeoff(out),
            new Papers(out),
            new IsolatedSearch(),
            new CustomSpace(),
            new SmallChip(),
            new DrawSpaces(),
            new Report(out))
        .forEach(line::addSubcommand);
    return line;
  }

  /** So that options alone are the quickstart's. */
  private static String[] named(String... arguments) {
    boolean isNamed =
        arguments.length > 0 && (!arguments[0].startsWith("-") || HELP.contains(arguments[0]));
    return isNamed
        ? arguments
        : Stream.concat(Stream.of(DEFAULT), Stream.of(arguments)).toArray(String[]::new);
  }

  /** Reached by a name that is no example's. */
  @Override
  public Integer call() {
    throw new ParameterException(
        command.commandLine(),
        "There is no example [" + unknown + "]. Maybe it is one of "
            + command.subcommands().keySet() + ".");
  }
}
