package org.nas4j.benchmarks.memory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nas4j.benchmarks.child.ChildJvm;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A process for a benchmark of memory whose whole heap is resident from the start. Java lets a heap
 * that may grow do so before it tidies up, by hundreds of megabytes, among which a leak of native
 * memory would not be seen.
 */
final class FixedHeap {

  private static final String MARK = "nas4j.fixedHeap";

  private FixedHeap() {}

  /** Whether this process is one. */
  static boolean isHere() {
    return Boolean.getBoolean(MARK);
  }

  /**
   * What such a process does.
   *
   * @param arguments the class of a command, and its command line
   */
  public static void main(String[] arguments) throws ClassNotFoundException {
    String[] line = Arrays.copyOfRange(arguments, 1, arguments.length);
    System.exit(new CommandLine(Class.forName(arguments[0])).execute(line));
  }

  /**
   * Runs the command that was given anew in such a process, and passes on what it prints.
   *
   * @param megabytes of the heap
   * @return its exit status
   */
  static int run(CommandSpec command, int megabytes) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(command.commandLine().getParseResult().originalArgs());
    if (command.parent() != null) {
      arguments.remove(0);
    }
    arguments.add(0, command.userObject().getClass().getName());
    Process process = ChildJvm.builder(FixedHeap.class.getName())
        .options(List.of(
            "-Xms" + megabytes + "m",
            "-Xmx" + megabytes + "m",
            "-XX:+AlwaysPreTouch",
            "-D" + MARK + "=true"))
        .arguments(arguments)
        .startWithPipes();
    PrintWriter out = command.commandLine().getOut();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.println(line);
        out.flush();
      }
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }
}
