package org.nas4j.examples.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nas4j.examples.cli.Program;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.report.OptunaJournal;
import org.nas4j.report.SearchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a page of journals: of runs that ended, were killed, or go on, of any version. */
@Command(
    name = "report",
    description = {
      "Makes an HTML page, which needs no network, of the journals of searches: curves, trade-offs, "
          + "all trials, what mattered, failures. Several journals are compared.",
      ""
    })
public final class Report implements Callable<Integer> {

  private static final double MEGABYTE = 1e6;

  private final PrintStream out;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      required = true,
      arity = "1..*",
      description = "What a search keeps of itself, such as target/quickstart/search.jsonl.")
  private List<Path> journals;

  @Option(
      names = "--architecture",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Architectures to draw and to compare, such as target/quickstart/best.json.")
  private List<Path> architectures = List.of();

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      defaultValue = "Architecture search",
      description = "What the page is called. Default: ${DEFAULT-VALUE}.")
  private String title;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "target/report/report.html",
      description = "The page. Default: ${DEFAULT-VALUE}.")
  private Path page;

  @Option(
      names = "--optuna",
      paramLabel = "FILE",
      description = "Writes the first journal as a study of Optuna too, which its dashboard opens.")
  private Path optuna;

  @Option(names = "--help", usageHelp = true, description = "Shows this text.")
  private boolean help;

  /**
   * A command.
   *
   * @param out for what it tells
   */
  public Report(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    SearchReport.Builder report = SearchReport.builder().title(title);
    for (Path journal : journals) {
      report.run(name(journal), journal);
    }
    for (Path file : architectures) {
      report.architecture(file.getFileName().toString(), ArchitectureJson.read(file));
    }
    Path folder = page.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    report.build().write(page);
    out.printf(Locale.ROOT, "%s (%.1f MB)%n", page, Files.size(page) / MEGABYTE);
    if (optuna != null) {
      OptunaJournal.write(name(journals.get(0)), journals.get(0), optuna);
      out.println(optuna);
    }
    return 0;
  }

  /** The file's name alone, unless another journal's is the same. */
  private String name(Path journal) {
    String name = bare(journal);
    boolean unique = journals.stream().filter(other -> bare(other).equals(name)).count() == 1;
    return unique ? name : journal.toString();
  }

  private static String bare(Path journal) {
    return journal.getFileName().toString().replaceFirst("\\.jsonl$", "");
  }

  /** Makes a page; {@code args} are options. */
  public static void main(String[] args) {
    Program.main(Report::new, args);
  }
}
