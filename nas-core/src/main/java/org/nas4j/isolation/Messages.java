package org.nas4j.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Deadline;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.FailureKind;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Verdict;
import org.nas4j.internal.checks.Texts;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;

/**
 * Values as parts of messages, and back. Numbers that JSON lacks (NaN, infinity) travel as text.
 */
final class Messages {

  private Messages() {}

  /** What a worker is asked to evaluate. */
  record Task(
      long trialId, Genotype genotype, OptionalLong parent, long seed, int workers, long millis) {

    /** Time that stands for no deadline. */
    static final long FOR_EVER = -1;

    /** What is asked of a worker; its time begins when it hears of it. */
    static Task of(Candidate<?> candidate, EvaluationContext context) {
      return new Task(
          candidate.trialId(),
          candidate.genotype(),
          candidate.parent(),
          context.seed(),
          context.workers(),
          context.deadline().left().map(left -> Math.max(0, left.toMillis())).orElse(FOR_EVER));
    }

    Deadline deadline() {
      return millis == FOR_EVER ? Deadline.never() : Deadline.in(Duration.ofMillis(millis));
    }

    ObjectNode toMessage() {
      ObjectNode message = Frames.message("evaluate")
          .put("trial", trialId)
          .put("seed", seed)
          .put("workers", workers)
          .put("millis", millis);
      parent.ifPresent(id -> message.put("parent", id));
      ArrayNode genes = message.putArray("genes");
      genotype.genes().forEach(gene -> genes.addArray().add(gene.decision()).add(gene.option()));
      return message;
    }

    static Task of(JsonNode message) throws IOException {
      List<Gene> genes = new ArrayList<>();
      for (JsonNode gene : member(message, "genes")) {
        genes.add(new Gene(gene.path(0).asText(), gene.path(1).asInt(-1)));
      }
      return new Task(
          member(message, "trial").longValue(),
          new Genotype(genes),
          message.has("parent")
              ? OptionalLong.of(message.get("parent").longValue())
              : OptionalLong.empty(),
          member(message, "seed").longValue(),
          member(message, "workers").intValue(),
          member(message, "millis").longValue());
    }
  }

  static void put(ObjectNode message, Evaluation evaluation) {
    ArrayNode figures = message.putArray("figures");
    evaluation
        .figures()
        .forEach((metric, value) ->
            putMetric(figures.addObject(), metric).set("value", number(message, value)));
    ArrayNode history = message.putArray("history");
    evaluation.history().forEach((metric, values) -> {
      ArrayNode course = putMetric(history.addObject(), metric).putArray("values");
      values.forEach(value -> course.add(number(message, value)));
    });
  }

  private static ObjectNode putMetric(ObjectNode target, Metric metric) {
    return target
        .put("metric", metric.name())
        .put("maximize", metric.goal() == Metric.Goal.MAXIMIZE);
  }

  private static JsonNode number(ObjectNode factory, double value) {
    return Double.isFinite(value)
        ? factory.numberNode(value)
        : factory.textNode(Double.toString(value));
  }

  static Evaluation evaluation(JsonNode message) throws IOException {
    Map<Metric, Double> figures = new LinkedHashMap<>();
    for (JsonNode figure : member(message, "figures")) {
      figures.put(metric(figure), number(member(figure, "value")));
    }
    Map<Metric, List<Double>> history = new LinkedHashMap<>();
    for (JsonNode course : member(message, "history")) {
      List<Double> values = new ArrayList<>();
      for (JsonNode value : member(course, "values")) {
        values.add(number(value));
      }
      history.put(metric(course), values);
    }
    return new Evaluation(figures, history);
  }

  private static Metric metric(JsonNode node) throws IOException {
    String name = member(node, "metric").asText();
    return member(node, "maximize").booleanValue()
        ? Metric.maximized(name)
        : Metric.minimized(name);
  }

  private static double number(JsonNode node) throws IOException {
    try {
      return node.isNumber() ? node.doubleValue() : Double.parseDouble(node.asText());
    } catch (NumberFormatException e) {
      throw new IOException("A message has [" + cut(node.toString(), 40) + "] for a number.", e);
    }
  }

  static ObjectNode failure(EvaluationException failure) {
    return Frames.message("failed")
        .put("kind", failure.kind().name())
        .put("reason", Texts.cut(failure.reason(), Texts.LONGEST_REASON))
        .put("text", Texts.cut(Texts.messageOf(failure), Texts.LONGEST_MESSAGE));
  }

  static EvaluationException failure(JsonNode message) throws IOException {
    String name = member(message, "kind").asText();
    for (FailureKind kind : FailureKind.values()) {
      if (kind.name().equals(name)) {
        return new EvaluationException(
            kind, member(message, "reason").asText(), member(message, "text").asText());
      }
    }
    throw new IOException("A message has an unknown kind of failure [" + cut(name, 40) + "].");
  }

  static void put(ObjectNode message, String name, Map<String, String> texts) {
    ObjectNode target = message.putObject(name);
    texts.forEach(target::put);
  }

  static Map<String, String> texts(JsonNode message, String name) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    member(message, name)
        .properties()
        .forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  static String type(JsonNode message) throws IOException {
    return member(message, "type").asText();
  }

  static JsonNode member(JsonNode message, String name) throws IOException {
    JsonNode member = message.get(name);
    if (member == null) {
      throw new IOException(
          "A message lacks [" + name + "]: [" + cut(message.toString(), 80) + "].");
    }
    return member;
  }

  static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }

  static ObjectNode report(int step, Evaluation soFar) {
    ObjectNode report = Frames.message("report").put("step", step);
    put(report, soFar);
    return report;
  }

  /** What the search answers to a report. */
  static Verdict verdict(JsonNode answer) throws IOException {
    return member(answer, "stop").booleanValue() ? Verdict.STOP : Verdict.CONTINUE;
  }
}
