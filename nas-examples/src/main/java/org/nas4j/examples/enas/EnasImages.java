package org.nas4j.examples.enas;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.nas4j.examples.cli.KeptOneShot;
import org.nas4j.examples.cli.Program;
import org.nas4j.examples.cli.ResultFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Efficient neural architecture search on images: thousands of networks on one set of shared
 * weights in minutes. The network that is derived is trained from scratch and compared with what
 * random search derives from shared weights through the same schedule.
 */
@Command(
    name = "enas-images",
    sortOptions = false,
    description = {
      "Searches networks for images on shared weights (ENAS), trains the derived one from scratch, and compares it with"
          + " what random search on shared weights derives at the same budget.",
      ""
    })
public final class EnasImages implements Callable<Integer> {

  private final PrintStream out;

  @Mixin
  private EnasOptions options;

  /**
   * The command.
   *
   * @param out for what it tells
   */
  public EnasImages(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the example.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Program.main(EnasImages::new, arguments);
  }

  @Override
  public Integer call() throws Exception {
    options.check();
    EnasFiles files = new EnasFiles(options.folder(), new ResultFile());
    EnasReport report = new EnasReport(out);
    EnasData data;
    EnasFindings findings;
    try (KeptOneShot kept =
        new KeptOneShot(files.folder(), options.resumes(), options.circumstances(), out::println)) {
      EnasBudget budget = new EnasBudget(options, kept.decisions().secondsBefore());
      data = EnasData.of(options);
      report.introduce(options, data);
      findings = new EnasRun(options, data, report, budget, kept).run();
    }
    report.conclude(findings);
    files.write(findings, options, data);
    report.name(files);
    return 0;
  }
}
