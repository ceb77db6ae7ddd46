package org.nas4j.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nas4j.internal.text.Decimals;

/**
 * A table of text, as it stands in a file: columns with names, and rows of cells. What separates
 * the columns is found: a comma, semicolon, tab or bar. If all cells of the first row are numbers,
 * it is no header, and the columns are called by their numbers from 0. What the cells mean is told
 * by {@link TableTask}. The cells are on the heap, or in a file ({@link #readToDisk}). Immutable.
 */
public final class Table {

  private static final char[] DELIMITERS = {',', ';', '\t', '|'};
  private static final int LINES_TO_LOOK_AT = 20;

  /** A quotation mark that never ends must not hold the whole file. */
  private static final int LONGEST_RECORD = 100_000;

  /** A short text and its share of a list, in bytes; as much again is for what is made of it. */
  private static final long BYTES_OF_A_CELL = 96;

  private final String name;
  private final char delimiter;
  private final List<String> columns;
  private final TableRows rows;

  private Table(String name, char delimiter, List<String> columns, TableRows rows) {
    this.name = name;
    this.delimiter = delimiter;
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * Reads a table.
   *
   * @param path file of text in UTF-8, or in UTF-16 with a byte order mark; packed with gzip or not
   * @return the table
   * @throws IOException if it cannot be read
   * @throws MalformedDataException if it has no row, a line has another number of columns than the
   *     first, two columns have one name, or it is too large for the heap
   */
  public static Table read(Path path) throws IOException {
    return read(path, Runtime.getRuntime().maxMemory() / BYTES_OF_A_CELL);
  }

  /** With no more cells than the heap has room for. */
  static Table read(Path path, long mostCells) throws IOException {
    char delimiter = delimiter(path);
    List<List<String>> held = new ArrayList<>();
    Reading reading = new Reading(path, mostCells, held::add);
    reading.read(delimiter);
    return new Table(path.toString(), delimiter, reading.columns(), new HeldRows(held));
  }

  /**
   * Reads a table, but keeps its cells in a file: the heap need not hold them, only a row at a time
   * and where it begins. The values that a {@link TableTask} makes of them are kept in files beside
   * it, which are deleted when Java ends.
   *
   * @param path file of text, as for {@link #read}
   * @param file to keep the cells in; replaced if it is there. Leave it as it is while the table
   *     and what is made of it are used, and delete it then
   * @return the table, with the same cells
   * @throws IOException if the one cannot be read or the other not be written
   * @throws MalformedDataException as {@link #read}
   * @throws IllegalArgumentException if both are one file
   */
  public static Table readToDisk(Path path, Path file) throws IOException {
    ValuesFile.requireOther(path, file);
    char delimiter = delimiter(path);
    List<String> columns = new ArrayList<>();
    FiledRows rows = FiledRows.write(file, receiver -> {
      Reading reading = new Reading(path, Long.MAX_VALUE, receiver);
      reading.read(delimiter);
      columns.addAll(reading.columns());
    });
    return new Table(path.toString(), delimiter, List.copyOf(columns), rows);
  }

  /** The one that stands equally often in all of the first lines, most often of these. */
  private static char delimiter(Path path) throws IOException {
    List<String> lines = new ArrayList<>();
    try (SourceFile file = new SourceFile(path);
        BufferedReader reader = new BufferedReader(TextSource.reader(file))) {
      String line = reader.readLine();
      while (line != null && lines.size() < LINES_TO_LOOK_AT) {
        String next = reader.readLine();
        // A quotation mark that is open holds the end of the line.
        if (line.chars().filter(each -> each == '"').count() % 2 == 1
            && next != null
            && line.length() < LONGEST_RECORD) {
          line = line + "\n" + next;
        } else {
          if (!line.isBlank()) {
            lines.add(line);
          }
          line = next;
        }
      }
    }
    char best = DELIMITERS[0];
    long most = 0;
    for (char each : DELIMITERS) {
      long[] counts =
          lines.stream().mapToLong(line -> count(line, each)).distinct().toArray();
      if (counts.length == 1 && counts[0] > most) {
        best = each;
        most = counts[0];
      }
    }
    return best;
  }

  /** How often a character stands outside of quotation marks. */
  private static long count(String line, char character) {
    boolean quoted = false;
    long count = 0;
    for (int i = 0; i < line.length(); i++) {
      quoted ^= line.charAt(i) == '"';
      count += !quoted && line.charAt(i) == character ? 1 : 0;
    }
    return count;
  }

  private static final class Reading implements CsvCells.Receiver {

    private final Path path;
    private final long mostCells;
    private final TableRows.Receiver rows;
    private List<String> first;
    private boolean hasHeader;
    private int linesRead;
    private long cellsRead;

    Reading(Path path, long mostCells, TableRows.Receiver rows) {
      this.path = path;
      this.mostCells = mostCells;
      this.rows = rows;
    }

    void read(char delimiter) throws IOException {
      CsvCells.read(path, delimiter, this);
      if (linesRead == (hasHeader ? 1 : 0)) {
        throw new MalformedDataException(path, "has [0] examples", "it is another file");
      }
    }

    @Override
    public void take(int line, List<String> cells) throws IOException {
      if (first == null) {
        first = List.copyOf(cells);
        hasHeader = cells.stream().anyMatch(cell -> Decimals.parse(cell).isEmpty());
      }
      if (cells.size() != first.size()) {
        throw new MalformedDataException(
            path,
            "has [" + cells.size() + "] columns in line [" + line + "], but [" + first.size()
                + "] in its first",
            "a text that holds the separator needs quotation marks, or the line was cut");
      }
      cellsRead += cells.size();
      if (cellsRead > mostCells) {
        throw new MalformedDataException(
            path,
            "has more cells than the heap has room for, which are [" + mostCells + "], up to line ["
                + line + "]",
            "start Java with a larger heap, such as -Xmx8g, keep the cells on disk, as"
                + " Table.readToDisk(…) does, or take a part of the rows");
      }
      linesRead++;
      if (linesRead > 1 || !hasHeader) {
        rows.add(List.copyOf(cells));
      }
    }

    @Override
    public int count() {
      return linesRead;
    }

    List<String> columns() throws MalformedDataException {
      List<String> names = IntStream.range(0, first.size())
          .mapToObj(i -> hasHeader && !first.get(i).isBlank() ? first.get(i) : Integer.toString(i))
          .toList();
      Set<String> seen = new HashSet<>();
      for (String each : names) {
        if (!seen.add(each)) {
          throw new MalformedDataException(
              path,
              "has two columns [" + each + "]",
              "rename one in the first line, or the first line is no header");
        }
      }
      return names;
    }
  }

  /**
   * The names of the columns.
   *
   * @return in their order
   */
  public List<String> columns() {
    return columns;
  }

  /**
   * The number of rows.
   *
   * @return at least 1; a header is none
   */
  public int size() {
    return rows.size();
  }

  /**
   * A row.
   *
   * @param index its number, from 0
   * @return its cells, in the order of the columns
   */
  public List<String> row(int index) {
    return rows.row(index);
  }

  /**
   * The cells of a column.
   *
   * @param column its name
   * @return one for each row, looked up whenever it is asked for
   * @throws IllegalArgumentException if there is no such column
   */
  public List<String> cells(String column) {
    int at = index(column);
    return new AbstractList<>() {
      @Override
      public String get(int index) {
        return rows.cell(index, at);
      }

      @Override
      public int size() {
        return rows.size();
      }
    };
  }

  int index(String column) {
    int at = columns.indexOf(column);
    if (at < 0) {
      throw new IllegalArgumentException("There is no column [" + column + "] in [" + name
          + "], only " + columns + ".\nMaybe it is spelled in another way.");
    }
    return at;
  }

  char delimiter() {
    return delimiter;
  }

  /** What the cells are kept in; empty if they are on the heap. */
  Optional<Path> file() {
    return rows.file();
  }

  /**
   * Some of the rows.
   *
   * @param indices their numbers
   * @return a table of the same columns
   * @throws IllegalArgumentException if there is no index
   */
  public Table subset(int... indices) {
    if (indices.length == 0) {
      throw new IllegalArgumentException("A table needs at least one row, but has none.");
    }
    return new Table(name, delimiter, columns, rows.subset(indices));
  }

  /**
   * Two parts, drawn at random: rows for a test that nothing is chosen by, and all others.
   *
   * @param test number of rows of the first part, above 0 and below {@link #size()}
   * @param random says which
   * @return the test rows, then the others
   * @throws IllegalArgumentException if a part would be empty
   */
  public List<Table> split(int test, RandomGenerator random) {
    if (test < 1 || test >= size()) {
      throw new IllegalArgumentException("Of [" + size()
          + "] rows at least one must be left on each side, but [" + test + "] are for the test.");
    }
    int[] order = Permutation.of(size(), random);
    return List.of(
        subset(Arrays.copyOf(order, test)), subset(Arrays.copyOfRange(order, test, size())));
  }

  @Override
  public String toString() {
    return "Table[" + size() + " rows of " + columns + "]";
  }
}
