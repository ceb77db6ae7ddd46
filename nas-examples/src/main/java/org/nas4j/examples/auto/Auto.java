package org.nas4j.examples.auto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.nas4j.auto.AutoResult;
import org.nas4j.auto.AutoSearch;
import org.nas4j.data.Table;
import org.nas4j.examples.cli.ImageSource;
import org.nas4j.examples.cli.OptionChecks;
import org.nas4j.examples.cli.Program;
import org.nas4j.examples.cli.ResultFile;
import org.nas4j.examples.cli.RunOptions;
import org.nas4j.internal.text.Decimals;
import org.nas4j.model.Prediction;
import org.nas4j.model.TableColumns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@link AutoSearch} from the command line: images in a folder or a table in a file, so many
 * minutes, and a model that serves. Test data are looked at once, at the end; of a table a fifth of
 * the rows is kept for that.
 */
@Command(
    name = "auto",
    sortOptions = false,
    description = {
      "From your data to your model: images in a folder, or a table in a file and the column to foretell.",
      ""
    })
public final class Auto implements Callable<Integer> {

  private static final String MODEL = "model.nas4j";
  private static final int TEST_PART = 5;

  private final PrintStream out;

  @Spec
  private CommandSpec command;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR|FILE",
      description = "A folder with MNIST's IDX files or CIFAR-10's binary ones, or a table (CSV).")
  private Path data;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "Of a table: the column to foretell. Default: the last one.")
  private String target;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "5",
      description = "How long all of it may take. Default: ${DEFAULT-VALUE}.")
  private double minutes;

  @Mixin
  private RunOptions run;

  /**
   * The command.
   *
   * @param out for what it tells
   */
  public Auto(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the example.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Program.main(Auto::new, arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    OptionChecks checks = new OptionChecks(command);
    checks.minutes(minutes);
    if (!Files.isReadable(data)) {
      throw checks.wrong("--data", data, "is nothing that can be read. Maybe it is another one");
    }
    Path folder = run.folder();
    ResultFile result = new ResultFile();
    AutoResult found = Files.isDirectory(data) ? images(result) : table(result);
    found.model().save(folder.resolve(MODEL));
    ObjectNode best = result.best();
    best.put("parameters", found.network().architecture().cost().parameters());
    best.put(found.metric().name(), found.validation());
    ObjectNode choices = result.root().putObject("choices");
    found.choices().forEach(choices::put);
    result.root().put("seed", run.seed()).put("data", data.toString());
    result.write(folder);
    found.choices().forEach((name, value) -> print("%-12s %s%n", name, value));
    print("%nIn %s after %.0f s: %s, %s%n", folder, result.seconds(), MODEL, ResultFile.NAME);
    best.properties().forEach(each -> print("  %s %s%n", each.getKey(), each.getValue()));
    return 0;
  }

  /** What is left of the minutes but for a twentieth, for test data and files. */
  private Duration left(ResultFile result) {
    return Duration.ofMillis((long) Math.max(100, 57_000 * minutes - 1_000 * result.seconds()));
  }

  private AutoResult images(ResultFile result) throws IOException, InterruptedException {
    if (target != null) {
      throw new OptionChecks(command)
          .complaint("[--target] is for a table, but [" + data + "] is a folder of images.");
    }
    ImageSource source = ImageSource.in(data);
    AutoResult found = AutoSearch.images(source.training())
        .within(left(result))
        .seed(run.seed())
        .run();
    result
        .best()
        .put(
            "testAccuracy",
            found.network().evaluate(found.inputs().apply(source.test())).accuracy());
    return found;
  }

  private AutoResult table(ResultFile result) throws IOException, InterruptedException {
    Table all = Table.read(data);
    List<String> columns = all.columns();
    String column = target == null ? columns.get(columns.size() - 1) : target;
    List<Table> parts =
        all.split(Math.max(1, all.size() / TEST_PART), new SplittableRandom(~run.seed()));
    AutoResult found = AutoSearch.table(parts.get(1), column)
        .within(left(result))
        .seed(run.seed())
        .run();
    judge(found, parts.get(0), column, result.best());
    return found;
  }

  /** By the model that serves, row by row; rows without a target are left out. */
  private static void judge(AutoResult found, Table test, String target, ObjectNode best) {
    boolean classifies = !found.model().classNames().isEmpty();
    int right = 0;
    int count = 0;
    double squares = 0;
    double sum = 0;
    double sumOfSquares = 0;
    for (int i = 0; i < test.size(); i++) {
      Map<String, String> row = new HashMap<>();
      for (int j = 0; j < test.columns().size(); j++) {
        row.put(test.columns().get(j), test.row(i).get(j));
      }
      String wanted = row.remove(target);
      if (TableColumns.isMissing(wanted)) {
        continue;
      }
      Prediction prediction = found.model().predict(row);
      count++;
      if (classifies) {
        right += prediction.label().equals(wanted) ? 1 : 0;
      } else {
        double value = Decimals.parse(wanted.replace(',', '.')).orElseThrow();
        squares += Math.pow(prediction.value() - value, 2);
        sum += value;
        sumOfSquares += value * value;
      }
    }
    if (classifies) {
      best.put("testAccuracy", (double) right / count);
    } else {
      best.put("testRmse", Math.sqrt(squares / count));
      best.put("testR2", 1 - squares / (sumOfSquares - sum * sum / count));
    }
  }

  private void print(String format, Object... values) {
    out.printf(Locale.ROOT, format, values);
    out.flush();
  }
}
