package org.nas4j.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.WorkerFactory;
import org.nas4j.store.WeightStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link Dl4jEvaluator} in each worker process. A subclass says which space is searched and where
 * the data are; it is public with a public constructor without arguments.
 *
 * <p>Settings that it knows, all of them optional: {@value #EXAMPLES}, {@value #VALIDATION},
 * {@value #SPLIT_SEED}, {@value #EPOCHS}, {@value #BATCH}, {@value #THREADS} and {@value #WEIGHTS}.
 * A subclass may ask for others.
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

  /**
   * Setting: a folder that the searching process has made a shared {@link WeightStore} of, on a
   * path that all machines have. Trained weights go there, and candidates that name a parent start
   * from its weights. Without it, or where a machine does not see the folder, all candidates start
   * at random, and a warning says so; a run uses such machines, or those that see it, never both.
   */
  public static final String WEIGHTS = "weights";

  private static final Logger LOG = LoggerFactory.getLogger(Dl4jWorkerFactory.class);

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

  /**
   * How candidates start from their parents' weights, if these are kept; by name and shape unless
   * overridden.
   *
   * @param store the shared one
   * @param settings names and values, as the search was given them
   * @return the rule
   */
  protected ParentWeights parentWeights(WeightStore store, Map<String, String> settings) {
    return ParentWeights.in(store);
  }

  @Override
  public final Evaluator<Architecture> evaluator(Map<String, String> settings) throws IOException {
    SplittableRandom random = new SplittableRandom(number(settings, SPLIT_SEED, 1));
    Dataset all = data(settings);
    Dataset used = all.sample(number(settings, EXAMPLES, all.size()), random);
    Split split = used.split(number(settings, VALIDATION, used.size() / VALIDATION_SHARE), random);
    Dl4jEvaluator.Builder builder = Dl4jEvaluator.builder()
        .training(split.training())
        .validation(split.validation())
        .settings(training(settings))
        .threads(number(settings, THREADS, 1))
        .latencyBatch(0);
    Optional<WeightStore> store = store(settings.get(WEIGHTS));
    store.ifPresent(shared -> builder.parentWeights(parentWeights(shared, settings)));
    return builder.build();
  }

  private static Optional<WeightStore> store(String folder) {
    if (folder == null) {
      return Optional.empty();
    }
    Optional<WeightStore> store = WeightStore.shared(Path.of(folder));
    if (store.isEmpty()) {
      LOG.warn(
          "No candidate starts from its parent's weights here, since [{}] is no shared store.\n"
              + "Maybe the machines do not share that folder, or WeightStore.share was not called.",
          folder);
    }
    return store;
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
