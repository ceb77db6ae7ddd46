package org.nas4j.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Outcome;
import org.nas4j.search.RunHeader;
import org.nas4j.search.Trial;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;

/**
 * Writes the events of a journal, each a JSON object that is left open for its seal.
 * {@link EventReader} reads them. The text is ASCII, with escapes, so that whatever a string of
 * Java holds comes back. Stateless.
 */
final class Events {

  static final String FORMAT = "nas4j-journal";
  static final int VERSION = 1;

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final Ends ENDS = new Ends();

  private Events() {}

  private interface Members {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static JournalWriter.Event event(String name, Members members) {
    return line -> write(line, name, members);
  }

  private static void write(ByteArrayOutputStream line, String name, Members members)
      throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(object)) {
      json.writeStartObject();
      json.writeStringField("event", name);
      members.writeTo(json);
      json.writeEndObject();
    }
    line.write(object.toByteArray(), 0, object.size() - 1);
  }

  static JournalWriter.Event run(RunHeader header, Instant now) {
    return event("run", json -> {
      json.writeStringField("format", FORMAT);
      json.writeNumberField("version", VERSION);
      process(json, now);
      json.writeNumberField("seed", header.seed());
      json.writeNumberField("lookahead", header.lookahead());
      json.writeStringField("strategy", header.strategy());
      texts(json, "settings", header.settings());
      json.writeObjectFieldStart("space");
      json.writeStringField("digest", header.space().digest());
      json.writeObjectFieldStart("decisions");
      for (var decision : header.space().decisions().entrySet()) {
        texts(json, decision.getKey(), decision.getValue());
      }
      json.writeEndObject();
      texts(json, "walks", header.space().walks());
      texts(json, "varying", List.copyOf(header.space().varying()));
      json.writeEndObject();
      texts(json, "provenance", header.provenance());
      texts(json, "search", header.search());
    });
  }

  static JournalWriter.Event resume(Instant now, Duration elapsed) {
    return event("resume", json -> {
      process(json, now);
      elapsed(json, elapsed);
    });
  }

  static JournalWriter.Event start(long id, Genotype genotype, Duration elapsed) {
    return event("start", json -> {
      json.writeNumberField("id", id);
      elapsed(json, elapsed);
      json.writeStringField("code", genotype.code());
    });
  }

  static JournalWriter.Event report(long id, int step, Evaluation soFar, Duration elapsed) {
    return event("report", json -> {
      json.writeNumberField("id", id);
      elapsed(json, elapsed);
      json.writeNumberField("step", step);
      figures(json, soFar.figures());
    });
  }

  static JournalWriter.Event finals(Map<String, String> plan, Duration elapsed) {
    return event("finals", json -> {
      elapsed(json, elapsed);
      texts(json, "plan", plan);
    });
  }

  static JournalWriter.Event end(Trial trial, Duration elapsed) {
    return ended("end", trial, elapsed);
  }

  static JournalWriter.Event finalist(Trial trial, Duration elapsed) {
    return ended("finalist", trial, elapsed);
  }

  private static JournalWriter.Event ended(String name, Trial trial, Duration elapsed) {
    return event(name, json -> {
      json.writeNumberField("id", trial.id());
      elapsed(json, elapsed);
      trial.outcome().accept(ENDS).writeTo(json);
      if (trial.duplicateOf().isPresent()) {
        json.writeNumberField("duplicateOf", trial.duplicateOf().getAsLong());
      }
      if (trial.parent().isPresent()) {
        json.writeNumberField("parent", trial.parent().getAsLong());
      }
      json.writeNumberField("nanos", trial.duration().toNanos());
      json.writeArrayFieldStart("genotype");
      for (Gene gene : trial.genotype().genes()) {
        json.writeStartArray();
        json.writeString(gene.decision());
        json.writeNumber(gene.option());
        json.writeEndArray();
      }
      json.writeEndArray();
    });
  }

  static JournalWriter.Event best(long id, String architecture, Duration elapsed) {
    return event("best", json -> {
      json.writeNumberField("id", id);
      elapsed(json, elapsed);
      json.writeStringField("architecture", architecture);
    });
  }

  static JournalWriter.Event stop(String reason, Duration elapsed) {
    return event("stop", json -> {
      elapsed(json, elapsed);
      json.writeStringField("reason", reason);
    });
  }

  private static void process(JsonGenerator json, Instant now) throws IOException {
    json.writeStringField("at", now.toString());
    json.writeNumberField("pid", JournalLock.pid());
    json.writeStringField("host", JournalLock.host());
  }

  private static void elapsed(JsonGenerator json, Duration elapsed) throws IOException {
    json.writeNumberField("elapsedMillis", elapsed.toMillis());
  }

  private static void evaluation(JsonGenerator json, Evaluation evaluation) throws IOException {
    figures(json, evaluation.figures());
    if (evaluation.history().isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("history");
    for (Metric.Goal goal : Metric.Goal.values()) {
      json.writeObjectFieldStart(EventReader.member(goal));
      for (var each : evaluation.history().entrySet()) {
        if (each.getKey().goal() == goal) {
          json.writeArrayFieldStart(each.getKey().name());
          for (double value : each.getValue()) {
            json.writeNumber(value);
          }
          json.writeEndArray();
        }
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void figures(JsonGenerator json, Map<Metric, Double> figures) throws IOException {
    for (Metric.Goal goal : Metric.Goal.values()) {
      json.writeObjectFieldStart(EventReader.member(goal));
      for (var each : figures.entrySet()) {
        if (each.getKey().goal() == goal) {
          json.writeNumberField(each.getKey().name(), each.getValue());
        }
      }
      json.writeEndObject();
    }
  }

  private static void texts(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (var each : texts.entrySet()) {
      json.writeStringField(each.getKey(), each.getValue());
    }
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String each : texts) {
      json.writeString(each);
    }
    json.writeEndArray();
  }

  /** What the journal keeps of a trial's end. */
  private static final class Ends implements Outcome.Visitor<Members> {

    @Override
    public Members visit(Outcome.Scored outcome) {
      return json -> {
        json.writeStringField("outcome", "scored");
        json.writeNumberField("reward", outcome.value());
        evaluation(json, outcome.evaluation());
      };
    }

    @Override
    public Members visit(Outcome.Stopped outcome) {
      return json -> {
        json.writeStringField("outcome", "stopped");
        json.writeNumberField("reward", outcome.value());
        json.writeStringField("reason", outcome.reason());
        evaluation(json, outcome.evaluation());
      };
    }

    @Override
    public Members visit(Outcome.Failed outcome) {
      return json -> {
        json.writeStringField("outcome", "failed");
        if (outcome.penalty().isPresent()) {
          json.writeNumberField("reward", outcome.penalty().getAsDouble());
        }
        json.writeStringField("reason", outcome.reason());
        json.writeStringField("message", outcome.message());
      };
    }

    @Override
    public Members visit(Outcome.Rejected outcome) {
      return json -> {
        json.writeStringField("outcome", "rejected");
        json.writeStringField("reason", outcome.reason());
        json.writeStringField("message", outcome.message());
      };
    }
  }
}
