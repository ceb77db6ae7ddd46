package org.nas4j.torch.internal;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.dl4j.internal.InitialWeights;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.OptimizerState;
import org.nas4j.dl4j.internal.Targets;
import org.nas4j.dl4j.internal.UsedNodes;

/** A network on LibTorch. */
final class TorchNetwork implements Network {

  private final Architecture architecture;
  private final NetworkSettings settings;
  private final List<String> outputs;
  private final PassPlan training;
  private final PassPlan inference;
  private final Map<String, WeightSpec> specs;
  private final ParameterVector parameters;
  private final RunningStatistics statistics;
  private final Map<String, Tensor> arrays = new HashMap<>();
  private final ExampleMemory examples;
  private final OptimizerStep step;
  private final Chance chance;
  private long activations;
  private boolean closed;

  private TorchNetwork(Architecture architecture, NetworkSettings settings) {
    this.architecture = architecture;
    this.settings = settings;
    this.outputs = UsedNodes.outputs(architecture);
    Set<String> used = UsedNodes.of(architecture);
    this.training = new PassPlan(architecture, used, outputs);
    List<String> main = List.of(architecture.output());
    this.inference = new PassPlan(architecture, UsedNodes.neededBy(architecture, main), main);
    Map<String, WeightArray> first = InitialWeights.draw(architecture, settings.seed());
    this.specs = new LinkedHashMap<>(architecture.weights());
    specs.keySet().retainAll(first.keySet());
    Map<String, WeightSpec> trained = new LinkedHashMap<>(specs);
    trained.values().removeIf(spec -> !spec.trained());
    this.parameters = new ParameterVector(trained, first);
    parameters.begin(settings.optimizer());
    this.statistics = new RunningStatistics(architecture, used);
    statistics.set(first);
    parameters.addTo(arrays);
    statistics.addTo(arrays);
    this.examples = new ExampleMemory(architecture.input());
    this.step = new OptimizerStep(settings.optimizer(), settings.weightDecay());
    this.chance = new Chance(settings.seed());
  }

  static TorchNetwork open(Architecture architecture, NetworkSettings settings) {
    LibTorch.requireAvailable();
    LibTorch.useThreads(settings.threads());
    return Scopes.freeing(() -> new TorchNetwork(architecture, settings));
  }

  @Override
  public long parameters() {
    return parameters.length();
  }

  @Override
  public FloatBuffer examples(int number) {
    return examples.room(number);
  }

  @Override
  public double train(Targets targets, double learningRate) {
    return Scopes.freeing(() -> {
      try (ForwardPass pass = new ForwardPass(training, arrays, Purpose.TRAINING, chance)) {
        pass.run(examples.first(targets.size()), settings.type());
        OutputLoss.Pair loss =
            OutputLoss.of(architecture, outputs, pass, targets, settings.labelSmoothing());
        OutputLoss.backward(loss, List.of(parameters));
        activations = pass.bytes();
        return Scopes.withoutDerivatives(() -> {
          parameters.takeGradients();
          step.clip(List.of(parameters));
          step.take(parameters, learningRate);
          statistics.update(pass.moments());
          return (double) loss.told().item_float();
        });
      }
    });
  }

  @Override
  public void progress(double share) {
    chance.progress(share);
  }

  @Override
  public float[] predict(int number) {
    return Scopes.withoutDerivatives(() -> {
      try (ForwardPass pass = new ForwardPass(inference, arrays, Purpose.INFERENCE, chance)) {
        pass.run(examples.first(number), settings.type());
        return predictions(architecture, pass);
      }
    });
  }

  /** What the main output says, in 32 bits. */
  static float[] predictions(Architecture architecture, ForwardPass pass) {
    Tensor said = pass.value(architecture.output()).to(ScalarType.Float);
    boolean classes = architecture.node(architecture.output()).layer() instanceof SoftmaxOutput;
    return Tensors.floats(classes ? torch.softmax(said, 1) : said);
  }

  /** Activations are those of the last step; LibTorch's own memory beside them is not told. */
  @Override
  public long nativeBytes() {
    return parameters.bytes() + statistics.bytes() + examples.bytes() + activations;
  }

  @Override
  public Map<String, WeightArray> weights() {
    Map<String, WeightArray> all = parameters.copy();
    statistics.addCopiesTo(all);
    Map<String, WeightArray> inOrder = new LinkedHashMap<>();
    specs.keySet().forEach(name -> inOrder.put(name, all.get(name)));
    return inOrder;
  }

  @Override
  public void setWeights(Map<String, WeightArray> weights) {
    InitialWeights.requireFit(specs, weights);
    parameters.set(weights);
    statistics.set(weights);
  }

  @Override
  public OptimizerState optimizerState() {
    return new OptimizerState(
        parameters.steps(),
        parameters.read(parameters.first()),
        parameters.read(parameters.second()));
  }

  @Override
  public void setOptimizerState(OptimizerState state) {
    InitialWeights.requireFit(specs, state.first());
    InitialWeights.requireFit(specs, state.second());
    parameters.steps(state.steps());
    parameters.write(state.first(), parameters.first());
    parameters.write(state.second(), parameters.second());
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    parameters.close();
    statistics.close();
    examples.close();
    chance.close();
  }
}
