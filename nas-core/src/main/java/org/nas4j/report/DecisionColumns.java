package org.nas4j.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.nas4j.search.Trial;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;

/**
 * Genotypes as a table: a column a decision and time that it was asked in a construction, a row a
 * trial, in each cell the option counted from 1, or 0 where the decision was not asked.
 *
 * @param columns those that most trials were asked, in the order of first asking
 * @param leftOut how many are not shown, since there are too many
 */
record DecisionColumns(List<Column> columns, int leftOut) {

  /** More would make no chart that anybody can read, and genotypes may grow without end. */
  static final int MOST = 100;

  /**
   * One decision.
   *
   * @param name of the decision
   * @param nth how often it had been asked in a construction by then, from 1
   * @param cells one a trial
   */
  record Column(String name, int nth, char[] cells) {

    /** The highest option, counted from 1. */
    int most() {
      int most = 0;
      for (char cell : cells) {
        most = Math.max(most, cell);
      }
      return most;
    }

    /** What people read. */
    String title() {
      return nth == 1 ? name : name + " #" + nth;
    }
  }

  private record Key(String name, int nth) {}

  static DecisionColumns of(List<Trial> trials) {
    Map<Key, Integer> counts = new LinkedHashMap<>();
    trials.forEach(
        trial -> walk(trial.genotype(), (key, option) -> counts.merge(key, 1, Integer::sum)));
    Map<Key, char[]> cells = new LinkedHashMap<>();
    int[] sorted = counts.values().stream().mapToInt(Integer::intValue).sorted().toArray();
    int least = sorted.length <= MOST ? 0 : sorted[sorted.length - MOST];
    counts.forEach((key, count) -> {
      if (count >= least && cells.size() < MOST) {
        cells.put(key, new char[trials.size()]);
      }
    });
    for (int i = 0; i < trials.size(); i++) {
      int row = i;
      walk(trials.get(i).genotype(), (key, option) -> {
        if (cells.containsKey(key)) {
          cells.get(key)[row] = (char) Math.min(option + 1, Character.MAX_VALUE);
        }
      });
    }
    List<Column> columns = new ArrayList<>();
    cells.forEach((key, values) -> columns.add(new Column(key.name(), key.nth(), values)));
    return new DecisionColumns(columns, counts.size() - columns.size());
  }

  private static void walk(Genotype genotype, ObjIntConsumer<Key> visitor) {
    Map<String, Integer> asked = new HashMap<>();
    for (Gene gene : genotype.genes()) {
      int nth = asked.merge(gene.decision(), 1, Integer::sum);
      visitor.accept(new Key(gene.decision(), nth), gene.option());
    }
  }

  /**
   * How much of the rewards' variance each decision explains on its own: ω² of an analysis of
   * variance by its options, "not asked" being one more of them. It is corrected for the number of
   * options, so that chance explains nothing on average; what decisions explain together only is
   * not counted, and a search that prefers good options makes their share smaller.
   *
   * @param rewards one a trial; NaN for those that do not count
   * @return one share a column, from 0 to 1; NaN if it cannot be told
   */
  double[] importance(double[] rewards) {
    return columns.stream()
        .mapToDouble(column -> share(column.cells(), rewards))
        .toArray();
  }

  private static double share(char[] cells, double[] rewards) {
    int groups = 0;
    int[] counts = new int[Character.MAX_VALUE + 1];
    double[] sums = new double[Character.MAX_VALUE + 1];
    int count = 0;
    double mean = 0;
    for (int i = 0; i < cells.length; i++) {
      if (!Double.isNaN(rewards[i])) {
        groups += counts[cells[i]]++ == 0 ? 1 : 0;
        sums[cells[i]] += rewards[i];
        count++;
        mean += (rewards[i] - mean) / count;
      }
    }
    if (groups < 2 || count <= groups) {
      return groups == 1 && count > 1 ? 0 : Double.NaN;
    }
    double total = 0;
    for (int i = 0; i < cells.length; i++) {
      total += Double.isNaN(rewards[i]) ? 0 : (rewards[i] - mean) * (rewards[i] - mean);
    }
    double between = 0;
    for (int option = 0; option < counts.length; option++) {
      double distance = counts[option] == 0 ? 0 : sums[option] / counts[option] - mean;
      between += counts[option] * distance * distance;
    }
    double noise = Math.max(0, total - between) / (count - groups);
    return total == 0
        ? 0
        : Math.min(1, Math.max(0, (between - (groups - 1) * noise) / (total + noise)));
  }
}
