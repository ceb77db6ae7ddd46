package org.nas4j.examples.papers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nas4j.examples.cli.Program;
import org.nas4j.examples.cli.ResultFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Runs a system of the survey in its published settings, scaled to minutes, beside random search at
 * equal time. Each setting that is scaled is printed beside the paper's.
 */
@Command(
    name = "papers",
    sortOptions = false,
    description = {
      "Runs a paper's search in its published settings, scaled to minutes, beside random search at equal time.",
      ""
    })
public final class Papers implements Callable<Integer> {

  private final PrintStream out;

  @Mixin
  private PaperOptions options;

  /**
   * The command.
   *
   * @param out for what it tells
   */
  public Papers(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the example.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Program.main(Papers::new, arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (options.lists()) {
      Gallery.all()
          .forEach(paper -> print("%-22s %-28s %s", paper.name(), paper.what(), paper.reference()));
      return 0;
    }
    Paper paper = options.check();
    ResultFile result = new ResultFile();
    options.folder();
    print("%s: %s (%s), seed %d", paper.name(), paper.what(), paper.reference(), options.seed());
    Stage stage = new Stage(options, this::print);
    PaperFindings findings = paper.course().run(stage);
    write(paper, stage, findings, result);
    report("found by " + paper.name(), stage, findings.best());
    report("found at random", stage, findings.random());
    print("Done in %.0f s. Figures are in %s", result.seconds(), options.folder());
    return 0;
  }

  private void write(Paper paper, Stage stage, PaperFindings findings, ResultFile result)
      throws IOException {
    ObjectNode root = result.root();
    root.put("paper", paper.name()).put("reference", paper.reference());
    root.put("minutes", options.minutes()).put("seed", options.seed());
    root.put("data", stage.origin());
    figures(stage, findings.best(), result.best());
    figures(stage, findings.random(), root.putObject("random"));
    ArrayNode scaled = root.putArray("scaled");
    stage
        .scaled()
        .forEach(each -> scaled
            .addObject()
            .put("setting", each.setting())
            .put("paper", each.paper())
            .put("here", each.here()));
    result.write(options.folder());
  }

  private static void figures(Stage stage, PaperFindings.Finalist finalist, ObjectNode node) {
    node.put("test" + stage.figure(), finalist.test());
    node.put("validation" + stage.figure(), finalist.validation());
    node.put("parameters", finalist.parameters());
    node.put("networks", finalist.networks());
    node.put("searchSeconds", finalist.seconds());
  }

  private void report(String name, Stage stage, PaperFindings.Finalist finalist) {
    String figure = stage.figure().toLowerCase(Locale.ROOT);
    print(
        "%-26s %,10d parameters, %s %.4f in validation, %.4f in the test; %d networks in %.0f s",
        name,
        finalist.parameters(),
        figure,
        finalist.validation(),
        finalist.test(),
        finalist.networks(),
        finalist.seconds());
  }

  private void print(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
