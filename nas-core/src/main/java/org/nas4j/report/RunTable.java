package org.nas4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.internal.checks.Texts;
import org.nas4j.search.Outcome;
import org.nas4j.search.Trial;
import org.nas4j.store.RunCourse;

/**
 * What the page is told of a run: texts as JSON, and a table of numbers, a row a trial, in columns.
 * {@code report.js} reads it. For one thread.
 */
final class RunTable {

  /** More would be no table. */
  private static final int MOST_METRICS = 24;

  private static final int LONGEST_OPTION = 120;
  private static final int LONGEST_FACT = 4_000;
  private static final int LONGEST_MESSAGE = 2_000;
  private static final int ROOM_FOR_REASONS = 200_000;
  private static final int ROOM_FOR_MESSAGES = 2_000_000;
  private static final double MILLIS = 1e3;
  private static final double NANOS = 1e9;

  static final Kinds KINDS = new Kinds();
  static final Reasons REASONS = new Reasons();
  static final Messages MESSAGES = new Messages();

  private final ReportedRun run;
  private final List<Trial> trials;
  private final Blob blob = new Blob();
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  RunTable(ReportedRun run) {
    this.run = run;
    this.trials = run.trials();
    json.put("name", run.name()).put("count", trials.size()).put("state", run.state());
    json.put("ended", run.ended()).put("elapsed", run.elapsed().toMillis() / MILLIS);
    json.put("hasTimes", !run.spans().isEmpty());
    facts();
    outcomes();
    figures();
    decisions();
    curves();
    running();
    json.set("columns", blob.index());
  }

  private void facts() {
    ArrayNode groups = json.putArray("facts");
    run.facts().forEach((name, values) -> {
      ArrayNode rows = groups.addObject().put("name", name).putArray("rows");
      values.forEach((key, value) -> rows.addArray().add(key).add(Texts.cut(value, LONGEST_FACT)));
    });
  }

  private void outcomes() {
    doubles("id", Trial::id);
    doubles("reward", RunTable::reward);
    doubles("seconds", trial -> trial.duration().toNanos() / NANOS);
    doubles("parent", trial -> number(trial.parent()));
    doubles("duplicateOf", trial -> number(trial.duplicateOf()));
    doubles("start", trial -> span(trial.id()).start().map(RunTable::seconds).orElse(Double.NaN));
    doubles("end", trial -> span(trial.id()).end().map(RunTable::seconds).orElse(Double.NaN));
    char[] kinds = new char[trials.size()];
    int[] reasons = new int[trials.size()];
    int[] messages = new int[trials.size()];
    TextIndex reasonTexts = new TextIndex(Texts.LONGEST_REASON, ROOM_FOR_REASONS);
    TextIndex messageTexts = new TextIndex(LONGEST_MESSAGE, ROOM_FOR_MESSAGES);
    for (int i = 0; i < kinds.length; i++) {
      Outcome outcome = trials.get(i).outcome();
      kinds[i] = outcome.accept(KINDS);
      reasons[i] = indexOf(outcome.accept(REASONS), reasonTexts);
      messages[i] = indexOf(outcome.accept(MESSAGES), messageTexts);
    }
    blob.options("outcome", kinds, Kinds.REJECTED);
    blob.ints("reason", reasons);
    blob.ints("message", messages);
    reasonTexts.texts().forEach(json.putArray("reasons")::add);
    messageTexts.texts().forEach(json.putArray("messages")::add);
  }

  private static int indexOf(String text, TextIndex index) {
    return text.isEmpty() ? TextIndex.NONE : index.of(text);
  }

  private static double reward(Trial trial) {
    return trial.outcome().reward().orElse(Double.NaN);
  }

  private static double number(OptionalLong id) {
    return id.isPresent() ? id.getAsLong() : Double.NaN;
  }

  private static double seconds(Duration time) {
    return time.toMillis() / MILLIS;
  }

  private RunCourse.Span span(long id) {
    return run.spans().getOrDefault(id, RunCourse.Span.UNKNOWN);
  }

  private void doubles(String name, ToDoubleFunction<Trial> value) {
    blob.doubles(name, trials.stream().mapToDouble(value).toArray());
  }

