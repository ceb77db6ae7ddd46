package org.nas4j.images;

import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.WorkerFactory;

/**
 * A {@link Dl4jEvaluator} in each worker process. A subclass says which space is searched and where
 * the data are; it is public with a public constructor without arguments.
 *
 * <p>Settings that it knows, all of them optional: {@value #EXAMPLES}, {@value #VALIDATION},
 * {@value #SPLIT_SEED}, {@value #EPOCHS}, {@value #BATCH} and {@value #THREADS}. A subclass may ask
 * for others.
 */
public abstract class Dl4jWorkerFactory implements WorkerFactory<Architecture> {

  /**
   * Setting: how many examples are used, drawn so that classes keep their shares; all by default.
   */
  public static final String EXAMPLES = "examples";

  /** Setting: how many of them are for validation; a fifth by default. */
  public static final String VALIDATION = "validation";

  /** Setting: seed of the draw and of the split, the same in all processes; 1 by default. */
  public static final String SPLIT_SEED = "splitSeed";

  /** Setting: how often each training example is seen. */
  public static final String EPOCHS = "epochs";

  /** Setting: examples of a batch. */
  public static final String BATCH = "batch";

  /**
   * Setting: native threads of an evaluation; 1 by default. Goes with
   * {@code Isolation.Builder.nativeThreads}.
   */
  public static final String THREADS = "threads";

  private static final int VALIDATION_SHARE = 5;

  /** For subclasses. */
  protected Dl4jWorkerFactory() {}

  /**
   * Loads the data that are split into training and validation. Never the test data.
   *
   * @param settings names and values, as the search was given them
   * @return the same in each process
   * @throws IOException if they cannot be read
   */
  protected abstract Dataset data(Map<String, String> settings) throws IOException;

  /**
   * How to train; {@link Dl4jTraining}'s defaults with the settings' epochs and batch.
   *
   * @param settings names and values, as the search was given them
   * @return the training
   */
  protected Dl4jTraining training(Map<String, String> settings) {
    Dl4jTraining defaults = Dl4jTraining.builder().build();
    return defaults.toBuilder()
        .epochs(number(settings, EPOCHS, defaults.epochs()))
        .batch(number(settings, BATCH, defaults.batch()))
        .build();
  }

  @Override
  public final Evaluator<Architecture> evaluator(Map<String, String> settings) throws IOException {
    SplittableRandom random = new SplittableRandom(number(settings, SPLIT_SEED, 1));
    Dataset all = data(settings);
    Dataset used = all.sample(number(settings, EXAMPLES, all.size()), random);
    Split split = used.split(number(settings, VALIDATION, used.size() / VALIDATION_SHARE), random);
    return Dl4jEvaluator.builder()
        .training(split.training())
        .validation(split.validation())
        .settings(training(settings))
        .threads(number(settings, THREADS, 1))
        .latencyBatch(0)
        .build();
  }

  private static int number(Map<String, String> settings, String name, int otherwise) {
    String text = settings.get(name);
    try {
      return text == null ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The setting [" + name + "] is [" + text + "].\nMaybe write a whole number.", e);
    }
  }
}
