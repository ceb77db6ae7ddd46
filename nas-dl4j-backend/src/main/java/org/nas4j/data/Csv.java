package org.nas4j.data;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.nas4j.arch.Shape;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.text.Decimals;

/**
 * How a table of numbers is to be read (RFC 4180): one example a line, its class in one column,
 * which may hold numbers or text. Packed with gzip or not; a byte order mark says whether it is
 * UTF-8, which it is without one, or UTF-16. Immutable.
 */
public final class Csv {

  /** What the column of the class may hold. */
  private enum Labels {
    NUMBERS,
    GIVEN_NAMES,
    FOUND_NAMES
  }

  private final Shape shape;
  private final Labels labels;
  private final List<String> classes;
  private final int labelColumn;
  private final boolean header;
  private final double divisor;
  private final char delimiter;
  private final boolean decimalComma;

  private Csv(Builder builder) {
    this.shape = builder.shape;
    this.labels = builder.labels;
    this.classes = builder.classes;
    this.labelColumn = builder.labelColumn;
    this.header = builder.header;
    this.divisor = builder.divisor;
    this.delimiter = builder.delimiter;
    this.decimalComma = builder.decimalComma;
  }

  /**
   * Tables without header, separated by commas, the class in the last column as a number from 0.
   *
   * @param shape shape of one example
   * @param classes number of classes
   * @return the form of the table
   */
  public static Csv of(Shape shape, int classes) {
    return builder(shape).classes(classes).build();
  }

  /**
   * Tables without header, separated by commas, the class in the last column as a name. Classes are
   * numbered in the order of their names.
   *
   * @param shape shape of one example
   * @return the form of the table
   */
  public static Csv of(Shape shape) {
    return builder(shape).build();
  }

  /**
   * Starts to describe a table.
   *
   * @param shape shape of one example; its values are the columns without the class, in order
   * @return a builder
   */
  public static Builder builder(Shape shape) {
    return new Builder(shape);
  }

  /**
   * Starts from this form.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * Reads a table.
   *
   * @param path file of text
   * @return the data, which know the classes' names
   * @throws IOException if it cannot be read
   * @throws MalformedDataException if a line has another number of columns, a value is no number or
   *     too large for a float, or a class is not among those given; names file and line
   */
  public Dataset read(Path path) throws IOException {
    Reading reading = new Reading(path);
    return reading.dataset(ExampleRows.onHeap(reading::read));
  }

  /**
   * Reads a table, but keeps its values in a file: the heap need not hold them, only a line at a
   * time and later the batches.
   *
   * @param path file of text
   * @param file to keep values in, 4 bytes each; replaced if it is there. Leave it as it is while
   *     the data are used, and delete it then
   * @return the data, with the same values
   * @throws IOException if the one cannot be read or the other not be written
   * @throws MalformedDataException as {@link #read}
   * @throws IllegalArgumentException if both are one file
   */
  public Dataset readToDisk(Path path, Path file) throws IOException {
    ValuesFile.requireOther(path, file);
    Reading reading = new Reading(path);
    int width = Math.toIntExact(shape.elements());
    return reading.dataset(ExampleRows.onDisk(file, width, reading::read));
  }

  /** What has been read of one table. */
  private final class Reading implements CsvCells.Receiver {

    private final Path path;
    private final List<String> cellsOfLabels = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private boolean headerIsRead;
    private ExampleRows rows;

    Reading(Path path) {
      this.path = path;
    }

    void read(ExampleRows target) throws IOException {
      rows = target;
      CsvCells.read(path, delimiter, this);
      if (rows.count() == 0) {
        throw new MalformedDataException(path, "has [0] examples", "it is another file");
      }
    }

    @Override
    public int count() {
      return rows.count();
    }

