package org.nas4j.isolation;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Verdict;
import org.nas4j.eval.WorkerFactory;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/**
 * Children of many characters: the setting "behaviour" lists, by the number of the trial, how each
 * behaves.
 */
public final class Children implements WorkerFactory<Integer> {

  static final Metric PID = Metric.minimized("pid");
  static final Metric HEAP_MEGABYTES = Metric.minimized("heapMegabytes");
  static final Metric THREADS_ASKED = Metric.minimized("threadsAsked");

  private static final Decision<Integer> NUMBER =
      new Decision<>("number", IntStream.range(0, 1000).boxed().toList());

  private static final List<byte[]> HELD = new ArrayList<>();

  /** Made by name. */
  public Children() {}

  @Override
  public SearchSpace<Integer> space(Map<String, String> settings) {
    return choices -> choices.pick(NUMBER);
  }

  @Override
  public Evaluator<Integer> evaluator(Map<String, String> settings) throws Exception {
    String start = settings.getOrDefault("start", "good");
    switch (start) {
      case "throw" -> throw new IllegalStateException("no data at [nowhere]");
      case "exit" -> System.exit(17);
      case "slow" -> Thread.sleep(2_000);
      case "hang" -> Thread.sleep(600_000);
      default -> {}
    }
    String[] behaviours = settings.getOrDefault("behaviour", "good").split(",");
    return new Evaluator<>() {
      @Override
      public Evaluation evaluate(Candidate<Integer> candidate, EvaluationContext context)
          throws Exception {
        int index = (int) candidate.trialId();
        behave(index < behaviours.length ? behaviours[index] : "good");
        return measured(candidate, context);
      }

      @Override
      public void requireFit(Integer architecture) {
        if (settings.containsKey("misfit")) {
          throw new IllegalArgumentException(
              "Number [" + architecture + "] is none of " + settings.get("misfit") + ".");
        }
      }

      @Override
      public Map<String, String> provenance() {
        return Map.of("data", settings.getOrDefault("data", "none"));
      }
    };
  }

  /** Three steps of noisy figures. */
  private static Evaluation measured(Candidate<Integer> candidate, EvaluationContext context) {
    Evaluation soFar = Evaluation.of(PID, ProcessHandle.current().pid())
        .with(HEAP_MEGABYTES, Runtime.getRuntime().maxMemory() >> 20)
        .with(
            THREADS_ASKED,
            Double.parseDouble(System.getenv().getOrDefault("OMP_NUM_THREADS", "0")));
    for (int step = 1; step <= 3; step++) {
      double noise = context.random().nextDouble() / 10;
      soFar = soFar.withStep(
          Metric.VALIDATION_ACCURACY, candidate.architecture() / 2000.0 * step / 3 + noise);
      if (context.report(step, soFar) == Verdict.STOP) {
        break;
      }
    }
    return soFar;
  }

  private static void behave(String behaviour) throws Exception {
    switch (behaviour) {
      case "good", "" -> {}
      case "print" -> System.out.println("{\"type\":\"figures\"}\n".repeat(10_000));
      case "throw" -> throw new IllegalArgumentException("thrown");
      case "sleep" -> Thread.sleep(600_000);
      case "deaf" -> beDeaf();
      case "heap" -> hoard();
      case "exit" -> System.exit(9);
      case "halt" -> Runtime.getRuntime().halt(0);
      case "later" -> exitLater();
      case "crash" -> crash();
      default -> throw new AssertionError(behaviour);
    }
  }

  private static void beDeaf() {
    while (true) {
      try {
        Thread.sleep(600_000);
      } catch (InterruptedException e) {
        // This one does not listen.
      }
    }
  }

  private static void hoard() {
    while (true) {
      HELD.add(new byte[1 << 20]);
    }
  }

  private static void exitLater() {
    Thread thread = new Thread(() -> {
      try {
        Thread.sleep(1_000);
      } catch (InterruptedException e) {
        // All the sooner.
      }
      Runtime.getRuntime().halt(8);
    });
    thread.start();
  }

  /** Writes to address 0, by reflection, since the compiler warns of the class. */
  private static void crash() throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    Method write = type.getMethod("putAddress", long.class, long.class);
    write.invoke(field.get(null), 0L, 1L);
  }
}
