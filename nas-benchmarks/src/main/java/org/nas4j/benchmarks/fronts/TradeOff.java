package org.nas4j.benchmarks.fronts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.objective.Hypervolume;
import org.nas4j.objective.Objective;
import org.nas4j.objective.Objectives;
import org.nas4j.tabular.TableEntry;
import org.nas4j.tabular.TabularBenchmark;

/**
 * The search column of a table and one of its figures, which is to be minimized. Hypervolumes are
 * measured up to the table's worst value of each, and told as shares of what the whole table has.
 * Immutable.
 */
final class TradeOff {

  private final TabularBenchmark table;
  private final Objectives objectives;
  private final double[] reference;
  private final double whole;

  private TradeOff(TabularBenchmark table, Metric cost) {
    this.table = table;
    this.objectives = Objectives.of(Objective.of(table.searchMetric()), Objective.minimized(cost));
    List<double[]> all = new ArrayList<>();
    for (int row = 0; row < table.size(); row++) {
      all.add(objectives.losses(table.evaluate(new TableEntry(row, List.of()))));
    }
    this.reference = all.get(0).clone();
    for (double[] each : all) {
      reference[0] = Math.max(reference[0], each[0]);
      reference[1] = Math.max(reference[1], each[1]);
    }
    this.whole = Hypervolume.of(all, reference);
  }

  /**
   * Reads the figures of all rows.
   *
   * @throws IllegalArgumentException if the table has no such figure, or a row has none
   */
  static TradeOff of(TabularBenchmark table, String column) {
    return new TradeOff(
        table,
        table.figures().stream()
            .filter(each -> each.name().equals(column))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("Table [" + table.name()
                + "] has no figure [" + column + "].\nMaybe use one of "
                + table.figures().stream().map(Metric::name).toList() + ".")));
  }

  TabularBenchmark table() {
    return table;
  }

  Objectives objectives() {
    return objectives;
  }

  /** The worst of each, in the table's units, as the peers' script prints it. */
  String reference() {
    double sign = table.searchMetric().goal() == Metric.Goal.MAXIMIZE ? -1 : 1;
    return String.format(Locale.ROOT, "%.6g, %.6g", sign * reference[0], reference[1]);
  }

  /** Of the whole table, in the product of both units. */
  double hypervolume() {
    return whole;
  }

  /** Which share of the whole hypervolume some of the table's rows have, in [0, 1]. */
  double share(List<Evaluation> evaluations) {
    return Hypervolume.of(evaluations.stream().map(objectives::losses).toList(), reference) / whole;
  }
}