    @Override
    public void take(int line, List<String> cells) throws IOException {
      if (header && !headerIsRead) {
        headerIsRead = true;
        return;
      }
      if (cells.size() != shape.elements() + 1) {
        throw new MalformedDataException(
            path,
            "has [" + cells.size() + "] columns in line [" + line + "], but the shape [" + shape
                + "] and a class need [" + (shape.elements() + 1) + "]",
            adviceOnDelimiter(cells).orElse("the shape is another one, or the line was cut"));
      }
      int label = labelColumn < 0 ? cells.size() - 1 : labelColumn;
      float[] row = new float[cells.size() - 1];
      int next = 0;
      for (int i = 0; i < cells.size(); i++) {
        if (i != label) {
          row[next++] = number(line, i, cells.get(i));
        }
      }
      rows.add(row);
      cellsOfLabels.add(cells.get(label));
      lines.add(line);
    }

    /**
     * What to do about cells that hold another separator than the one that was looked for, if they
     * do.
     */
    private Optional<String> adviceOnDelimiter(List<String> cells) {
      for (char other : new char[] {';', '\t', ',', '|'}) {
        if (other != delimiter && cells.stream().anyMatch(cell -> cell.indexOf(other) >= 0)) {
          String name = other == '\t' ? "a tab" : "'" + other + "'";
          String comma = other == ';' ? ", and decimalComma(true) if its numbers have commas" : "";
          return Optional.of(
              "its columns are separated by " + name + ": call delimiter(…)" + comma);
        }
      }
      return Optional.empty();
    }

    private float number(int line, int column, String cell) throws MalformedDataException {
      String text = decimalComma ? cell.replace(',', '.') : cell;
      OptionalDouble number = Decimals.parse(text);
      if (number.isEmpty()) {
        throw new MalformedDataException(
            path,
            "has [" + cell + "] in column [" + column + "] of line [" + line
                + "], which is no number",
            adviceOnNumber(line, cell));
      }
      float value = (float) (number.getAsDouble() / divisor);
      if (!Float.isFinite(value)) {
        throw new MalformedDataException(
            path,
            "has [" + cell + "] in column [" + column + "] of line [" + line
                + "], which is more than a float can hold, [" + Float.MAX_VALUE + "]",
            "the column is in a very small unit: give a divisor, or leave the column out");
      }
      return value;
    }

    private String adviceOnNumber(int line, String cell) {
      if (cell.isEmpty() || cell.equals("?") || cell.equalsIgnoreCase("nan")) {
        return "a value is missing: fill it in, or leave the example out";
      }
      Optional<String> delimiters =
          cell.indexOf(';') >= 0 ? adviceOnDelimiter(List.of(cell)) : Optional.empty();
      if (delimiters.isPresent()) {
        return delimiters.get();
      }
      if (cell.indexOf(',') >= 0) {
        return "the comma is a decimal mark: call decimalComma(true); or it separates thousands";
      }
      if (rows.count() == 0 && !header) {
        return "line [" + line + "] is a header: Csv.builder(shape).header(true)";
      }
      return "the column is text, or the class is in another column";
    }

    Dataset dataset(ExampleValues values) throws MalformedDataException {
      List<String> names = labels == Labels.FOUND_NAMES ? found() : classes;
      Map<String, Integer> numbers = new LinkedHashMap<>();
      names.forEach(name -> numbers.put(name, numbers.size()));
      int[] labelsOf = new int[values.size()];
      for (int i = 0; i < labelsOf.length; i++) {
        Integer number = labels == Labels.NUMBERS
            ? numbers.get(wholeNumber(cellsOfLabels.get(i)))
            : numbers.get(cellsOfLabels.get(i));
        if (number == null) {
          throw noClass(i, names);
        }
        labelsOf[i] = number;
      }
      Dataset data = Dataset.wrap(shape, names, values, labelsOf);
      return data.noting(data.absent(path.toString()));
    }

    /** The way in which 2, +2, 2.0 and 2e0 are written alike; what is no number stays as it is. */
    private String wholeNumber(String cell) {
      double value = Decimals.parse(cell).orElse(Double.NaN);
      return value == Math.rint(value) && Math.abs(value) < Integer.MAX_VALUE
          ? Integer.toString((int) value)
          : cell;
    }

