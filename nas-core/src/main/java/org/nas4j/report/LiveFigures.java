package org.nas4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.nas4j.eval.Evaluation;
import org.nas4j.internal.checks.Texts;
import org.nas4j.search.Outcome;
import org.nas4j.search.Progress;
import org.nas4j.search.Trial;

/**
 * What a live page shows of a run. Little is done for a trial, and a text is made only if somebody
 * reads. Thread-safe.
 */
final class LiveFigures {

  private static final int RECENT = 100;
  private static final int MOST_RUNNING = 200;
  private static final int MOST_STEPS = 2_000;
  private static final int LONGEST_TEXT = 300;
  private static final double MILLIS = 1e3;

  private record Step(long id, double seconds, double reward) {}

  private final Deque<Trial> recent = new ArrayDeque<>();
  private final List<Step> steps = new ArrayList<>();
  private final Map<Long, ObjectNode> running = new LinkedHashMap<>();
  private final long[] counts = new long[4];
  private Progress progress = new Progress(0, 0, OptionalDouble.empty(), 0, 0, Duration.ZERO);
  private double spent;
  private String end = "";
  private long version;

  synchronized void started(long id) {
    if (running.size() < MOST_RUNNING) {
      running.put(id, JsonNodeFactory.instance.objectNode().put("id", id).put("step", 0));
      changed();
    }
  }

  synchronized void reported(long id, int step, Evaluation soFar) {
    ObjectNode node = running.get(id);
    if (node != null) {
      node.put("step", step);
      node.put("figures", Texts.cut(words(soFar), LONGEST_TEXT));
      changed();
    }
  }

  private static String words(Evaluation figures) {
    StringBuilder words = new StringBuilder();
    figures.figures().forEach((metric, value) -> {
      if (words.length() < LONGEST_TEXT) {
        words
            .append(metric.name())
            .append(' ')
            .append((float) value.doubleValue())
            .append("  ");
      }
    });
    return words.toString().strip();
  }

  synchronized void finished(Trial trial, Progress now, double budget) {
    running.remove(trial.id());
    recent.addFirst(trial);
    if (recent.size() > RECENT) {
      recent.removeLast();
    }
    counts[trial.outcome().accept(RunTable.KINDS)]++;
    boolean scored = trial.outcome() instanceof Outcome.Scored;
    double reward = trial.outcome().reward().orElse(Double.NEGATIVE_INFINITY);
    if (scored && (steps.isEmpty() || reward > steps.get(steps.size() - 1).reward())) {
      if (steps.size() == MOST_STEPS) {
        steps.remove(MOST_STEPS / 2);
      }
      steps.add(new Step(trial.id(), now.elapsed().toMillis() / MILLIS, reward));
    }
    stands(now, budget);
  }

  synchronized void stands(Progress now, double budget) {
    progress = now;
    spent = budget;
    changed();
  }

  synchronized void ended(Progress now, String reason) {
    progress = now;
    end = Texts.cut(reason, LONGEST_TEXT);
    running.clear();
    changed();
  }

  private void changed() {
    version++;
    notifyAll();
  }

  /** Waits until there is something new, for a while at most; the version that there is then. */
  synchronized long awaitNewer(long seen, long millis) throws InterruptedException {
    if (version == seen) {
      wait(millis);
    }
    return version;
  }

  /** All there is to show, as one line of JSON. */
  synchronized String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("evaluations", progress.evaluations()).put("observed", progress.observed());
    root.put("elapsed", progress.elapsed().toMillis() / MILLIS).put("spent", spent);
    root.put("end", end);
    progress.best().ifPresent(best -> root.put("best", best));
    ArrayNode ends = root.putArray("counts");
    for (long count : counts) {
      ends.add(count);
    }
    ArrayNode best = root.putArray("steps");
    steps.forEach(step -> best.addArray().add(step.id()).add(step.seconds()).add(step.reward()));
    root.putArray("running").addAll(running.values());
    ArrayNode trials = root.putArray("recent");
    for (Trial trial : recent) {
      ObjectNode each = trials.addObject().put("id", trial.id());
      each.put("outcome", (int) trial.outcome().accept(RunTable.KINDS));
      trial.outcome().reward().ifPresent(reward -> each.put("reward", reward));
      each.put("seconds", trial.duration().toMillis() / MILLIS);
      each.put("text", Texts.cut(text(trial), LONGEST_TEXT));
    }
    return root.toString();
  }

  private static String text(Trial trial) {
    String reason = trial.outcome().accept(RunTable.REASONS);
    String message = trial.outcome().accept(RunTable.MESSAGES);
    return reason.isEmpty() ? trial.genotype().toString() : reason + ": " + message;
  }
}
