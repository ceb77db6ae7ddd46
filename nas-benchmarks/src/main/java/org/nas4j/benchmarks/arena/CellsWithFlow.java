package org.nas4j.benchmarks.arena;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.nas4j.benchmarks.scores.TopologyNetwork;
import org.nas4j.eval.Metric;
import org.nas4j.predict.UntrainedScores;
import org.nas4j.space.Choices;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;
import org.nas4j.tabular.TableEntry;

/**
 * The cells of NAS-Bench-201 with what a search of networks knows of them before it trains any.
 * Thread-safe.
 */
final class CellsWithFlow implements SearchSpace<TableEntry> {

  private static final int CLASSES = 10;

  private final SearchSpace<TableEntry> table;
  private final Map<Integer, Map<Metric, Double>> known = new ConcurrentHashMap<>();

  /** Of a table of such cells; that it is one shows at the first. */
  CellsWithFlow(SearchSpace<TableEntry> table) {
    this.table = table;
    sample(Chooser.uniform(new SplittableRandom(0)));
  }

  @Override
  public TableEntry build(Choices choices) {
    TableEntry entry = table.build(choices);
    Map<Metric, Double> scores = known.computeIfAbsent(entry.row(), row -> scores(entry));
    return new TableEntry(entry.row(), entry.options(), entry.costs(), scores);
  }

  private static Map<Metric, Double> scores(TableEntry entry) {
    return TopologyNetwork.of(entry.options(), CLASSES)
        .map(UntrainedScores::of)
        .orElse(Map.of(Metric.SYNAPTIC_FLOW, Double.NEGATIVE_INFINITY));
  }
}
