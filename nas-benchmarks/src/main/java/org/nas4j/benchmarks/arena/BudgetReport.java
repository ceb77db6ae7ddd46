package org.nas4j.benchmarks.arena;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.nas4j.eval.Metric;
import org.nas4j.internal.files.AtomicFile;

/**
 * How strategies stood at several budgets of one run, beside others' figures: a row for each, the
 * mean courses with their bands, and mean ranks over the tables. For one thread.
 */
final class BudgetReport {

  private static final List<String> FIGURES =
      List.of("table", "strategy", "lookahead", "evaluations", "mean", "error", "p_value");
  private static final List<String> COURSES =
      List.of("table", "strategy", "lookahead", "evaluations", "low", "mean", "high");
  private static final List<String> RANKS =
      List.of("evaluations", "contestant", "mean_rank", "critical_difference", "p_friedman");

  private final List<Integer> budgets;
  private final List<PeerFigure> peers;
  private final List<List<String>> figures = new ArrayList<>();
  private final List<List<String>> courses = new ArrayList<>();
  private final Map<Integer, List<Map<String, Double>>> byBudget = new LinkedHashMap<>();

  BudgetReport(List<Integer> budgets, List<PeerFigure> peers) {
    this.budgets = budgets.stream().sorted().distinct().toList();
    this.peers = peers;
  }

  /** Adds what happened on one table; nothing where there are no budgets. */
  void add(List<Standing> standings) {
    for (int budget : budgets) {
      List<Standing> now = standings.stream().map(each -> each.after(budget)).toList();
      Map<String, Double> gains = new LinkedHashMap<>();
      now.forEach(each -> addFigure(each, Standing.reference(now), budget, gains));
      peers.stream()
          .filter(each -> each.evaluations() == budget && each.table().equals(table(now.get(0))))
          .forEach(each -> addPeer(each, now.get(0), gains));
      byBudget.computeIfAbsent(budget, each -> new ArrayList<>()).add(gains);
    }
    if (!budgets.isEmpty()) {
      standings.forEach(this::addCourse);
    }
  }

  private static String table(Standing standing) {
    return standing.contest().table().name();
  }

  private void addFigure(
      Standing standing, Standing reference, int budget, Map<String, Double> gains) {
    OptionalDouble same = standing.probabilityOfSameAs(reference);
    figures.add(List.of(
        table(standing),
        standing.contest().name(),
        Integer.toString(standing.contest().lookahead()),
        Integer.toString(budget),
        format(standing.mean()),
        format(standing.error()),
        same.isPresent() ? String.format(Locale.ROOT, "%.3g", same.getAsDouble()) : ""));
    gains.put(standing.contest().name(), sign(standing) * standing.mean());
  }

  private void addPeer(PeerFigure peer, Standing beside, Map<String, Double> gains) {
    figures.add(List.of(
        peer.table(),
        peer.peer(),
        "",
        Integer.toString(peer.evaluations()),
        format(peer.mean()),
        format(peer.error()),
        ""));
    gains.put(peer.peer(), sign(beside) * peer.mean());
  }

  private static double sign(Standing standing) {
    return standing.contest().table().reportMetric().goal() == Metric.Goal.MAXIMIZE ? 1 : -1;
  }

  private void addCourse(Standing standing) {
    double[] grid = standing.contest().budget().grid();
    double[][] band = standing.band();
    for (int i = 0; i < grid.length; i++) {
      courses.add(List.of(
          table(standing),
          standing.contest().name(),
          Integer.toString(standing.contest().lookahead()),
          Integer.toString((int) grid[i]),
          format(band[i][0]),
          format(band[i][1]),
          format(band[i][2])));
    }
  }

  private static String format(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  void write(Path folder) throws IOException {
    AtomicFile.writeString(folder.resolve("budgets.csv"), Summary.csv(FIGURES, figures));
    AtomicFile.writeString(folder.resolve("curves.csv"), Summary.csv(COURSES, courses));
    AtomicFile.writeString(folder.resolve("ranks.csv"), Summary.csv(RANKS, ranks()));
  }

  /** Of all that stood on each table, our own and others. */
  private List<List<String>> ranks() {
    List<List<String>> rows = new ArrayList<>();
    byBudget.forEach((budget, tables) -> {
      List<String> names = tables.get(0).keySet().stream()
          .filter(name -> tables.stream().allMatch(each -> each.containsKey(name)))
          .toList();
      if (names.size() > 1) {
        RankComparison compared = RankComparison.of(tables.stream()
            .map(each -> names.stream().mapToDouble(each::get).toArray())
            .toList());
        for (int i = 0; i < names.size(); i++) {
          rows.add(List.of(
              budget.toString(),
              names.get(i),
              String.format(Locale.ROOT, "%.2f", compared.meanRanks()[i]),
              String.format(Locale.ROOT, "%.2f", compared.criticalDifference()),
              String.format(Locale.ROOT, "%.3g", compared.probability())));
        }
      }
    });
    return rows;
  }

  /** Means with their errors, a column for each budget, then mean ranks. */
  String markdown() {
    StringBuilder text = new StringBuilder("\n");
    List<String> titles = Stream.concat(
            Stream.of("table", "strategy"), budgets.stream().map(String::valueOf))
        .toList();
    Summary.line(text, titles);
    Summary.line(text, titles.stream().map(each -> "---").toList());
    Map<List<String>, Map<String, String>> rows = new LinkedHashMap<>();
    for (List<String> row : figures) {
      rows.computeIfAbsent(row.subList(0, 2), each -> new LinkedHashMap<>())
          .put(row.get(3), row.get(4) + " ± " + row.get(5));
    }
    rows.forEach((who, byBudgets) -> Summary.line(
        text,
        Stream.concat(
                who.stream(),
                budgets.stream().map(each -> byBudgets.getOrDefault(each.toString(), "")))
            .toList()));
    text.append('\n');
    Summary.line(text, RANKS);
    Summary.line(text, RANKS.stream().map(each -> "---").toList());
    ranks().forEach(row -> Summary.line(text, row));
    return text.toString();
  }
}
