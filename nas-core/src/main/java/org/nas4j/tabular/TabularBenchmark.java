package org.nas4j.tabular;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.internal.json.JsonCursor;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.InfeasibleException;
import org.nas4j.space.SearchSpace;

/**
 * A table of trained architectures, made into a search space and an evaluator.
 *
 * <p>A JSON file describes the table: {@code name}; {@code table}, a CSV file beside it, perhaps
 * packed by gzip; {@code decisions}, each with {@code name}, {@code options} and the {@code column}
 * that holds the option's index; {@code search}, the {@code column} that a search may see and its
 * {@code goal} ("max" or "min"); {@code report}, the column that a result is judged by, its goal
 * and perhaps its {@code optimum}; {@code cost_seconds}, the column of the seconds that one query
 * would have taken, or null; and {@code figures}, further columns. A combination of options without
 * a row is infeasible.
 *
 * <p>The evaluator gives the search column, the figures and {@link Metric#SIMULATED_SECONDS}, never
 * the report column unless the description lists it as a figure: what a result is judged by is
 * asked with {@link #report}. Immutable and thread-safe.
 */
public final class TabularBenchmark {

  private static final int MAX_TABLE = 1 << 29;
  private static final String MISSING = "no row in the table";
  /** Figures that the shape of a network alone decides; the description does not say which. */
  private static final Pattern SHAPE = Pattern.compile("(params|parameters|flops|macs)(_.*)?");

  private final TableDescription description;
  private final Table table;
  private final Map<String, String> provenance;

  private TabularBenchmark(TableDescription description, Table table, String digest) {
    this.description = description;
    this.table = table;
    this.provenance = Map.of(
        "table", description.name(),
        "tableRows", Integer.toString(table.size()),
        "tableSha256", digest);
  }

  /**
   * Loads a benchmark.
   *
   * @param file the description, in UTF-8
   * @return the benchmark, with its table in memory
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if a file is not what it should be, with file, line and column
   */
  public static TabularBenchmark load(Path file) throws IOException {
    requireNonNull(file, "file");
    TableDescription description;
    try {
      byte[] text = readAtMost(file, JsonCursor.MAX_DOCUMENT);
      description = TableDescription.parse(new String(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("[" + file + "]: " + e.getMessage(), e);
    }
    Path csv = file.resolveSibling(description.table());
    if (!Files.isReadable(csv)) {
      throw new IOException("Table ["
          + csv
          + "], which ["
          + file
          + "] names, cannot be read.\nMaybe put it beside the description.");
    }
    byte[] bytes = readAtMost(csv, MAX_TABLE);
    Table table = Table.read(description, csv.toString(), bytes);
    return new TabularBenchmark(description, table, digest(bytes));
  }

  private static byte[] readAtMost(Path file, int most) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IllegalArgumentException(
            "[" + file + "] is larger than the [" + most + "] bytes allowed.");
      }
      return bytes;
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, but this one does not.", e);
    }
  }

  /**
   * The benchmark's name.
   *
   * @return as the description says
   */
  public String name() {
    return description.name();
  }

  /**
   * The number of architectures in the table.
   *
   * @return at least 1
   */
  public int size() {
    return table.size();
  }

  /**
   * What a search may see.
   *
   * @return the metric named like the search column, in the table's unit
   */
  public Metric searchMetric() {
    return description.search();
  }

  /**
   * The reward that goes with the search column.
   *
   * @return the search metric, negated if less of it is better
   */
  public RewardFunction reward() {
    return RewardFunction.of(description.search());
  }

  /**
   * What a result is judged by.
   *
   * @return the metric named like the report column, in the table's unit
   */
  public Metric reportMetric() {
    return description.report();
  }

  /**
   * What an architecture is judged by, after the search.
   *
   * @param entry an architecture of this table
   * @return the value of the report column
   */
  public double report(TableEntry entry) {
    return table.value(description.report(), checkedRow(entry));
  }

  /**
   * The best value of the report column.
   *
   * @return as the description says; empty if it says nothing
   */
  public OptionalDouble optimum() {
    return description.optimum();
  }

  /**
   * Further figures that the evaluator gives. They count as minimized, which fits the usual ones
   * (parameters, latency); the description does not say.
   *
   * @return one metric a column
   */
  public List<Metric> figures() {
    return description.figures();
  }

  /**
   * Whether a query has a price.
   *
   * @return true if the evaluator gives {@link Metric#SIMULATED_SECONDS}
   */
  public boolean hasCost() {
    return description.costColumn().isPresent();
  }

  /**
   * The space of all combinations of options, in the description's order. Combinations without a
   * row are infeasible. Figures named params, parameters, flops or macs, or so with an underscore
   * and a unit, are known before a candidate is looked up.
   *
   * @return the space
   */
  public SearchSpace<TableEntry> space() {
    return this::build;
  }

  private TableEntry build(Choices choices) {
    List<Integer> indices = new ArrayList<>();
    List<String> options = new ArrayList<>();
    for (Decision<String> decision : description.decisions()) {
      String option = choices.pick(decision);
      options.add(option);
      indices.add(decision.options().indexOf(option));
    }
    Integer row = table.row(indices);
    if (row == null) {
      throw new InfeasibleException(
          MISSING, "Table [" + description.name() + "] has no row for " + options + ".");
    }
    return new TableEntry(row, options, costs(row), Map.of());
  }

  private Map<Metric, Double> costs(int row) {
    Map<Metric, Double> costs = new LinkedHashMap<>();
    for (Metric figure : description.figures()) {
      double value = table.value(figure, row);
      if (SHAPE.matcher(figure.name()).matches() && value > 0) {
        costs.put(figure, value);
      }
    }
    return costs;
  }

  /**
   * The evaluator that looks candidates up.
   *
   * @return an evaluator that takes no time and draws nothing
   */
  public Evaluator<TableEntry> evaluator() {
    return new Evaluator<>() {
      @Override
      public Evaluation evaluate(Candidate<TableEntry> candidate, EvaluationContext context) {
        return TabularBenchmark.this.evaluate(candidate.architecture());
      }

      @Override
      public Map<String, String> provenance() {
        return provenance;
      }
    };
  }

  /**
   * What the table says of an architecture, the report column aside.
   *
   * @param entry an architecture of this table
   * @return search metric, simulated seconds and figures; a figure that the row lacks is missing
   */
  public Evaluation evaluate(TableEntry entry) {
    int row = checkedRow(entry);
    Map<Metric, Double> figures = new LinkedHashMap<>();
    figures.put(description.search(), table.value(description.search(), row));
    description
        .costColumn()
        .ifPresent(cost -> figures.put(Metric.SIMULATED_SECONDS, table.value(cost, row)));
    for (Metric figure : description.figures()) {
      double value = table.value(figure, row);
      if (!Double.isNaN(value)) {
        figures.putIfAbsent(figure, value);
      }
    }
    return new Evaluation(figures, Map.of());
  }

  private int checkedRow(TableEntry entry) {
    if (entry.row() < 0 || entry.row() >= table.size()) {
      throw new IllegalArgumentException("Table ["
          + description.name()
          + "] has no row ["
          + entry.row()
          + "].\nMaybe the entry belongs to another table.");
    }
    return entry.row();
  }

  @Override
  public String toString() {
    return "TabularBenchmark[" + description.name() + ", " + table.size() + " rows]";
  }
}
