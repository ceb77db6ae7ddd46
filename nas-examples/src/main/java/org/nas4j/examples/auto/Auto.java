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
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.nas4j.auto.AutoResult;
import org.nas4j.auto.AutoSearch;
import org.nas4j.auto.AutoTextResult;
import org.nas4j.data.Corpus;
import org.nas4j.data.Table;
import org.nas4j.examples.cli.Farewell;
import org.nas4j.examples.cli.ImageSource;
import org.nas4j.examples.cli.OptionChecks;
import org.nas4j.examples.cli.Program;
import org.nas4j.examples.cli.ResultFile;
import org.nas4j.examples.cli.ResumeOption;
import org.nas4j.examples.cli.RunOptions;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.internal.text.Decimals;
import org.nas4j.model.Prediction;
import org.nas4j.model.TableColumns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@link AutoSearch} from the command line: images in a folder, a table or a text in a file, so
 * many minutes, and a model that serves. Test data are looked at once, at the end; of a table a
 * fifth of the rows is kept for that, the last one if they are in the order of time, and of a text
 * the last tenth.
 */
@Command(
    name = "auto",
    sortOptions = false,
    description = {
      "From your data to your model: images in a folder, a table in a file and the column to foretell, or a text.",
      ""
    })
public final class Auto implements Callable<Integer> {

  private static final String MODEL = "model.nas4j";
  private static final String SOURCE = "chosen.java";
  private static final String JOURNAL = "auto-journal";
  private static final int TEST_PART = 5;
  private static final double SECONDS_PER_MINUTE = 60;
  private static final double LAST_SECONDS = 5;
  private static final double LAST_SHARE = 0.02;
  private static final double MOST_LAST_SHARE = 0.05;

  private final PrintStream out;

  @Spec
  private CommandSpec command;

