package org.nas4j.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.nas4j.benchmarks.child.ChildJvm;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** JMH in a JVM whose class path it can hand on to those that it forks. */
@Command(
    name = "jmh",
    description = {
      "The micro-benchmarks, in JVMs of their own.",
      "Arguments are JMH's: part of a name, -l to list them, -h for more."
    })
public final class JmhCommand implements Callable<Integer> {

  @Unmatched
  private List<String> arguments = new ArrayList<>();

  /** Creates the command; picocli fills in its arguments. */
  public JmhCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    return ChildJvm.builder(Main.class.getName()).arguments(arguments).show();
  }
}
