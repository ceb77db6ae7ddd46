package org.nas4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.search.Trial;
import org.nas4j.store.RunCourse;

/**
 * Runs as studies of Optuna, in the format of its {@code JournalFileBackend}, so that Optuna and
 * its dashboard open them. Decisions become categorical parameters; a decision that was not asked
 * is missing, as Optuna has it of conditional parameters; the second of a name is called "name #2".
 * The reward is the value, to be maximized. Scored trials are complete, stopped ones pruned; failed
 * and rejected ones have failed, with reason and message as attributes. Trials that run are left
 * out. Stateless.
 */
public final class OptunaJournal {

  private static final String WORKER = "nas4j";
  private static final int CREATE_STUDY = 0;
  private static final int CREATE_TRIAL = 4;
  private static final int MAXIMIZE = 2;

  /** By our numbers of outcomes: complete, pruned, failed, failed. */
  private static final int[] STATES = {1, 2, 3, 3};

  private OptunaJournal() {}

  /**
   * Writes what a journal tells.
   *
   * @param study name of the study
   * @param journal the file that the run's {@code store} was given
   * @param out made or replaced as a whole
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException if it is no journal, or a line is damaged
   */
  public static void write(String study, Path journal, Path out) throws IOException {
    RunCourse course = RunCourse.read(journal);
    ReportedRun run = ReportedRun.of(study, course);
    Instant begun = course.begun().orElse(Instant.EPOCH);
    AtomicFile.write(out, stream -> write(run, begun, stream));
  }

  private static void write(ReportedRun run, Instant begun, OutputStream out) throws IOException {
    ObjectNode study = operation(CREATE_STUDY).put("study_name", run.name());
    study.putArray("directions").add(MAXIMIZE);
    line(study, out);
    List<DecisionColumns.Column> columns = DecisionColumns.of(run.trials()).columns();
    List<String> distributions =
        columns.stream().map(column -> distribution(column, run)).toList();
    for (int row = 0; row < run.trials().size(); row++) {
      ObjectNode trial = trial(run.trials().get(row), run, begun);
      ObjectNode kinds = trial.putObject("distributions");
      ObjectNode params = trial.putObject("params");
      for (int i = 0; i < columns.size(); i++) {
        char cell = columns.get(i).cells()[row];
        if (cell > 0) {
          kinds.put(columns.get(i).title(), distributions.get(i));
          params.put(columns.get(i).title(), cell - 1);
        }
      }
      line(trial, out);
    }
  }

  private static ObjectNode operation(int code) {
    return JsonNodeFactory.instance.objectNode().put("op_code", code).put("worker_id", WORKER);
  }

  private static void line(ObjectNode node, OutputStream out) throws IOException {
    out.write((node + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** JSON within JSON, as Optuna keeps it. */
  private static String distribution(DecisionColumns.Column column, ReportedRun run) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", "CategoricalDistribution");
    ArrayNode choices = node.putObject("attributes").putArray("choices");
    List<String> texts = run.options().getOrDefault(column.name(), List.of());
    List<String> all = new ArrayList<>(texts.subList(0, Math.min(texts.size(), column.most())));
    for (int i = all.size(); i < column.most(); i++) {
      all.add("option " + i);
    }
    all.forEach(choices::add);
    return node.toString();
  }

  private static ObjectNode trial(Trial trial, ReportedRun run, Instant begun) {
    ObjectNode node = operation(CREATE_TRIAL).put("study_id", 0);
    RunCourse.Span span = run.spans().getOrDefault(trial.id(), RunCourse.Span.UNKNOWN);
    Duration end = span.end().orElse(Duration.ZERO);
    node.put("datetime_start", begun.plus(span.start().orElse(end)).toString());
    node.put("datetime_complete", begun.plus(end).toString());
    int kind = trial.outcome().accept(RunTable.KINDS);
    node.put("state", STATES[kind]);
    ObjectNode attributes = node.putObject("user_attrs").put("trial", trial.id());
    trial.outcome().figures().ifPresent(figures -> {
      node.putArray("values").add(trial.outcome().reward().orElseThrow());
      figures(figures, attributes);
      course(trial, figures).ifPresent(values -> steps(values, node));
    });
    trial.duplicateOf().ifPresent(id -> attributes.put("duplicateOf", id));
    trial.parent().ifPresent(id -> attributes.put("parent", id));
    String reason = trial.outcome().accept(RunTable.REASONS);
    String message = trial.outcome().accept(RunTable.MESSAGES);
    if (!reason.isEmpty()) {
      attributes.put("reason", reason);
    }
    if (!message.isEmpty()) {
      attributes.put("message", message);
    }
    return node;
  }

  private static void figures(Evaluation figures, ObjectNode attributes) {
    figures.figures().forEach((metric, value) -> {
      if (Double.isFinite(value)) {
        attributes.put(metric.name(), value);
      }
    });
  }

  /** Of the metric that is the reward; else nothing is known of the reward's course. */
  private static Optional<List<Double>> course(Trial trial, Evaluation figures) {
    double reward = trial.outcome().reward().orElseThrow();
    return figures.history().entrySet().stream()
        .filter(each -> isReward(each, figures, reward))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean isReward(
      Map.Entry<Metric, List<Double>> each, Evaluation figures, double reward) {
    return figures.find(each.getKey()).filter(value -> value == reward).isPresent();
  }

  private static void steps(List<Double> values, ObjectNode node) {
    ObjectNode steps = node.putObject("intermediate_values");
    for (int i = 0; i < values.size(); i++) {
      if (Double.isFinite(values.get(i))) {
        steps.put(Integer.toString(i + 1), values.get(i));
      }
    }
  }
}
