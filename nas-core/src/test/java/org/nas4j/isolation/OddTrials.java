package org.nas4j.isolation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.WorkerFactory;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/** Evaluations at the limit of what there may be, or beyond; trial by trial, as a setting lists. */
public final class OddTrials implements WorkerFactory<String> {

  static final String KINDS = "kinds";

  /** A file for the number of the program that was started. */
  static final String PROGRAM = "program";

  static final Metric QUALITY = Metric.maximized("quality");

  /** Made by name. */
  public OddTrials() {}

  @Override
  public SearchSpace<String> space(Map<String, String> settings) {
    List<String> kinds = List.of(settings.get(KINDS).split(","));
    return choices -> choices.pick(new Decision<>("kind", kinds));
  }

  @Override
  public Evaluator<String> evaluator(Map<String, String> settings) {
    return (candidate, context) -> evaluate(candidate.architecture(), settings);
  }

  private static Evaluation evaluate(String kind, Map<String, String> settings) throws Exception {
    switch (kind) {
      case "good" -> {
        return Evaluation.of(QUALITY, 0.5);
      }
      case "longest history" -> {
        return history(Evaluation.MOST_VALUES);
      }
      case "too long a history" -> {
        return history(4 * Evaluation.MOST_VALUES);
      }
      case "longest names" -> {
        return longestNames();
      }
      case "half a character" -> throw new IllegalStateException("lone \ud800 surrogate");
      case "long message" -> throw new IllegalStateException("m".repeat(5_000_000));
      case "program" -> {
        start(settings);
        return Evaluation.of(QUALITY, 0.25);
      }
      case "program and crash" -> {
        start(settings);
        Runtime.getRuntime().halt(7);
      }
      case "program and sleep" -> {
        start(settings);
        Thread.sleep(600_000);
      }
      case "exit 3" -> System.exit(3);
      default -> throw new AssertionError(kind);
    }
    throw new AssertionError("unreachable");
  }

  private static Evaluation history(int values) {
    List<Double> course =
        new SplittableRandom(1).doubles(values, -1e-300, 1e300).boxed().toList();
    return new Evaluation(Map.of(QUALITY, 1.0), Map.of(Metric.TRAINING_LOSS, course));
  }

  private static Evaluation longestNames() {
    Map<Metric, Double> figures = new LinkedHashMap<>();
    figures.put(QUALITY, 0.75);
    String longest = "\u0001" + "層".repeat(990);
    for (int i = 1; i < Evaluation.MOST_FIGURES; i++) {
      figures.put(Metric.maximized(longest + i), Math.PI * i);
    }
    return new Evaluation(figures, Collections.emptyMap());
  }

  private static void start(Map<String, String> settings) throws IOException {
    Process program = new ProcessBuilder("sleep", "3333").start();
    Files.writeString(Path.of(settings.get(PROGRAM)), Long.toString(program.pid()));
  }
}