    private MalformedDataException noClass(int example, List<String> names) {
      String cell = cellsOfLabels.get(example);
      String advice = labels == Labels.GIVEN_NAMES
          ? "it is spelled in another way, or the training data lack it"
          : Decimals.parse(cell).isPresent()
              ? "there are more classes, they count from 1 (leave classes(…) out to find them), or the class is in"
                  + " another column"
              : "classes are names: leave classes(…) out to find them";
      return new MalformedDataException(
          path,
          "has the class [" + cell + "] in line [" + lines.get(example) + "], which is none of ["
              + names.size() + "]: " + names,
          advice);
    }

    /** Names in their order: of numbers if all of them are numbers. */
    private List<String> found() throws MalformedDataException {
      TreeSet<String> names = new TreeSet<>(cellsOfLabels);
      if (names.size() < 2) {
        throw new MalformedDataException(
            path,
            "has [1] class only: " + names + ", but two are needed",
            "the class is in another column");
      }
      boolean numbers = names.stream().allMatch(name -> Decimals.parse(name).isPresent());
      return names.stream()
          .sorted(
              numbers ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder())
          .toList();
    }
  }

  /** Describes a table. */
  public static final class Builder {

    private final Shape shape;
    private Labels labels = Labels.FOUND_NAMES;
    private List<String> classes = List.of();
    private int labelColumn = -1;
    private boolean header;
    private double divisor = 1;
    private char delimiter = ',';
    private boolean decimalComma;

    private Builder(Shape shape) {
      this.shape = requireNonNull(shape, "shape");
    }

    private Builder(Csv form) {
      this(form.shape);
      labels = form.labels;
      classes = form.classes;
      labelColumn = form.labelColumn;
      header = form.header;
      divisor = form.divisor;
      delimiter = form.delimiter;
      decimalComma = form.decimalComma;
    }

    /**
     * Classes are whole numbers from 0. Unless this or the other method of this name is called,
     * they are whatever text is found, numbered in its order.
     *
     * @param count how many, at least 2
     * @return this
     */
    public Builder classes(int count) {
      Checks.atLeast(count, 2, "number of classes");
      labels = Labels.NUMBERS;
      classes = IntStream.range(0, count).mapToObj(Integer::toString).toList();
      return this;
    }

    /**
     * Classes have these names; test data take those of the training data.
     *
     * @param names in the order of their numbers; {@link Dataset#classNames} of the training data
     * @return this
     */
    public Builder classes(List<String> names) {
      labels = Labels.GIVEN_NAMES;
      classes = List.copyOf(names);
      return this;
    }

    /**
     * Where the class is.
     *
     * @param column its number, from 0; −1, the default, for the last
     * @return this
     */
    public Builder labelColumn(int column) {
      if (column < -1 || column > shape.elements()) {
        throw new IllegalArgumentException("The label's column must be in [0, "
            + shape.elements()
            + "], or -1 for the last, but is ["
            + column
            + "].");
      }
      labelColumn = column;
      return this;
    }

    /**
     * Whether the first record holds names, and is left out; not so by default.
     *
     * @param isThere true to leave it out
     * @return this
     */
    public Builder header(boolean isThere) {
      header = isThere;
      return this;
    }

    /**
     * Each value is divided by this; 1 by default.
     *
     * @param number what a full value is, for example 255
     * @return this
     */
    public Builder divisor(double number) {
      divisor = Checks.positive(number, "divisor");
      return this;
    }

    /**
     * What separates columns; a comma by default.
     *
     * @param character for example a semicolon or a tab
     * @return this
     */
    public Builder delimiter(char character) {
      delimiter = character;
      return this;
    }

    /**
     * Whether numbers have a decimal comma, as with semicolons between the columns; not so by
     * default.
     *
     * @param isUsed true for commas
     * @return this
     */
    public Builder decimalComma(boolean isUsed) {
      decimalComma = isUsed;
      return this;
    }

    /**
     * The form of the table.
     *
     * @return immutable
     */
    public Csv build() {
      return new Csv(this);
    }
  }
}
