package org.nas4j.tabular;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.nas4j.eval.Metric;
import org.nas4j.internal.json.JsonCursor;
import org.nas4j.space.Decision;

/**
 * What a description file says. Members that are not known are ignored.
 *
 * @param name of the benchmark
 * @param table file name of the table, beside the description
 * @param decisions the questions
 * @param decisionColumns the column of each decision's option
 * @param search what a search may see
 * @param report what a result is judged by
 * @param optimum the best value of the report column, if known
 * @param costColumn simulated seconds of one query, if there are any
 * @param figures further columns
 */
record TableDescription(
    String name,
    String table,
    List<Decision<String>> decisions,
    List<String> decisionColumns,
    Metric search,
    Metric report,
    OptionalDouble optimum,
    Optional<String> costColumn,
    List<Metric> figures) {

  private static final int MAX_TEXT = 10_000;
  private static final int MAX_NAME = 200;
  private static final int MAX_ITEMS = 10_000;

  static TableDescription parse(String json) {
    JsonCursor root = JsonCursor.parse(json);
    List<Decision<String>> decisions = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonCursor each : root.member("decisions").items(1, MAX_ITEMS)) {
      decisions.add(decision(each));
      columns.add(unique(each.member("column"), columns));
      if (!names.add(decisions.get(decisions.size() - 1).name())) {
        throw each.member("name").error("the name is there twice");
      }
    }
    return new TableDescription(
        root.member("name").text(MAX_TEXT),
        fileName(root.member("table")),
        List.copyOf(decisions),
        List.copyOf(columns),
        metric(root.member("search")),
        metric(root.member("report")),
        root.member("report")
            .find("optimum")
            .map(at -> OptionalDouble.of(at.number()))
            .orElse(OptionalDouble.empty()),
        root.find("cost_seconds").map(at -> at.text(MAX_TEXT)),
        figures(root));
  }

  /** A name without a folder, so that a description from elsewhere reads no other files. */
  private static String fileName(JsonCursor at) {
    String name = at.text(MAX_NAME);
    boolean plain = name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ');
    if (!plain || name.equals(".") || name.equals("..")) {
      throw at.error("must be the name of a file beside the description, but is [" + name + "]");
    }
    return name;
  }

  private static Decision<String> decision(JsonCursor at) {
    Set<String> options = new LinkedHashSet<>();
    for (JsonCursor option : at.member("options").items(1, MAX_ITEMS)) {
      if (!options.add(option.scalar(MAX_TEXT))) {
        throw option.error("the option [" + option.scalar(MAX_TEXT) + "] is there twice");
      }
    }
    return new Decision<>(at.member("name").text(MAX_TEXT), List.copyOf(options));
  }

  private static String unique(JsonCursor at, List<String> earlier) {
    String text = at.text(MAX_TEXT);
    if (earlier.contains(text)) {
      throw at.error("the column [" + text + "] is there twice");
    }
    return text;
  }

  private static Metric metric(JsonCursor at) {
    String column = at.member("column").text(MAX_TEXT);
    String goal = at.member("goal").text(MAX_TEXT);
    return switch (goal) {
      case "max" -> Metric.maximized(column);
      case "min" -> Metric.minimized(column);
      default -> throw at.member("goal").error("must be [max] or [min], but is [" + goal + "]");
    };
  }

  private static List<Metric> figures(JsonCursor root) {
    List<String> columns = new ArrayList<>();
    root.find("figures")
        .map(at -> at.items(0, MAX_ITEMS))
        .orElse(List.of())
        .forEach(each -> columns.add(unique(each, columns)));
    return columns.stream().map(Metric::minimized).toList();
  }
}
