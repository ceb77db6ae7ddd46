package org.nas4j.torch.internal;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.dl4j.internal.InferenceForm;
import org.nas4j.dl4j.internal.SharedNames;
import org.nas4j.dl4j.internal.SharedNetwork;
import org.nas4j.dl4j.internal.SharedSettings;
import org.nas4j.dl4j.internal.SharedState;
import org.nas4j.dl4j.internal.Targets;
import org.nas4j.dl4j.internal.UsedNodes;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.oneshot.SupernetState;

/**
 * Shared weights on LibTorch: each array with its own gradient and optimizer's state, on which any
 * network's pass runs as it is.
 */
final class TorchSharedNetwork implements SharedNetwork {

  private final SharedSettings settings;
  private final Map<String, Shared> shared = new LinkedHashMap<>();
  private final ExampleMemory examples;
  private final OptimizerStep step;
  private final Chance chance;
  private long steps;
  private long activations;
  private boolean closed;

  /** An array in the hands of an optimizer of its own. */
  private record Shared(WeightSpec spec, ParameterVector vector) {}

  private TorchSharedNetwork(SharedSettings settings, Shape input) {
    this.settings = settings;
    this.examples = new ExampleMemory(input);
    this.step =
        new OptimizerStep(settings.training().optimizer(), settings.training().weightDecay());
    this.chance = new Chance(settings.training().seed());
  }

  static TorchSharedNetwork open(SharedSettings settings, Shape input) {
    LibTorch.requireAvailable();
    LibTorch.useThreads(settings.training().threads());
    return Scopes.freeing(() -> new TorchSharedNetwork(settings, input));
  }

  @Override
  public FloatBuffer examples(int number) {
    return examples.room(number);
  }

  @Override
  public double train(Architecture child, int[] labels, double learningRate) {
    List<String> outputs = UsedNodes.outputs(child);
    PassPlan plan = new PassPlan(child, UsedNodes.of(child), outputs);
    return Scopes.freeing(() -> {
      Map<String, Shared> own = own(child);
      chance.seed(Seeds.derive(settings.training().seed(), steps++, "chance"));
      try (ForwardPass pass = new ForwardPass(plan, arrays(own), Purpose.TRAINING, chance)) {
        pass.run(examples.first(labels.length), settings.training().type());
        OutputLoss.Pair loss = OutputLoss.of(
            child, outputs, pass, Targets.ofLabels(labels), settings.training().labelSmoothing());
        List<ParameterVector> trained =
            own.values().stream().map(Shared::vector).toList();
        OutputLoss.backward(loss, trained);
        activations = pass.bytes();
        return Scopes.withoutDerivatives(() -> {
          update(own, trained, learningRate);
          return (double) loss.told().item_float();
        });
      }
    });
  }

  private void update(Map<String, Shared> own, List<ParameterVector> trained, double learningRate) {
    trained.forEach(ParameterVector::takeGradients);
    step.clip(trained);
    trained.forEach(vector -> step.take(vector, learningRate));
    if (settings.decayUnused()) {
      shared.forEach((name, other) -> {
        if (!own.containsKey(name)) {
          other.vector().clearGradients();
          step.take(other.vector(), learningRate);
        }
      });
    }
  }

  @Override
  public void progress(double share) {
    chance.progress(share);
  }

  @Override
  public float[] predict(Architecture child, int number) {
    Architecture judged = InferenceForm.of(child);
    List<String> main = List.of(judged.output());
    PassPlan plan = new PassPlan(judged, UsedNodes.neededBy(judged, main), main);
    return Scopes.withoutDerivatives(() -> {
      try (ForwardPass pass = new ForwardPass(plan, arrays(own(judged)), Purpose.JUDGING, chance)) {
        pass.run(examples.first(number), settings.training().type());
        return TorchNetwork.predictions(judged, pass);
      }
    });
  }

  /** The arrays of one network; those of new names are made. */
  private Map<String, Shared> own(Architecture architecture) {
    Map<String, WeightSpec> specs = SharedNames.trainedBy(architecture);
    if (!shared.keySet().containsAll(specs.keySet())) {
      Map<String, WeightArray> first = settings.first().apply(architecture);
      specs.forEach(
          (name, spec) -> shared.computeIfAbsent(name, key -> start(name, spec, first.get(key))));
    }
    Map<String, Shared> own = new LinkedHashMap<>();
    specs.forEach((name, spec) -> own.put(name, fitting(name, spec)));
    return own;
  }

  private Shared start(String name, WeightSpec spec, WeightArray first) {
    ParameterVector vector = new ParameterVector(Map.of(name, spec), Map.of(name, first));
    vector.begin(settings.training().optimizer());
    return new Shared(spec, vector);
  }

  private Shared fitting(String name, WeightSpec spec) {
    Shared known = shared.get(name);
    SharedNames.requireShape(name, known.spec().shape(), spec);
    return known;
  }

  private static Map<String, Tensor> arrays(Map<String, Shared> own) {
    Map<String, Tensor> arrays = new HashMap<>();
    own.values().forEach(each -> each.vector().addTo(arrays));
    return arrays;
  }

  /** Activations are those of the last step; LibTorch's own memory beside them is not told. */
  @Override
  public long nativeBytes() {
    return examples.bytes()
        + activations
        + shared.values().stream().mapToLong(each -> each.vector().bytes()).sum();
  }

  @Override
  public Map<String, WeightArray> weights() {
    Map<String, WeightArray> copies = new LinkedHashMap<>();
    shared.values().forEach(each -> copies.putAll(each.vector().copy()));
    return copies;
  }

  @Override
  public SupernetState state() {
    SharedState state = new SharedState(steps);
    shared.forEach((name, each) -> {
      ParameterVector vector = each.vector();
      state.add(new SharedState.Array(
          name,
          vector.copy().get(name),
          vector.read(vector.first()).get(name),
          vector.read(vector.second()).get(name),
          vector.steps()));
    });
    return state.state();
  }

  @Override
  public void restore(SupernetState state) {
    if (!shared.isEmpty()) {
      throw new IllegalStateException("Networks on these weights were used before.");
    }
    Scopes.freeing(() -> {
      SharedState.read(state, this::restore);
      return null;
    });
    steps = SharedState.steps(state);
  }

  private void restore(SharedState.Array array) {
    Shared restored = start(array.name(), array.spec(), array.weights());
    if (array.first() != null) {
      ParameterVector vector = restored.vector();
      vector.write(Map.of(array.name(), array.first()), vector.first());
      vector.write(Map.of(array.name(), array.second()), vector.second());
    }
    restored.vector().steps(array.steps());
    shared.put(array.name(), restored);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    shared.values().forEach(each -> each.vector().close());
    examples.close();
    chance.close();
  }
}
