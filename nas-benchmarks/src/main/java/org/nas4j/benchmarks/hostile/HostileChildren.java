package org.nas4j.benchmarks.hostile;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.WorkerFactory;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/**
 * Candidates that are numbers, half of which evaluate well; each other one does one of the worst
 * things. Which does what depends on the settings and the number of the trial.
 */
public final class HostileChildren implements WorkerFactory<Integer> {

  static final String SEED = "seed";
  static final String BEHAVIOURS = "behaviours";

  private static final int OPTIONS = 1_000_000;
  private static final int CHUNK = 16 << 20;

  private static final Decision<Integer> NUMBER =
      new Decision<>("number", IntStream.range(0, OPTIONS).boxed().toList());

  private static final List<byte[]> HEAP = new ArrayList<>();

  /** Made by name. */
  public HostileChildren() {}

  /** What a child does. */
  enum Behaviour {
    GOOD,
    THROW,
    NAN,
    SLEEP,
    DEAF,
    EXHAUST_HEAP,
    EXHAUST_NATIVE,
    EXIT,
    CRASH;

    /** Those that one process can survive for certain. */
    static final List<Behaviour> SURVIVABLE = List.of(THROW, NAN, SLEEP, DEAF);

    static final List<Behaviour> ALL =
        List.of(THROW, NAN, SLEEP, DEAF, EXHAUST_HEAP, EXHAUST_NATIVE, EXIT, CRASH);
  }

  static Behaviour behaviour(Map<String, String> settings, long trial) {
    SplittableRandom random =
        new SplittableRandom(Long.parseLong(settings.get(SEED)) * 1_000_003 + trial).split();
    String[] hostile = settings.get(BEHAVIOURS).split(",");
    return random.nextBoolean()
        ? Behaviour.GOOD
        : Behaviour.valueOf(hostile[random.nextInt(hostile.length)]);
  }

  static double expected(int number) {
    return (double) number / OPTIONS;
  }

  @Override
  public SearchSpace<Integer> space(Map<String, String> settings) {
    return choices -> choices.pick(NUMBER);
  }

  @Override
  public Evaluator<Integer> evaluator(Map<String, String> settings) {
    return (candidate, context) -> {
      Behaviour behaviour = behaviour(settings, candidate.trialId());
      behave(behaviour);
      return Evaluation.of(
          Metric.VALIDATION_ACCURACY,
          behaviour == Behaviour.NAN ? Double.NaN : expected(candidate.architecture()));
    };
  }

  private static void behave(Behaviour behaviour) throws Exception {
    switch (behaviour) {
      case GOOD, NAN -> {}
      case THROW -> throw new IllegalStateException("hostile");
      case SLEEP -> Thread.sleep(Long.MAX_VALUE);
      case DEAF -> beDeaf();
      case EXHAUST_HEAP -> exhaustHeap();
      case EXHAUST_NATIVE -> exhaustNative();
      case EXIT -> System.exit(0);
      case CRASH -> unsafe("putAddress", 0L, 1L);
    }
  }

  private static void beDeaf() {
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        // This one does not listen.
      }
    }
  }

  private static void exhaustHeap() {
    while (true) {
      HEAP.add(new byte[CHUNK / 16]);
    }
  }

  /**
   * Until the operating system gives no more address space. The pages are not touched, so the
   * machine is safe.
   */
  private static void exhaustNative() throws Exception {
    while (true) {
      unsafe("allocateMemory", (long) CHUNK);
    }
  }

  /** By reflection, since the compiler warns of the class. */
  private static void unsafe(String method, Object... arguments) throws Exception {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    Class<?>[] longs =
        IntStream.range(0, arguments.length).mapToObj(i -> long.class).toArray(Class<?>[]::new);
    try {
      type.getMethod(method, longs).invoke(field.get(null), arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }
}
