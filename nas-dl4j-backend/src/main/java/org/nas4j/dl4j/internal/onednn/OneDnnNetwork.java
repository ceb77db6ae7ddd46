package org.nas4j.dl4j.internal.onednn;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.InitialWeights;
import org.nas4j.dl4j.internal.NativeThreads;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.dl4j.internal.OptimizerState;
import org.nas4j.dl4j.internal.Targets;
import org.nas4j.dl4j.internal.UpdateRule;
import org.nas4j.dl4j.internal.UsedNodes;

/**
 * A network as a list of oneDNN's primitives. A plan for training and one for inference are made
 * when they are first needed, each for one size of batch; another size makes a new plan. Both use
 * the same weights and, in turn, the same examples.
 */
public final class OneDnnNetwork implements Network {

  private final Architecture architecture;
  private final NetworkSettings settings;
  private final Set<String> used;
  private final Map<String, WeightSpec> specs;
  private final BlockedParameters parameters;
  private final long count;
  private final Compiler.Chance chance;
  private final Examples examples;
  private final PrimitiveCache kit;
  private final Workspace workspace = new Workspace();
  private Plan training;
  private Plan inference;
  private VectorUpdater updater;
  private RunningStatistics statistics;
  private boolean closed;

  private OneDnnNetwork(Architecture architecture, NetworkSettings settings) {
    this.architecture = architecture;
    this.settings = settings;
    this.used = UsedNodes.of(architecture);
    Map<String, WeightArray> first = InitialWeights.draw(architecture, settings.seed());
    this.specs = new LinkedHashMap<>(architecture.weights());
    specs.keySet().retainAll(first.keySet());
    this.kit = new PrimitiveCache(Blocking.of(architecture, settings.type()));
    this.parameters = new BlockedParameters(kit.layouts(), specs, first);
    this.count = specs.values().stream()
        .filter(WeightSpec::trained)
        .mapToLong(WeightSpec::elements)
        .sum();
    this.examples = new Examples(architecture.input());
    this.chance = Compiler.Chance.of(settings.seed());
  }

  /**
   * Builds an architecture with random weights.
   *
   * @param architecture what to compute
   * @param settings how to train it
   * @return the network, to be used and closed by the calling thread
   * @throws org.nas4j.space.InfeasibleException if it has no output to be trained by
   * @throws IllegalStateException if oneDNN cannot be used on this machine, or not with the
   *     settings' type of values
   */
  public static OneDnnNetwork open(Architecture architecture, NetworkSettings settings) {
    Dnnl.require(settings.type());
    NativeThreads.use(settings.threads());
    return new OneDnnNetwork(architecture, settings);
  }

