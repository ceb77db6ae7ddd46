package org.nas4j.dl4j.internal.graph;

import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.dl4j.internal.InferenceForm;
import org.nas4j.dl4j.internal.NativeThreads;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.SharedNetwork;
import org.nas4j.dl4j.internal.SharedSettings;
import org.nas4j.dl4j.internal.SharedState;
import org.nas4j.dl4j.internal.Targets;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.oneshot.SupernetState;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Shared weights in plain memory, and a graph for each network: weights are copied into it before a
 * step, and its gradient is copied out. The graphs used last are kept, as many as a bound of memory
 * allows.
 */
public final class GraphSharedNetwork implements SharedNetwork {

  private static final long MOST_BYTES = 256L << 20;
  /** A graph has objects on the heap too, which nobody counts. */
  private static final int MOST_GRAPHS = 64;

  private final SharedSettings settings;
  private final SharedArrays arrays;
  private final GraphBatch batch;
  private final Map<Architecture, GraphNetwork> graphs = new LinkedHashMap<>(16, 0.75f, true);
  private double progress;
  private long steps;
  private boolean closed;

  private GraphSharedNetwork(SharedSettings settings, Shape input) {
    NativeBackend.prepare();
    NativeThreads.use(settings.training().threads());
    this.settings = settings;
    this.arrays = new SharedArrays(settings);
    this.batch = new GraphBatch(input);
  }

  /**
   * Starts without any weights.
   *
   * @param settings what they start from and how they are trained
   * @param input shape of an example of every network
   * @return to be used and closed by the calling thread
   */
  public static GraphSharedNetwork open(SharedSettings settings, Shape input) {
    return new GraphSharedNetwork(settings, input);
  }

  @Override
  public FloatBuffer examples(int examples) {
    return batch.examples(examples);
  }

  @Override
  public double train(Architecture child, int[] labels, double learningRate) {
    Map<String, WeightArray> weights = arrays.of(child);
    GraphNetwork graph = graph(child, weights);
    graph.progress(progress);
    graph.seed(Seeds.derive(settings.training().seed(), steps++, "chance"));
    double loss = graph.backward(batch.written(labels.length), Targets.ofLabels(labels));
    arrays.update(graph.takeGradient(labels.length), learningRate);
    return loss;
  }

  @Override
  public void progress(double share) {
    progress = share;
  }

  @Override
  public float[] predict(Architecture child, int examples) {
    Architecture judged = InferenceForm.of(child);
    GraphNetwork graph = graph(judged, arrays.of(judged));
    return graph.predictByBatch(batch.written(examples));
  }

  /** A graph with these weights. */
  private GraphNetwork graph(Architecture architecture, Map<String, WeightArray> weights) {
    GraphNetwork known = graphs.get(architecture);
    if (known != null) {
      known.setWeights(weights);
      return known;
    }
    NetworkSettings own = settings.training();
    GraphNetwork made = GraphNetwork.open(
        architecture,
        new NetworkSettings(own.seed(), own.optimizer(), 0, own.labelSmoothing(), own.threads()),
        weights);
    graphs.put(architecture, made);
    shrink();
    return made;
  }

  /** Frees the graphs used longest ago; the latest always stays. */
  private void shrink() {
    long bytes = graphBytes();
    Iterator<GraphNetwork> eldest = graphs.values().iterator();
    while (graphs.size() > 1 && (bytes > MOST_BYTES || graphs.size() > MOST_GRAPHS)) {
      GraphNetwork graph = eldest.next();
      bytes -= graph.arrayBytes();
      eldest.remove();
      graph.free();
    }
  }

  private long graphBytes() {
    return graphs.values().stream().mapToLong(GraphNetwork::arrayBytes).sum();
  }

  @Override
  public long nativeBytes() {
    return batch.bytes() + graphBytes() + GraphNetwork.workspaceBytes();
  }

  @Override
  public Map<String, WeightArray> weights() {
    return arrays.copy();
  }

  @Override
  public SupernetState state() {
    SharedState state = new SharedState(steps);
    arrays.addTo(state);
    return state.state();
  }

  @Override
  public void restore(SupernetState state) {
    if (!arrays.isEmpty()) {
      throw new IllegalStateException("Networks on these weights were used before.");
    }
    SharedState.read(state, arrays::restore);
    steps = SharedState.steps(state);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    graphs.values().forEach(GraphNetwork::free);
    graphs.clear();
    batch.close();
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }
}
