package org.nas4j.dl4j.internal.onednn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.bytedeco.javacpp.Pointer;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.OptimizerState;
import org.nas4j.dl4j.internal.Targets;

/**
 * A network whose batches are shared out to copies of it, one for each thread: each computes the
 * gradients of its part with one native thread, the mean of them makes the step, and all copies
 * take over the weights. Batch normalizations go by their own part, as in training on several
 * devices, and running statistics by the mean of the parts.
 *
 * <p>What it is for: oneDNN's threads wait for each other within a convolution by looking again and
 * again, and do so many times in a step. On cores that other processes use too they wait for whole
 * slices of the system's time, and use up their own. Copies wait once a step, and asleep.
 */
public final class ShardedNetwork implements Network {

  private static final int PIECE = 4096;

  private final List<OneDnnNetwork> shards = new ArrayList<>();
  private final List<ExecutorService> threads = new ArrayList<>();
  private final int classes;
  private final long valuesOfOne;
  private final float[] mine = new float[PIECE];
  private final float[] theirs = new float[PIECE];
  private FloatBuffer batch;

  private ShardedNetwork(Architecture architecture) {
    this.valuesOfOne = architecture.input().elements();
    this.classes = architecture.shape(architecture.output()).channels();
  }

  /**
   * Builds an architecture with random weights.
   *
   * @param architecture what to compute
   * @param settings how to train it; its threads are the number of shards
   * @param size examples of a step, a multiple of the number of shards
   * @return the network, to be used and closed by the calling thread
   * @throws UnsupportedLayerException if oneDNN cannot compute a layer
   * @throws IllegalStateException if oneDNN cannot be used on this machine, or not with the
   *     settings' type of values
   */
  public static ShardedNetwork open(Architecture architecture, NetworkSettings settings, int size) {
    NetworkSettings single = new NetworkSettings(
        settings.seed(),
        settings.optimizer(),
        settings.weightDecay(),
        settings.labelSmoothing(),
        1,
        settings.type());
    ShardedNetwork network = new ShardedNetwork(architecture);
    try {
      for (int i = 0; i < settings.threads(); i++) {
        network.add(architecture, single, size / settings.threads());
      }
      return network;
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  private void add(Architecture architecture, NetworkSettings settings, int size) {
    Callable<OneDnnNetwork> opening = () -> {
      OneDnnNetwork shard = OneDnnNetwork.open(architecture, settings);
      try {
        return shard.prepare(size, true);
      } catch (RuntimeException | Error e) {
        shard.close();
        throw e;
      }
    };
    if (!shards.isEmpty()) {
      threads.add(Executors.newSingleThreadExecutor(ShardedNetwork::daemon));
    }
    shards.add(result(start(shards.size(), opening)));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "nas4j-shard");
    thread.setDaemon(true);
    return thread;
  }

  /** Shard 0 is the calling thread's. */
  private <T> Future<T> start(int shard, Callable<T> task) {
    if (shard > 0) {
      return threads.get(shard - 1).submit(task);
    }
    FutureTask<T> now = new FutureTask<>(task);
    now.run();
    return now;
  }

  private static <T> T result(Future<T> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          // The shard goes on with memory that must not be freed meanwhile.
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException cause) {
            throw cause;
          }
          if (e.getCause() instanceof Error cause) {
            throw cause;
          }
          throw new IllegalStateException("A shard of a network failed.", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A task for one shard, told its number. */
  private interface Task<T> {
    T run(OneDnnNetwork shard, int number);
  }

  /** Runs a task on all shards, the last ones first, since the first is this thread's. */
  private <T> List<T> onEach(Task<T> task) {
    List<Future<T>> futures = new ArrayList<>();
    for (int i = shards.size() - 1; i >= 0; i--) {
      int number = i;
      futures.add(0, start(number, () -> task.run(shards.get(number), number)));
    }
    return futures.stream().map(ShardedNetwork::result).toList();
  }

  @Override
  public long parameters() {
    return shards.get(0).parameters();
  }

  @Override
  public FloatBuffer examples(int number) {
    int values = Math.toIntExact(number * valuesOfOne);
    if (batch == null || batch.capacity() != values) {
      batch = FloatBuffer.allocate(values);
    }
    return batch.clear();
  }

  @Override
  public double train(Targets targets, double learningRate) {
    int count = targets.size();
    if (count % shards.size() != 0 || count * valuesOfOne != batch.capacity()) {
      throw new IllegalArgumentException(
          "A batch of [" + count
              + "] examples cannot be shared out to [" + shards.size()
              + "] shards.\nMaybe write as many examples as there are labels, a multiple of the shards.");
    }
    int size = count / shards.size();
    List<Double> losses = onEach((shard, number) -> {
      write(shard, number * size, size);
      return shard.gradients(targets.range(number * size, (number + 1) * size));
    });
    meanOfAll();
    shards.get(0).update(learningRate);
    handOut();
    return losses.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private void write(OneDnnNetwork shard, int from, int size) {
    int start = Math.toIntExact(from * valuesOfOne);
    shard.examples(size).put(batch.slice(start, Math.toIntExact(size * valuesOfOne)));
  }

  /** Gradients and statistics of the batch. */
  private void meanOfAll() {
    FloatBuffer sum = floats(shards.get(0).vectors().partners());
    List<FloatBuffer> others =
        shards.stream().skip(1).map(shard -> floats(shard.vectors().partners())).toList();
    float factor = 1f / shards.size();
    for (int from = 0; from < sum.capacity(); from += PIECE) {
      int size = Math.min(PIECE, sum.capacity() - from);
      sum.get(from, mine, 0, size);
      for (FloatBuffer other : others) {
        other.get(from, theirs, 0, size);
        for (int i = 0; i < size; i++) {
          mine[i] += theirs[i];
        }
      }
      for (int i = 0; i < size; i++) {
        mine[i] *= factor;
      }
      sum.put(from, mine, 0, size);
    }
  }

  private static FloatBuffer floats(NativeBlock block) {
    return Tensor.floats(block.at(0), block.bytes() / Float.BYTES);
  }

  private void handOut() {
    NativeBlock from = shards.get(0).vectors().values();
    for (OneDnnNetwork shard : shards.subList(1, shards.size())) {
      NativeBlock to = shard.vectors().values();
      Pointer.memcpy(to.at(0), from.at(0), from.bytes());
      shard.vectors().changed();
    }
  }

  @Override
  public void progress(double share) {
    shards.forEach(shard -> shard.progress(share));
  }

  /** Each shard predicts its part; all parts are of one size, so that each keeps its plan. */
  @Override
  public float[] predict(int number) {
    int room = (int) (batch.capacity() / valuesOfOne);
    int size = (room + shards.size() - 1) / shards.size();
    float[] all = new float[number * classes];
    onEach((shard, part) -> {
      int from = part * size;
      int count = Math.min(size, number - from);
      if (count > 0) {
        FloatBuffer target = shard.examples(size);
        int start = Math.toIntExact(from * valuesOfOne);
        target.put(batch.slice(start, Math.toIntExact(count * valuesOfOne)));
        float[] some = shard.predict(count);
        System.arraycopy(some, 0, all, from * classes, some.length);
      }
      return count;
    });
    return all;
  }

  @Override
  public long nativeBytes() {
    return shards.stream().mapToLong(OneDnnNetwork::nativeBytes).sum();
  }

  @Override
  public Map<String, WeightArray> weights() {
    return shards.get(0).weights();
  }

  @Override
  public void setWeights(Map<String, WeightArray> weights) {
    shards.forEach(shard -> shard.setWeights(weights));
  }

  @Override
  public OptimizerState optimizerState() {
    return shards.get(0).optimizerState();
  }

  @Override
  public void setOptimizerState(OptimizerState state) {
    shards.get(0).setOptimizerState(state);
  }

  @Override
  public void close() {
    onEach((shard, number) -> {
      shard.close();
      return number;
    });
    threads.forEach(ExecutorService::shutdown);
  }
}
