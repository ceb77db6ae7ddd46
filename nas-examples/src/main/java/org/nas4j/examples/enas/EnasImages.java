package org.nas4j.examples.enas;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.nas4j.examples.cli.Program;
import org.nas4j.examples.quickstart.ModelFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Efficient neural architecture search on images: thousands of networks on one set of shared weights in minutes. The
 * network that is derived is trained from scratch and compared with what random search derives from shared weights through
 * the same schedule.
 */
@Command(
    name = EnasImages.NAME,
    sortOptions = false,
    description = {
      "Searches networks for images on shared weights (ENAS), trains the derived one from scratch, and compares it with"
          + " what random search on shared weights derives at the same budget.",
      ""
    })
public final class EnasImages implements Callable<Integer> {

  static final String NAME = "enas-images";

  private final PrintStream out;

  @Mixin
  private EnasOptions options;

  private EnasImages(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the example.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Program program = Program.named(NAME);
    int exitCode = program.run(new EnasImages(program.out()), arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  static int run(PrintStream out, PrintStream err, String... arguments) {
    return new Program(NAME, out, err).run(new EnasImages(out), arguments);
  }

  @Override
  public Integer call() throws Exception {
    options.check();
    EnasBudget budget = new EnasBudget(options);
    Path folder = ModelFiles.makeFolder(options.out());
    EnasData data = EnasData.of(options);
    EnasReport report = new EnasReport(out);
    report.introduce(options, data);
    EnasFindings findings = new EnasRun(options, data, report, budget).run();
    report.conclude(findings);
    EnasFiles files = new EnasFiles(folder);
    files.write(findings, options, data, budget.elapsed());
    report.name(folder, files.names(), budget.elapsed());
    return 0;
  }
}
