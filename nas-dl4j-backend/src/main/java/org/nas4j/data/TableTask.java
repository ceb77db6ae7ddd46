package org.nas4j.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.nas4j.arch.Shape;
import org.nas4j.internal.text.Decimals;
import org.nas4j.model.Column;
import org.nas4j.model.TableColumns;

/**
 * What is to be predicted from a table, and how its cells become numbers: a class, or one number or
 * several. Which columns hold numbers and which words, the words, and what fills missing values
 * (the median, and a number that tells of it) are learned from the training rows alone; test rows
 * and those that a model serves are treated alike. Where a few numbers of a column are far out,
 * such as among incomes or counts, all of them are replaced by the quantile of the normal
 * distribution that belongs to their rank. Immutable.
 *
 * <pre>{@code
 * TableTask task = TableTask.regression(training, "mpg");
 * Dataset data = task.dataset(training);
 * Dataset test = task.dataset(testRows);
 * }</pre>
 */
public final class TableTask {

  private static final AtomicInteger FILES = new AtomicInteger();

  private final List<String> targets;
  private final boolean classifies;
  private final Set<String> leftOut;
  private final Table training;
  private final TableColumns columns;
  private final List<String> classNames;
  private final List<Boolean> decimalCommas;

  private TableTask(Table training, List<String> targets, boolean classifies, Set<String> leftOut) {
    targets.forEach(training::index);
    leftOut.forEach(training::index);
    this.training = training;
    this.targets = targets;
    this.classifies = classifies;
    this.leftOut = leftOut;
    List<Column> inputs = new ArrayList<>();
    for (String name : training.columns()) {
      if (!targets.contains(name) && !leftOut.contains(name)) {
        inputs.add(ColumnKind.of(training, name).column());
      }
    }
    this.columns = new TableColumns(inputs);
    this.classNames = classifies ? classes() : List.of();
    this.decimalCommas =
        classifies ? List.of() : targets.stream().map(this::comma).toList();
  }

  /**
   * Predicts a class.
   *
   * @param training the training rows
   * @param target name of the column that holds the class, as a word or number
   * @return the task
   * @throws IllegalArgumentException if there is no such column, it holds fewer than two classes,
   *     or another column holds dates or words that hardly repeat
   */
  public static TableTask classification(Table training, String target) {
    return new TableTask(training, List.of(target), true, Set.of());
  }

  /**
   * Predicts numbers.
   *
   * @param training the training rows
   * @param targets names of the columns that hold them
   * @return the task
   * @throws IllegalArgumentException if there is no such column, it holds no numbers, or another
   *     column holds dates or words that hardly repeat
   */
  public static TableTask regression(Table training, String... targets) {
    if (targets.length == 0) {
      throw new IllegalArgumentException("Something must be predicted, but no column is named.");
    }
    return new TableTask(training, List.of(targets), false, Set.of());
  }

  /**
   * Starts a task that leaves columns out, for example one that numbers the rows, or dates.
   *
   * @param training the training rows
   * @param columns their names
   * @return what knows them
   */
  public static Without without(Table training, String... columns) {
    return new Without(training, Set.of(columns));
  }

  /**
   * A table of which some columns are not looked at.
   *
   * @param training the training rows
   * @param columns names of the columns
   */
  public record Without(Table training, Set<String> columns) {

    /** Copies. */
    public Without {
      columns = Set.copyOf(columns);
    }

    /**
     * As {@link TableTask#classification}.
     *
     * @param target name of the column that holds the class
     * @return the task
     */
    public TableTask classification(String target) {
      return new TableTask(training, List.of(target), true, columns);
    }

    /**
     * As {@link TableTask#regression}.
     *
     * @param targets names of the columns that hold the numbers
     * @return the task
     */
    public TableTask regression(String... targets) {
      return new TableTask(training, List.of(targets), false, columns);
    }
  }

  private List<String> classes() {
    String target = targets.get(0);
    TreeSet<String> names = new TreeSet<>();
    training.cells(target).stream()
        .filter(cell -> !TableColumns.isMissing(cell))
        .forEach(names::add);
    if (names.size() < 2) {
      throw new IllegalArgumentException("The column [" + target + "] has the classes " + names
          + ", but two at least are needed.\nMaybe the class is in another column.");
    }
    if (names.size() > ColumnKind.MOST_WORDS) {
      throw new IllegalArgumentException("The column [" + target + "] has [" + names.size()
          + "] different classes, such as [" + names.first()
          + "].\nMaybe its numbers are to be predicted: call regression(…).");
    }
    return names.stream().allMatch(name -> Decimals.parse(name).isPresent())
        ? names.stream().sorted(Comparator.comparingDouble(Double::parseDouble)).toList()
        : List.copyOf(names);
  }