  /**
   * Builds a network for inference alone, with as many native threads as the calling thread has. It
   * may go from thread to thread, used by one at a time, each with so many native threads.
   *
   * @param architecture what to compute
   * @return the network, with random weights, in 32 bits
   * @throws IllegalStateException if oneDNN cannot be used on this machine
   */
  static OneDnnNetwork openToServe(Architecture architecture) {
    Dnnl.require(FloatType.FLOAT32);
    Optimizer none = new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 1e-8);
    return new OneDnnNetwork(architecture, new NetworkSettings(0, none, 0, 0, 1));
  }

  /**
   * Whether this machine can use oneDNN.
   *
   * @return true on x86-64 with the native library on the class path
   */
  public static boolean isAvailable() {
    return Dnnl.isAvailable();
  }

  /**
   * Whether this machine has instructions for values of a type.
   *
   * @param type of the values between layers
   * @return whether a network of it can be opened
   */
  public static boolean isAvailable(FloatType type) {
    return type == FloatType.BFLOAT16 ? Dnnl.hasBfloat16() : Dnnl.isAvailable();
  }

  /**
   * The best instructions that oneDNN finds on this machine.
   *
   * @return oneDNN's name of them, such as {@code avx512_core_bf16}
   */
  public static String instructions() {
    return Dnnl.instructions();
  }

  /**
   * Native memory that networks of this kind hold now, in the whole process.
   *
   * @return bytes
   */
  public static long openBytes() {
    return NativeBlock.openBytes();
  }

  /**
   * Makes all primitives and memory, which is otherwise done at the first step.
   *
   * @param batch examples of a step
   * @param toTrain whether for training as well as for inference
   * @return this
   * @throws UnsupportedLayerException if oneDNN cannot compute a layer
   */
  public OneDnnNetwork prepare(int batch, boolean toTrain) {
    examples(batch);
    if (toTrain) {
      trainingPlan(batch);
    }
    inferencePlan();
    return this;
  }

  /**
   * Times a step of training on what was written to {@link #examples}. The weights change as in
   * training.
   *
   * @param labels the class of each example
   * @param rounds how often each part is timed
   * @return the nodes in order, then the update
   */
  public Map<String, StepTimes.Line> profile(int[] labels, int rounds) {
    examples.require(labels.length);
    Plan plan = trainingPlan(labels.length);
    Runnable update = () -> {
      updater.update(0);
      statistics.update();
    };
    return StepTimes.of(plan, labels, update, rounds);
  }

  @Override
  public long parameters() {
    return count;
  }

  @Override
  public FloatBuffer examples(int number) {
    return examples.room(number);
  }

  @Override
  public double train(Targets targets, double learningRate) {
    double loss = gradients(targets);
    update(learningRate);
    return loss;
  }

  /**
   * Both passes without a step: gradients and statistics of the batch are left beside the weights.
   */
  double gradients(Targets targets) {
    examples.require(targets.size());
    return trainingPlan(targets.size()).train(targets);
  }

  /** A step by what stands beside the weights. */
  void update(double learningRate) {
    updater.update(learningRate);
    statistics.update();
  }

  BlockedParameters vectors() {
    return parameters;
  }

  /**
   * Loss and gradients of what was written to {@link #examples}, as in training, without a step: no
   * weight, no running statistic and nothing of the optimizer changes.
   *
   * @param labels the class of each example
   * @param gradients arrays by the names of weights, which are filled in their plain order
   * @return mean loss of the batch, weight decay not counted
   */
  public double slope(int[] labels, Map<String, float[]> gradients) {
    examples.require(labels.length);
    double loss = trainingPlan(labels.length).train(Targets.ofLabels(labels));
    parameters.readGradients(gradients);
    return loss;
  }

  private Plan trainingPlan(int batch) {
    if (training == null || training.batch() != batch || !training.canRun()) {
      training = closed(training);
      training = compile(used, batch, Purpose.TRAINING);
      if (updater == null) {
        UpdateRule rule = new UpdateRule(settings.optimizer(), settings.weightDecay());
        updater = new VectorUpdater(rule, parameters);
        statistics = new RunningStatistics(architecture, used, parameters);
      }
    }
    training.readFrom(examples.block());
    return training;
  }

  private Plan inferencePlan() {
    int batch = examples.requested();
    if (inference == null || inference.batch() != batch || !inference.canRun()) {
      Set<String> needed = UsedNodes.neededBy(architecture, List.of(architecture.output()));
      inference = closed(inference);
      inference = compile(needed, batch, Purpose.INFERENCE);
    }
    inference.readFrom(examples.block());
    return inference;
  }

  /** Closes a plan, if there is one; gives null in its place. */
  private static Plan closed(Plan plan) {
    if (plan != null) {
      plan.close();
    }
    return null;
  }

  private Plan compile(Set<String> nodes, int batch, Purpose purpose) {
    return Plan.compile(
        new Plan.Request(
            architecture, nodes, batch, purpose, settings.labelSmoothing(), settings.type()),
        new Plan.Surroundings(kit, parameters, workspace, examples.block(), chance));
  }

  @Override
  public void progress(double share) {
    chance.progress().share = share;
  }

  @Override
  public float[] predict(int number) {
    examples.require(number);
    Plan plan = inferencePlan();
    plan.forward();
    return plan.mainLoss().predictions(number);
  }

  @Override
  public long nativeBytes() {
    long bytes = parameters.bytesHeld() + examples.bytes() + workspace.bytes() + kit.bytes();
    bytes += training == null ? 0 : training.bytes();
    bytes += inference == null ? 0 : inference.bytes();
    return bytes + (updater == null ? 0 : updater.bytes());
  }

  @Override
  public Map<String, WeightArray> weights() {
    return parameters.copy();
  }

  @Override
  public void setWeights(Map<String, WeightArray> weights) {
    InitialWeights.requireFit(specs, weights);
    parameters.set(weights);
  }

  @Override
  public OptimizerState optimizerState() {
    return updater == null ? OptimizerState.NONE : updater.state();
  }

  @Override
  public void setOptimizerState(OptimizerState state) {
    if (updater == null) {
      throw new IllegalStateException(
          "The optimizer has no place for its state yet.\nMaybe prepare the network for training first.");
    }
    InitialWeights.requireFit(specs, state.first());
    InitialWeights.requireFit(specs, state.second());
    updater.restore(state);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    closed(training);
    closed(inference);
    if (updater != null) {
      updater.close();
    }
    parameters.close();
    workspace.close();
    examples.close();
    kit.close();
  }
}
