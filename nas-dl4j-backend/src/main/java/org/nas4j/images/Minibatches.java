package org.nas4j.images;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.internal.Targets;

/**
 * Training data in minibatches of one size, in an order that is drawn anew for each pass; the
 * examples that do not fill a minibatch wait for the next pass. While one minibatch is trained on,
 * a daemon thread of this object's gathers and augments the next one; what it draws does not depend
 * on when it does so. For one thread, which closes it.
 */
final class Minibatches implements AutoCloseable {

  private final Dataset data;
  private final Dl4jTraining settings;
  private final RandomGenerator order;
  private final RandomGenerator augmentation;
  private final int[] permutation;
  private final int size;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(Minibatches::daemon);
  private Prepared current;
  private Prepared spare;
  private Future<?> preparation;
  private int prepared;
  private int given;

  private record Prepared(FloatBuffer values, int[] labels, int[] indices) {}

  Minibatches(Dataset data, Dl4jTraining settings, SplittableRandom random) {
    this.data = data;
    this.settings = settings;
    this.order = random.split();
    this.augmentation = random.split();
    this.size = Math.min(settings.batch(), data.size());
    this.permutation = new int[data.size()];
    for (int i = 0; i < permutation.length; i++) {
      permutation[i] = i;
    }
    this.current = room();
    this.spare = room();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "nas4j-minibatches");
    thread.setDaemon(true);
    return thread;
  }

  private Prepared room() {
    return new Prepared(
        FloatBuffer.allocate(Math.toIntExact(size * data.shape().elements())),
        new int[size],
        new int[size]);
  }

  /** Examples of each. */
  int size() {
    return size;
  }

  /** How many make a pass. */
  int count() {
    return data.size() / size;
  }

  /** The pass that the latest minibatch belongs to, from 1. */
  int pass() {
    return (given - 1) / count() + 1;
  }

  /**
   * Writes the values of the next minibatch.
   *
   * @param target room for them
   * @return its labels, valid until the next call
   * @throws InterruptedException if the thread was interrupted
   */
  int[] next(FloatBuffer target) throws InterruptedException {
    if (preparation == null) {
      preparation = thread.submit(() -> prepare(spare));
    }
    await();
    Prepared ready = spare;
    spare = current;
    current = ready;
    given++;
    preparation = thread.submit(() -> prepare(spare));
    target.put(ready.values().rewind());
    return ready.labels();
  }

  /** What the latest minibatch is to be compared with; valid until the next one. */
  Targets targets() {
    int[] indices = current.indices();
    Targets targets = Targets.ofLabels(current.labels());
    if (data.targets() > 0) {
      float[][] numbers = new float[size][];
      Arrays.setAll(numbers, i -> data.target(indices[i]));
      targets = Targets.ofNumbers(numbers);
    }
    if (!data.isWeighted()) {
      return targets;
    }
    float[] weights = new float[size];
    for (int i = 0; i < size; i++) {
      weights[i] = data.weight(indices[i]);
    }
    return targets.weighted(weights);
  }

  /** How many were taken so far. */
  int given() {
    return given;
  }

  /**
   * Goes on as if so many had been taken: draws all that they would have drawn.
   *
   * @throws IllegalStateException if one was taken already
   */
  void skip(int count) {
    if (preparation != null) {
      throw new IllegalStateException("Minibatches were taken before.");
    }
    for (int i = 0; i < count; i++) {
      prepare(spare);
    }
    given = count;
  }

  private void await() throws InterruptedException {
    try {
      preparation.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("A minibatch could not be prepared.", e.getCause());
    }
  }

  /** On the thread of this object's. */
  private void prepare(Prepared target) {
    int number = prepared % count();
    if (number == 0) {
      shuffle();
    }
    prepared++;
    target.values().clear();
    for (int i = 0; i < size; i++) {
      int index = permutation[number * size + i];
      target.labels()[i] = data.label(index);
      target.indices()[i] = index;
      settings.augmentation().write(data, index, augmentation, target.values());
    }
  }

  private void shuffle() {
    for (int i = permutation.length - 1; i > 0; i--) {
      int j = order.nextInt(i + 1);
      int swapped = permutation[i];
      permutation[i] = permutation[j];
      permutation[j] = swapped;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