  private void figures() {
    Map<Metric, Integer> counts = new LinkedHashMap<>();
    for (Trial trial : trials) {
      trial
          .outcome()
          .figures()
          .ifPresent(figures ->
              figures.figures().keySet().forEach(metric -> counts.merge(metric, 1, Integer::sum)));
    }
    ArrayNode metrics = json.putArray("metrics");
    List<Metric> shown = counts.entrySet().stream()
        .sorted(Map.Entry.<Metric, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(MOST_METRICS)
        .map(Map.Entry::getKey)
        .toList();
    for (Metric metric : shown) {
      doubles(
          "metric" + metrics.size(),
          trial -> trial
              .outcome()
              .figures()
              .flatMap(figures -> figures.find(metric))
              .orElse(Double.NaN));
      metrics
          .addObject()
          .put("name", metric.name())
          .put("maximize", metric.goal() == Metric.Goal.MAXIMIZE);
    }
    json.put("metricsLeftOut", counts.size() - shown.size());
  }

  private void decisions() {
    DecisionColumns table = DecisionColumns.of(trials);
    double[] rewards = trials.stream()
        .mapToDouble(trial -> counts(trial) ? reward(trial) : Double.NaN)
        .toArray();
    double[] importance = table.importance(rewards);
    ArrayNode decisions = json.putArray("decisions");
    for (DecisionColumns.Column column : table.columns()) {
      int most = column.most();
      blob.options("decision" + decisions.size(), column.cells(), most);
      ObjectNode decision = decisions.addObject().put("name", column.title());
      double share = importance[decisions.size() - 1];
      decision.put("importance", Double.isNaN(share) ? null : share);
      List<String> texts = run.options().getOrDefault(column.name(), List.of());
      ArrayNode options = decision.putArray("options");
      texts.stream().limit(most).forEach(text -> options.add(Texts.cut(text, LONGEST_OPTION)));
      decision.put("most", most);
    }
    json.put("decisionsLeftOut", table.leftOut());
  }

  private static boolean counts(Trial trial) {
    return trial.outcome() instanceof Outcome.Scored && trial.duplicateOf().isEmpty();
  }

  private void curves() {
    List<Metric> metrics = HistoryColumns.metrics(trials);
    Set<Integer> rows = HistoryColumns.rows(trials, metrics);
    ArrayNode curves = json.putArray("curves");
    for (Metric metric : metrics) {
      HistoryColumns.write(blob, curves.size(), metric, trials, rows);
      curves
          .addObject()
          .put("name", metric.name())
          .put("maximize", metric.goal() == Metric.Goal.MAXIMIZE);
    }
    json.put("curvesKept", rows.size());
  }

  private void running() {
    ArrayNode all = json.putArray("running");
    run.running().forEach((id, reports) -> {
      ObjectNode each = all.addObject().put("id", id).put("steps", reports.size());
      each.put("start", span(id).start().map(RunTable::seconds).orElse(null));
      ObjectNode curves = each.putObject("curves");
      for (Evaluation report : reports) {
        report.figures().forEach((metric, value) -> {
          if (Double.isFinite(value)) {
            curves.withArray("/" + escaped(metric.name())).add(value);
          }
        });
      }
    });
  }

  /** For a JSON pointer. */
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  ObjectNode json() {
    return json;
  }

  byte[] base64() {
    return blob.base64();
  }

  /** How outcomes are numbered. */
  static final class Kinds implements Outcome.Visitor<Character> {

    private static final char REJECTED = 3;

    @Override
    public Character visit(Outcome.Scored outcome) {
      return 0;
    }

    @Override
    public Character visit(Outcome.Stopped outcome) {
      return 1;
    }

    @Override
    public Character visit(Outcome.Failed outcome) {
      return 2;
    }

    @Override
    public Character visit(Outcome.Rejected outcome) {
      return REJECTED;
    }
  }

  /** Short words to count by. */
  static final class Reasons implements Outcome.Visitor<String> {

    @Override
    public String visit(Outcome.Scored outcome) {
      return "";
    }

    @Override
    public String visit(Outcome.Stopped outcome) {
      return outcome.reason();
    }

    @Override
    public String visit(Outcome.Failed outcome) {
      return outcome.reason();
    }

    @Override
    public String visit(Outcome.Rejected outcome) {
      return outcome.reason();
    }
  }

  /** All that was said. */
  static final class Messages implements Outcome.Visitor<String> {

    @Override
    public String visit(Outcome.Scored outcome) {
      return "";
    }

    @Override
    public String visit(Outcome.Stopped outcome) {
      return "";
    }

    @Override
    public String visit(Outcome.Failed outcome) {
      return outcome.message();
    }

    @Override
    public String visit(Outcome.Rejected outcome) {
      return outcome.message();
    }
  }
}
