package org.nas4j.dl4j.internal.onednn;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.dl4j.internal.NativeThreads;
import org.nas4j.internal.inference.InputWriter;
import org.nas4j.internal.inference.Predictor;

/**
 * Computes examples, a batch at a time, by networks that are ready: each thread borrows one, with
 * stream and memory of its own, and there are as many as were ever borrowed at a time. One native
 * thread computes, whatever number the calling thread trains with. Whoever drops the object frees
 * them.
 */
final class OneDnnPredictor implements Predictor {

  private static final Cleaner CLEANER = Cleaner.create();

  private final Pool pool;

  private OneDnnPredictor(Pool pool) {
    this.pool = pool;
    CLEANER.register(this, pool);
  }

  /**
   * Makes the first network ready, so that what oneDNN cannot do shows at once.
   *
   * @param batch examples that are computed at a time; fewer take as long
   * @throws UnsupportedLayerException if oneDNN cannot compute a layer
   */
  static OneDnnPredictor open(
      Architecture architecture, Map<String, WeightArray> weights, int batch) {
    Pool pool = new Pool(architecture, weights, batch);
    int threads = NativeThreads.useHere(1);
    try {
      pool.free.offer(pool.open());
    } finally {
      NativeThreads.useHere(threads);
    }
    return new OneDnnPredictor(pool);
  }

  @Override
  public int batch() {
    return pool.batch;
  }

  @Override
  public void run(float[] example, InputWriter writer, float[] target) {
    run(new float[][] {example}, 0, 1, writer, new float[][] {target});
  }

  @Override
  public void run(float[][] examples, int from, int to, InputWriter writer, float[][] targets) {
    int threads = NativeThreads.useHere(1);
    try {
      pool.run(examples, from, to, writer, targets);
    } finally {
      NativeThreads.useHere(threads);
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public String engine() {
    return "oneDNN";
  }

  /** A network, and where an example is brought to scale for it. */
  private record Ready(OneDnnNetwork network, float[][] maps) {}

  /** Knows nothing of the object whose garbage it cleans up. */
  private static final class Pool implements Runnable {

    private final Architecture architecture;
    private final Map<String, WeightArray> weights;
    private final int batch;
    private final Queue<Ready> free = new ConcurrentLinkedQueue<>();

    Pool(Architecture architecture, Map<String, WeightArray> weights, int batch) {
      this.architecture = architecture;
      this.weights = weights;
      this.batch = batch;
    }

    Ready open() {
      OneDnnNetwork network = OneDnnNetwork.openToServe(architecture);
      try {
        network.setWeights(weights);
        network.prepare(batch, false);
      } catch (RuntimeException | Error e) {
        network.close();
        throw e;
      }
      Shape input = architecture.input();
      return new Ready(
          network,
          input.match(
              image -> new float[image.channels()][image.height() * image.width()],
              vector -> new float[1][vector.size()]));
    }

    void run(float[][] examples, int from, int to, InputWriter writer, float[][] targets) {
      Ready ready = free.poll();
      if (ready == null) {
        ready = open();
      }
      try {
        FloatBuffer room = ready.network().examples(batch);
        for (int i = from; i < to; i++) {
          writer.write(examples[i], ready.maps());
          for (float[] map : ready.maps()) {
            room.put(map);
          }
        }
        float[] outputs = ready.network().predict(batch);
        int each = outputs.length / batch;
        for (int i = from; i < to; i++) {
          System.arraycopy(outputs, (i - from) * each, targets[i], 0, each);
        }
      } finally {
        free.offer(ready);
      }
    }

    /** Frees all; nobody can borrow any more. */
    @Override
    public void run() {
      free.forEach(ready -> ready.network().close());
    }
  }
}
