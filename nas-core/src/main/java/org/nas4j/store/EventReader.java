package org.nas4j.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.internal.json.JsonCursor;
import org.nas4j.search.Outcome;
import org.nas4j.search.RunHeader;
import org.nas4j.search.SpaceFingerprint;
import org.nas4j.search.Trial;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;

/**
 * Reads what {@link Events} writes, and trusts nothing. Members that are not known are ignored.
 * Stateless.
 */
final class EventReader {

  static final int MAX_TEXT = JsonCursor.MAX_DOCUMENT;
  private static final int MAX_ITEMS = JsonCursor.MAX_DOCUMENT;
  private static final long MAX_ID = 1L << 50;

  private EventReader() {}

  static String member(Metric.Goal goal) {
    return goal == Metric.Goal.MAXIMIZE ? "maximized" : "minimized";
  }

  static RunHeader header(JsonCursor at) {
    String format = at.member("format").string(MAX_TEXT);
    if (!format.equals(Events.FORMAT)) {
      throw at.member("format").error("must be [" + Events.FORMAT + "], but is [" + format + "]");
    }
    at.member("version").integer(Events.VERSION, Events.VERSION);
    JsonCursor space = at.member("space");
    Map<String, List<String>> decisions = new LinkedHashMap<>();
    for (String name : space.member("decisions").names()) {
      decisions.put(name, list(space.member("decisions").member(name)));
    }
    return new RunHeader(
        at.member("seed").whole(Long.MIN_VALUE, Long.MAX_VALUE),
        at.member("lookahead").integer(1, Integer.MAX_VALUE),
        at.member("strategy").string(MAX_TEXT),
        texts(at.member("settings")),
        new SpaceFingerprint(
            space.member("digest").string(MAX_TEXT),
            decisions,
            list(space.member("walks")),
            Set.copyOf(space.find("varying").map(EventReader::list).orElse(List.of()))),
        texts(at.member("provenance")),
        at.find("search").map(EventReader::texts).orElse(Map.of()));
  }

  static Map<String, String> plan(JsonCursor at) {
    return texts(at.member("plan"));
  }

  static long id(JsonCursor at) {
    return at.member("id").whole(-MAX_ID, MAX_ID);
  }

  static Duration elapsed(JsonCursor at) {
    return Duration.ofMillis(at.member("elapsedMillis").whole(0, MAX_ID));
  }

  static Trial trial(JsonCursor at) {
    return new Trial(
        id(at),
        genotype(at.member("genotype")),
        optionalId(at, "parent"),
        outcome(at),
        Duration.ofNanos(at.member("nanos").whole(Long.MIN_VALUE, Long.MAX_VALUE)),
        optionalId(at, "duplicateOf"));
  }

  private static OptionalLong optionalId(JsonCursor at, String name) {
    return at.find(name)
        .map(id -> OptionalLong.of(id.whole(-MAX_ID, MAX_ID)))
        .orElse(OptionalLong.empty());
  }

  private static Genotype genotype(JsonCursor at) {
    List<Gene> genes = new ArrayList<>();
    for (JsonCursor gene : at.items(0, MAX_ITEMS)) {
      List<JsonCursor> pair = gene.items(2, 2);
      genes.add(new Gene(pair.get(0).string(MAX_TEXT), pair.get(1).integer(0, Integer.MAX_VALUE)));
    }
    return new Genotype(genes);
  }

  private static Outcome outcome(JsonCursor at) {
    String kind = at.member("outcome").string(MAX_TEXT);
    return switch (kind) {
      case "scored" -> new Outcome.Scored(at.member("reward").number(), evaluation(at));
      case "stopped" ->
        new Outcome.Stopped(
            at.member("reward").number(), evaluation(at), at.member("reason").string(MAX_TEXT));
      case "failed" ->
        new Outcome.Failed(
            at.member("reason").string(MAX_TEXT),
            at.member("message").string(MAX_TEXT),
            at.find("reward")
                .map(reward -> OptionalDouble.of(reward.number()))
                .orElse(OptionalDouble.empty()));
      case "rejected" ->
        new Outcome.Rejected(
            at.member("reason").string(MAX_TEXT), at.member("message").string(MAX_TEXT));
      default -> throw at.member("outcome").error("[" + kind + "] is not an outcome");
    };
  }

  static Evaluation evaluation(JsonCursor at) {
    Map<Metric, Double> figures = new LinkedHashMap<>();
    Map<Metric, List<Double>> history = new LinkedHashMap<>();
    for (Metric.Goal goal : Metric.Goal.values()) {
      JsonCursor values = at.member(member(goal));
      for (String name : values.names()) {
        figures.put(metric(values, name, goal), figure(values.member(name)));
      }
      if (at.find("history").isEmpty()) {
        continue;
      }
      JsonCursor courses = at.member("history").member(member(goal));
      for (String name : courses.names()) {
        history.put(
            metric(courses, name, goal),
            courses.member(name).items(0, MAX_ITEMS).stream()
                .map(EventReader::figure)
                .toList());
      }
    }
    return new Evaluation(figures, history);
  }

  private static Metric metric(JsonCursor at, String name, Metric.Goal goal) {
    if (name.isBlank()) {
      throw at.error("has a metric without a name");
    }
    return new Metric(name, goal);
  }

  /** A number; NaN and the infinities are texts. */
  private static double figure(JsonCursor at) {
    if (!at.isText()) {
      return at.number();
    }
    return switch (at.string(MAX_TEXT)) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw at.error("is not a figure");
    };
  }

  private static Map<String, String> texts(JsonCursor at) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : at.names()) {
      texts.put(name, at.member(name).string(MAX_TEXT));
    }
    return texts;
  }

  private static List<String> list(JsonCursor at) {
    return at.items(0, MAX_ITEMS).stream().map(each -> each.string(MAX_TEXT)).toList();
  }
}
