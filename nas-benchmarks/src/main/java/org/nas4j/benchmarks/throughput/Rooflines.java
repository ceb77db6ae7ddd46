package org.nas4j.benchmarks.throughput;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.nas4j.dl4j.internal.FloatType;

/**
 * How much of what the machine can do our engine reaches in training (the roofline model, Williams,
 * Waterman and Patterson 2009), for whole steps and for the layers of each kind, as CSV and as
 * Markdown tables.
 */
final class Rooflines {

  private static final List<String> COLUMNS = List.of(
      "network",
      "engine",
      "gmacs",
      "gbytes",
      "peak_gmacs_per_s",
      "peak_gbytes_per_s",
      "compute_ms",
      "memory_ms",
      "allowed_ms",
      "in_turn_ms",
      "best_ms",
      "measured_ms",
      "hundredths_at_best",
      "hundredths");

  private static final List<String> KIND_COLUMNS =
      List.of("network", "engine", "kind", "gmacs", "gbytes", "allowed_ms", "best_ms", "share");

  private static final int TEXT_COLUMNS_OF_KINDS = 3;
  private static final double GIGA = 1e9;
  private static final double MILLIS = 1e3;
  private static final double HUNDRED = 100;

  private final int threads;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<List<String>> kinds = new ArrayList<>();

  Rooflines(int threads) {
    this.threads = threads;
  }

  /** Adds what our engine did with a network, in each precision that took part. */
  void add(Workload workload, List<Contestant> contestants, Machine machine) {
    List<Contestant> inOrder = contestants.stream()
        .sorted(Comparator.comparing(Contestant::competitor))
        .toList();
    for (Contestant each : inOrder) {
      if (each.competitor() == Competitor.NAS4J || each.competitor() == Competitor.NAS4J_BF16) {
        FloatType type = each.competitor().isBfloat16() ? FloatType.BFLOAT16 : FloatType.FLOAT32;
        double step = workload.batch() / each.rates(Mode.TRAIN).median();
        StepWork work = StepWork.of(workload, type, threads);
        double products = machine.speed(Quantity.of(type));
        double bytes = machine.speed(Quantity.BYTES);
        List<String> names = List.of(workload.letter(), each.competitor().word());
        rows.add(row(names, figures(work, products, bytes, step)));
        work.byKind()
            .forEach((kind, part) -> kinds.add(row(
                List.of(names.get(0), names.get(1), kind),
                List.of(
                    part.multiplyAdds() / GIGA,
                    part.bytes() / GIGA,
                    MILLIS * work.leastSecondsInTurn(kind, products, bytes),
                    MILLIS * part.seconds(),
                    part.seconds() / work.whole().seconds()))));
      }
    }
  }

  private static List<String> row(List<String> names, List<Double> figures) {
    List<String> row = new ArrayList<>(names);
    figures.forEach(figure -> row.add(figure == 0 ? "0" : Results.format(figure)));
    return row;
  }

  /** The numbers of a line, in the order of the columns. */
  static List<Double> figures(StepWork work, double products, double bytes, double step) {
    StepWork.Part whole = work.whole();
    double least = work.leastSeconds(products, bytes);
    return List.of(
        whole.multiplyAdds() / GIGA,
        whole.bytes() / GIGA,
        products / GIGA,
        bytes / GIGA,
        MILLIS * whole.multiplyAdds() / products,
        MILLIS * whole.bytes() / bytes,
        MILLIS * least,
        MILLIS * work.leastSecondsInTurn(products, bytes),
        MILLIS * whole.seconds(),
        MILLIS * step,
        HUNDRED * least / whole.seconds(),
        HUNDRED * least / step);
  }

  String csv() {
    return Results.csv(COLUMNS, rows);
  }

  String csvOfKinds() {
    return Results.csv(KIND_COLUMNS, kinds);
  }

  /** Both tables. */
  String tables() {
    return table(COLUMNS, rows, 2) + "\n" + table(KIND_COLUMNS, kinds, TEXT_COLUMNS_OF_KINDS);
  }

  private static String table(List<String> columns, List<List<String>> rows, int texts) {
    List<String> rule = new ArrayList<>();
    while (rule.size() < columns.size()) {
      rule.add(rule.size() < texts ? "---" : "--:");
    }
    StringBuilder table = new StringBuilder(line(columns, columns, texts));
    table.append(line(columns, rule, texts));
    rows.forEach(row -> table.append(line(columns, row, texts)));
    return table.toString();
  }

  private static String line(List<String> columns, List<String> cells, int texts) {
    StringBuilder text = new StringBuilder("|");
    for (int i = 0; i < cells.size(); i++) {
      String side = i < texts ? "-" : "";
      int width = Math.max(i == 2 && i < texts ? 20 : 10, columns.get(i).length());
      text.append(String.format(Locale.ROOT, " %" + side + width + "s |", cells.get(i)));
    }
    return text.append('\n').toString();
  }
}