  private boolean comma(String target) {
    Column column = ColumnKind.of(training, target).column();
    if (column instanceof Column.Numbers numbers) {
      return numbers.decimalComma();
    }
    throw new IllegalArgumentException("The column [" + target
        + "] holds words, but numbers are to be predicted.\nMaybe call classification(…).");
  }

  /**
   * How the cells become numbers, for a model that serves.
   *
   * @return the columns without the target
   */
  public TableColumns columns() {
    return columns;
  }

  /**
   * The names of the classes.
   *
   * @return in the order of their numbers; empty if numbers are predicted
   */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * The names of the columns that are predicted.
   *
   * @return at least one
   */
  public List<String> targets() {
    return targets;
  }

  /**
   * Makes examples of rows. Those whose target is missing are left out, and counted in the notes;
   * so are words that the training rows lack, which count as missing values.
   *
   * @param table rows of the columns that the training rows have, in any order
   * @return examples of {@link TableColumns#width} values, not yet standardised
   * @throws IllegalArgumentException if a column is missing, a number is none, or a class is not
   *     among those of the training rows
   * @throws UncheckedIOException if the cells are in a file, and values cannot be kept beside it
   */
  public Dataset dataset(Table table) {
    Map<String, Integer> places = new LinkedHashMap<>();
    columns.names().forEach(name -> places.put(name, table.index(name)));
    int[] goals = targets.stream().mapToInt(table::index).toArray();
    IntStream.Builder labels = IntStream.builder();
    List<float[]> numbers = new ArrayList<>();
    UnknownWords unknown = new UnknownWords(columns);
    ExampleValues values = values(table, examples -> {
      for (int i = 0; i < table.size(); i++) {
        List<String> row = table.row(i);
        boolean isKnown = true;
        for (int goal : goals) {
          isKnown &= !TableColumns.isMissing(row.get(goal));
        }
        if (isKnown) {
          Map<String, String> cells = new HashMap<>();
          places.forEach((name, place) -> cells.put(name, row.get(place)));
          examples.add(columns.encode(unknown.leftOut(cells)));
          if (classifies) {
            labels.add(label(row.get(goals[0]), i));
          } else {
            numbers.add(numbers(row, goals, i));
          }
        }
      }
    });
    List<String> notes = new ArrayList<>();
    if (values.size() < table.size()) {
      notes.add("[" + (table.size() - values.size()) + "] rows lack the target " + targets
          + " and were left out.");
    }
    notes.addAll(unknown.notes());
    Shape shape = Shape.vector(columns.width());
    Dataset data = classifies
        ? Dataset.wrap(shape, classNames, values, labels.build().toArray())
        : Dataset.wrapNumbers(shape, values, numbers.toArray(float[][]::new));
    return notes.isEmpty() ? data : data.noting(notes);
  }

  /** Where the cells are: on the heap, or in a file beside theirs for as long as Java runs. */
  private ExampleValues values(Table table, ExampleRows.Filling filling) {
    try {
      if (table.file().isEmpty()) {
        return ExampleRows.onHeap(filling);
      }
      Path cells = table.file().get().toAbsolutePath();
      String unique = "." + ProcessHandle.current().pid() + "-" + FILES.incrementAndGet();
      Path file = cells.resolveSibling(cells.getFileName() + unique + ".values");
      file.toFile().deleteOnExit();
      return ExampleRows.onDisk(file, columns.width(), filling);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The values of [" + table + "] cannot be kept beside its cells: " + e, e);
    }
  }

  private int label(String cell, int row) {
    int label = classNames.indexOf(cell.strip());
    if (label < 0) {
      throw new IllegalArgumentException("Row [" + row + "] has the class [" + cell
          + "], which is none of " + classNames
          + ".\nMaybe it is spelled in another way, or the training rows lack it.");
    }
    return label;
  }

  private float[] numbers(List<String> row, int[] goals, int index) {
    float[] numbers = new float[goals.length];
    for (int j = 0; j < goals.length; j++) {
      String cell = row.get(goals[j]).strip();
      String text = decimalCommas.get(j) ? cell.replace(',', '.') : cell;
      if (Decimals.parse(text).isEmpty()) {
        throw new IllegalArgumentException("Row [" + index + "] has [" + cell + "] in the column ["
            + targets.get(j) + "], which is no number.\nMaybe leave the cell empty.");
      }
      numbers[j] = (float) Decimals.parse(text).getAsDouble();
    }
    return numbers;
  }

  @Override
  public String toString() {
    return "TableTask[" + (classifies ? "the class " : "the numbers ") + targets + " of "
        + columns.names() + (leftOut.isEmpty() ? "" : " without " + leftOut) + "]";
  }
}