  private AutoFolder journal;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR|FILE",
      description =
          "A folder with pictures, MNIST's IDX files or CIFAR-10's binary ones, a table (CSV), or a text (.txt).")
  private Path data;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "Of a table: the column to foretell. Default: the last one.")
  private String target;

  @Option(
      names = "--without",
      paramLabel = "COLUMN",
      split = ",",
      description = "Of a table: columns that are not looked at, such as a number of the row.")
  private List<String> without = List.of();

  @Option(
      names = "--validation",
      paramLabel = "FILE",
      description = "Of a table: rows of your own to choose by. Default: some are held back.")
  private Path validation;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description =
          "Of a table: rows of your own to test by at the end. Default: a fifth is held back.")
  private Path test;

  @Option(
      names = "--groups",
      paramLabel = "COLUMN",
      description = "Of a table: whole groups are held back, and this column tells them.")
  private String groups;

  @Option(
      names = "--in-order-of-time",
      description = "Of a table: the last rows are held back, and the last before for the choice.")
  private boolean inOrderOfTime;

  @Option(names = "--words", description = "Of a text: words are foretold, not characters.")
  private boolean words;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "5",
      description = "How long all of it may take. Default: ${DEFAULT-VALUE}.")
  private double minutes;

  @Mixin
  private ResumeOption resume;

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
    boolean isTable = !Files.isDirectory(data) && !isText();
    if (!isTable
        && (target != null
            || groups != null
            || validation != null
            || test != null
            || inOrderOfTime
            || !without.isEmpty())) {
      throw checks.complaint(
          "[--target, --without, --validation, --test, --groups, --in-order-of-time] are"
              + " for a table, but [" + data + "] is none.");
    }
    Path folder = run.folder();
    journal = new AutoFolder(folder.resolve(JOURNAL));
    if (!resume.resumes()) {
      journal.clear();
    }
    ResultFile result = new ResultFile();
    Farewell farewell = new Farewell(
        journal.path(), "The best model so far and what it needs to go on", this::line);
    try {
      Map<String, String> choices =
          isTable ? table(result) : isText() ? text(result) : images(result);
      ObjectNode chosen = result.root().putObject("choices");
      choices.forEach(chosen::put);
      result.root().put("seed", run.seed()).put("data", data.toString());
      result.write(folder);
      choices.forEach((name, value) -> print("%-12s %s%n", name, value));
    } finally {
      farewell.close();
    }
    print("%nIn %s after %.0f s: %s%n", folder, result.seconds(), ResultFile.NAME);
    result.best().properties().forEach(each -> print("  %s %s%n", each.getKey(), each.getValue()));
    return 0;
  }

  private boolean isText() {
    return data.getFileName().toString().matches(".*\\.txt(\\.gz)?");
  }

  private void line(String text) {
    print("%s%n", text);
  }

  /** What is left of the minutes, but for test data and files: a fiftieth and some seconds. */
  private Duration left(ResultFile result) {
    double seconds = SECONDS_PER_MINUTE * minutes;
    double last = Math.min(MOST_LAST_SHARE * seconds, LAST_SECONDS + LAST_SHARE * seconds);
    return Duration.ofMillis((long) Math.max(100, 1_000 * (seconds - last - result.seconds())));
  }

  private Map<String, String> kept(AutoResult found, ResultFile result) throws IOException {
    found.model().save(run.out().resolve(MODEL));
    AtomicFile.writeString(run.out().resolve(SOURCE), found.asJava());
    result.best().put("parameters", found.network().architecture().cost().parameters());
    result.best().put(found.metric().name(), found.validation());
    return found.choices();
  }

  private Map<String, String> images(ResultFile result) throws IOException, InterruptedException {
    ImageSource source = ImageSource.in(data);
    AutoResult found = AutoSearch.images(source.training())
        .within(left(result))
        .seed(run.seed())
        .journal(journal.path())
        .run();
    result.best().put("testAccuracy", found.evaluate(source.test()).accuracy());
    return kept(found, result);
  }

  private Map<String, String> text(ResultFile result) throws IOException, InterruptedException {
    Corpus corpus = Corpus.read(data, words ? Corpus.Level.WORDS : Corpus.Level.CHARACTERS);
    AutoTextResult found = AutoSearch.text(corpus)
        .within(left(result))
        .seed(run.seed())
        .journal(journal.path())
        .run();
    found.textModel().save(run.out().resolve(MODEL));
    AtomicFile.writeString(run.out().resolve(SOURCE), found.asJava());
    result
        .best()
        .put("testPerplexity", found.model().perplexity(corpus.test()))
        .put("validationPerplexity", found.validation())
        .put("parameters", found.model().parameterCount());
    return found.choices();
  }

  private Map<String, String> table(ResultFile result) throws IOException, InterruptedException {
    Table all = Table.read(data);
    List<String> columns = all.columns();
    String column = target == null ? columns.get(columns.size() - 1) : target;
    int held = Math.max(1, all.size() / TEST_PART);
    List<Table> parts = test == null
        ? TestRows.of(all, held, inOrderOfTime, groups, ~run.seed())
        : List.of(Table.read(test), all);
    if (test != null && !parts.get(0).columns().contains(column)) {
      throw new OptionChecks(command)
          .wrong(
              "--test",
              test,
              "has no column [" + column + "] to compare with. Maybe it is another file");
    }
    AutoSearch search = AutoSearch.table(parts.get(1), column)
        .within(left(result))
        .seed(run.seed())
        .journal(journal.path())
        .without(without.toArray(String[]::new));
    search = groups == null ? search : search.groups(groups);
    search = inOrderOfTime ? search.inOrderOfTime() : search;
    search = validation == null ? search : search.validation(Table.read(validation));
    AutoResult found = search.run();
    judge(found, parts.get(0), column, result.best());
    return kept(found, result);
  }

  /** By the model that serves, row by row; rows without a target are left out. */
  private static void judge(AutoResult found, Table test, String target, ObjectNode best) {
    boolean classifies = !found.model().classNames().isEmpty();
    // A word that only test rows have is one more thing that the model has to cope with.
    UnaryOperator<Map<String, String>> known =
        row -> found.model().columns().orElseThrow().withoutUnknownWords(row);
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
      Prediction prediction = found.model().predict(known.apply(row));
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
