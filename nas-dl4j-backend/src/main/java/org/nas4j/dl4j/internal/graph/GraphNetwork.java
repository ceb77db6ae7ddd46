package org.nas4j.dl4j.internal.graph;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.dl4j.internal.InitialWeights;
import org.nas4j.dl4j.internal.NativeThreads;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.dl4j.internal.Targets;
import org.nas4j.dl4j.internal.graph.cpu.CpuLayers;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A network on Deeplearning4j's graph. The gradient step is our own loop around the graph's parts,
 * so that nothing is computed that nobody asked for, and the loss is that of the labels alone.
 */
public final class GraphNetwork implements Network {

  private static final double ANY_RATE = 1e-3;
  private static final Optimizer ANY_OPTIMIZER = new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 0);

  private final Architecture architecture;
  private final GraphBatch batch;
  private final int outputs;
  private final GraphPlan plan;
  private final RoomyGraph graph;
  /** None on a GPU. */
  private final CpuLayers layers;

  private final GraphWeights weights;
  private final NetworkSettings settings;
  private final long parameters;
  private final INDArray decay;
  private final List<DroppedPaths> dropPaths = new ArrayList<>();
  private INDArray labels;
  private int step;

  private GraphNetwork(
      Architecture architecture, NetworkSettings settings, Map<String, WeightArray> first) {
    NativeBackend.prepare();
    NativeThreads.use(settings.threads());
    this.architecture = architecture;
    this.batch = new GraphBatch(architecture.input());
    this.outputs = (int) architecture.shape(architecture.output()).elements();
    this.settings = settings;
    this.plan = GraphPlan.of(architecture, updater(settings.optimizer()));
    this.parameters = plan.used().stream()
        .mapToLong(name -> architecture.cost().perNode().get(name).parameters())
        .sum();
    Nd4j.getRandom().setSeed(settings.seed());
    this.graph = new RoomyGraph(plan, architecture);
    graph.init();
    this.layers = NativeBackend.isCpu() ? CpuLayers.putInto(graph, settings.threads()) : null;
    this.weights = new GraphWeights(architecture, graph);
    this.decay = settings.weightDecay() == 0 ? null : decayMask();
    weights.set(first);
    for (GraphVertex vertex : graph.getVertices()) {
      if (vertex instanceof DroppedPaths paths) {
        dropPaths.add(paths);
      }
    }
    // Drawing from ND4J's generator while the graph was made must not change what dropout draws.
    seed(settings.seed());
  }

  /** Lets dropout and dropped paths begin anew. */
  void seed(long seed) {
    Nd4j.getRandom().setSeed(seed);
    SplittableRandom random = new SplittableRandom(~seed);
    dropPaths.forEach(paths -> paths.random(random.split()));
  }

  /**
   * Builds an architecture with random weights.
   *
   * @param architecture what to compute
   * @param settings how to train it
   * @return the network, to be used and closed by the calling thread
   * @throws org.nas4j.space.InfeasibleException if it has no output to be trained by
   */
  public static GraphNetwork open(Architecture architecture, NetworkSettings settings) {
    return open(architecture, settings, InitialWeights.draw(architecture, settings.seed()));
  }

  /** The same with given weights; those that are missing are 0. */
  static GraphNetwork open(
      Architecture architecture, NetworkSettings settings, Map<String, WeightArray> first) {
    return new GraphNetwork(architecture, settings, first);
  }

  private static IUpdater updater(Optimizer optimizer) {
    return switch (optimizer.method()) {
      case NESTEROV -> new Nesterovs(ANY_RATE, optimizer.first());
      case ADAM -> new Adam(ANY_RATE, optimizer.first(), optimizer.second(), optimizer.epsilon());
      case RMSPROP -> new RmsProp(ANY_RATE, optimizer.first(), optimizer.epsilon());
    };
  }

  /** The factor of each parameter in its gradient: the decay for weights, 0 for all others. */
  private INDArray decayMask() {
    INDArray all = graph.params();
    INDArray before = all.dup();
    all.assign(0);
    weights.kernels().forEach(kernel -> kernel.assign(settings.weightDecay()));
    INDArray mask = all.dup();
    all.assign(before);
    return mask;
  }

  /** The graph itself, for tests of what Deeplearning4j makes of an architecture. */
  ComputationGraph graph() {
    return graph;
  }

  @Override
  public long parameters() {
    return parameters;
  }

  @Override
  public FloatBuffer examples(int count) {
    return batch.examples(count);
  }

  /** The first examples of the batch, as the caller wrote them to the host's memory. */
  INDArray written(int count) {
    return batch.written(count);
  }

  @Override
  public double train(Targets targets, double learningRate) {
    int size = targets.size();
    double loss = backward(written(size), targets);
    INDArray gradient = flat(graph.getGradientsViewArray());
    GradientLimit.apply(graph, gradient, settings.optimizer().clip(), size);
    if (decay != null) {
      // The updater divides by the size of the batch.
      INDArray shrinking = graph.params().mul(decay).muli(size);
      gradient.addi(shrinking);
      shrinking.close();
    }
    setRate(learningRate);
    graph.getUpdater().update(graph.gradient(), step, 0, size, LayerWorkspaceMgr.noWorkspaces());
    graph.params().subi(gradient);
    step++;
    return loss;
  }

  /** Mean loss and gradient, label smoothing included, weight decay not. Changes no weight. */
  double backward(INDArray given, Targets targets) {
    prepare();
    graph.makeRoom(targets.size());
    graph.setInputs(given);
    INDArray[] wanted = new INDArray[graph.getNumOutputArrays()];
    Arrays.fill(wanted, wanted(targets));
    graph.setLabels(wanted);
    if (!targets.isWeighted()) {
      graph.computeGradientAndScore();
      return graph.score();
    }
    Map<BaseOutputLayer, ILossFunction> losses = new IdentityHashMap<>();
    try (INDArray weights = weights(targets)) {
      for (int i = 0; i < wanted.length; i++) {
        BaseOutputLayer output =
            (BaseOutputLayer) graph.getOutputLayer(i).conf().getLayer();
        losses.put(output, output.getLossFn());
        output.setLossFn(new WeightedLoss(output.getLossFn(), weights));
      }
      graph.computeGradientAndScore();
      return graph.score();
    } finally {
      losses.forEach(BaseOutputLayer::setLossFn);
    }
  }

  private static INDArray weights(Targets targets) {
    float[] weights = new float[targets.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = targets.weight(i);
    }
    return Nd4j.createFromArray(weights).reshape(weights.length, 1);
  }

  /**
   * The gradient of the latest step by name, mean over its examples. It is laid out by way of the
   * weights' memory, so the weights must be set anew before the next step.
   */
  Map<String, WeightArray> takeGradient(int count) {
    INDArray all = flat(graph.params());
    all.assign(flat(graph.getGradientsViewArray()));
    // The graph's gradient is a sum over the examples.
    all.divi(count);
    return weights.copy();
  }

  /** The same memory as a vector: Deeplearning4j keeps some of them as a row of a matrix. */
  private static INDArray flat(INDArray array) {
    return array.reshape(array.length());
  }

  private INDArray wanted(Targets targets) {
    if (labels == null || labels.size(0) != targets.size()) {
      if (labels != null) {
        labels.close();
      }
      labels = Nd4j.createUninitialized(DataType.FLOAT, new long[] {targets.size(), outputs}, 'c');
    }
    float[] row = new float[outputs];
    FloatBuffer target = labels.data().asNioFloat();
    target.clear();
    for (int i = 0; i < targets.size(); i++) {
      targets.write(i, settings.labelSmoothing(), row);
      target.put(row);
    }
    Nd4j.getAffinityManager().tagLocation(labels, AffinityManager.Location.HOST);
    return labels;
  }

  private String mainOutput() {
    return plan.configuration().getNetworkOutputs().get(0);
  }

  /** The layers' settings are shared with what applies them, so that a new rate costs nothing. */
  private void setRate(double rate) {
    for (Layer layer : graph.getLayers()) {
      if (layer.conf().getLayer() instanceof BaseLayer settingsOfLayer
          && settingsOfLayer.getIUpdater().hasLearningRate()) {
        settingsOfLayer.getIUpdater().setLrAndSchedule(rate, null);
      }
    }
  }

  @Override
  public void progress(double share) {
    dropPaths.forEach(paths -> paths.progress(share));
  }

  @Override
  public float[] predict(int count) {
    return predict(written(count), false);
  }

  /** Probabilities with the statistics of these examples; for an architecture without dropout. */
  float[] predictByBatch(INDArray given) {
    return predict(given, true);
  }

  private void prepare() {
    if (layers != null) {
      layers.prepare();
    }
  }

  private float[] predict(INDArray given, boolean asInTraining) {
    prepare();
    INDArray[] out =
        graph.output(List.of(mainOutput()), asInTraining, new INDArray[] {given}, null);
    float[] probabilities = copy(out[0]);
    out[0].close();
    return probabilities;
  }

  private static float[] copy(INDArray array) {
    INDArray dense = array.dup('c');
    float[] values = dense.data().asFloat();
    dense.close();
    return values;
  }

  @Override
  public long nativeBytes() {
    return arrayBytes() + bytes(graph.updaterState()) + batch.bytes() + workspaceBytes();
  }

  /** What this network alone holds, without batches and the optimizer's state. */
  long arrayBytes() {
    return bytes(graph.params())
        + bytes(graph.getGradientsViewArray())
        + bytes(labels)
        + bytes(decay);
  }

  /** What all networks of the calling thread hold together for activations. */
  static long workspaceBytes() {
    long bytes = 0;
    for (MemoryWorkspace workspace :
        Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread()) {
      bytes += workspace.getCurrentSize();
    }
    return bytes;
  }

  private static long bytes(INDArray array) {
    return array == null ? 0 : array.length() * Float.BYTES;
  }

  @Override
  public Map<String, WeightArray> weights() {
    return weights.copy();
  }

  @Override
  public void setWeights(Map<String, WeightArray> given) {
    weights.set(given);
  }

  /**
   * Reads the weights from a file that {@link #save} wrote. No foreign object is made, no size in
   * the file is trusted, and nothing is built for a file that is refused.
   *
   * @param file to be read
   * @param architecture the one that was saved
   * @return by the names of {@link Architecture#weights}, of the nodes that outputs need
   * @throws IOException if it cannot be read, is no such file or damaged, or if a weight is NaN or
   *     infinite
   * @throws IllegalArgumentException if it is of another architecture, with what differs
   */
  public static Map<String, WeightArray> read(Path file, Architecture architecture)
      throws IOException {
    NetworkSettings any = new NetworkSettings(0, ANY_OPTIMIZER, 0, 0, 1);
    GraphPlan plan = GraphPlan.of(architecture, updater(ANY_OPTIMIZER));
    float[] values =
        ModelFile.read(file, architecture, plan.configuration(), plan.weights(architecture));
    try (GraphNetwork network = open(architecture, any, Map.of())) {
      INDArray given = Nd4j.createFromArray(values);
      flat(network.graph.params()).assign(given);
      given.close();
      return network.weights();
    }
  }

  /**
   * Writes architecture and weights in Deeplearning4j's own form, with the architecture in ours
   * besides. A file that is there is replaced as a whole, or left as it is.
   *
   * @param file to be written
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    ModelFile.write(file, architecture, graph);
  }

  @Override
  public void close() {
    free();
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }

  /** Frees what this network alone holds, not what networks of one thread share. */
  void free() {
    graph.close();
    batch.close();
    for (INDArray array : new INDArray[] {labels, decay}) {
      if (array != null && !array.wasClosed()) {
        array.close();
      }
    }
  }
}
