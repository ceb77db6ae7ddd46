package org.nas4j.dl4j.internal.graph;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.dl4j.internal.InitialWeights;
import org.nas4j.dl4j.internal.SharedNames;
import org.nas4j.dl4j.internal.SharedSettings;
import org.nas4j.dl4j.internal.SharedState;
import org.nas4j.dl4j.internal.UpdateRule;

/**
 * The weights that networks share, by name, in plain memory, each with its own state of the
 * optimizer.
 */
final class SharedArrays {

  private final SharedSettings settings;
  private final UpdateRule rule;
  private final Map<String, State> states = new LinkedHashMap<>();

  /**
   * An array and what the optimizer knows of it. Each counts its own steps, so that Adam corrects
   * by how often it was trained.
   */
  private static final class State {

    private final WeightArray weights;
    private final UpdateRule.Vectors vectors;
    private final long decaying;
    private int steps;

    State(WeightArray weights, boolean decays) {
      this.weights = weights;
      this.vectors = UpdateRule.Vectors.of(weights.values());
      this.decaying = decays ? weights.values().length : 0;
    }
  }

  SharedArrays(SharedSettings settings) {
    this.settings = settings;
    this.rule =
        new UpdateRule(settings.training().optimizer(), settings.training().weightDecay());
  }

  /** The arrays of one network, not copies; those of new names are made. */
  Map<String, WeightArray> of(Architecture architecture) {
    Map<String, WeightSpec> specs = SharedNames.trainedBy(architecture);
    if (!states.keySet().containsAll(specs.keySet())) {
      Map<String, WeightArray> first = settings.first().apply(architecture);
      specs.forEach((name, spec) ->
          states.computeIfAbsent(name, key -> start(first.get(key).copy(), spec)));
    }
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    specs.forEach((name, spec) -> arrays.put(name, fitting(name, spec)));
    return arrays;
  }

  private State start(WeightArray first, WeightSpec spec) {
    State state = new State(first, InitialWeights.isKernel(spec));
    rule.begin(state.vectors);
    return state;
  }

  private WeightArray fitting(String name, WeightSpec spec) {
    WeightArray array = states.get(name).weights;
    SharedNames.requireShape(name, array.shape(), spec);
    return array;
  }

  void addTo(SharedState all) {
    states.forEach((name, state) -> all.add(new SharedState.Array(
        name,
        state.weights.copy(),
        copy(state.weights.shape(), state.vectors.first()),
        copy(state.weights.shape(), state.vectors.second()),
        state.steps)));
  }

  private static WeightArray copy(List<Integer> shape, FloatBuffer vector) {
    WeightArray array = WeightArray.zeros(shape);
    vector.get(0, array.values());
    return array;
  }

  void restore(SharedState.Array array) {
    State state = start(array.weights().copy(), array.spec());
    if (array.first() != null) {
      state.vectors.first().put(0, array.first().values());
      state.vectors.second().put(0, array.second().values());
    }
    state.steps = array.steps();
    states.put(array.name(), state);
  }

  boolean isEmpty() {
    return states.isEmpty();
  }

  /**
   * One step.
   *
   * @param gradients of some weights, by name; others are ignored
   */
  void update(Map<String, WeightArray> gradients, double rate) {
    List<State> trained = new ArrayList<>();
    states.forEach((name, state) -> {
      WeightArray gradient = gradients.get(name);
      if (gradient != null) {
        state.vectors.gradients().put(0, gradient.values());
        trained.add(state);
      }
    });
    float clip = rule.clip(trained.stream().map(state -> state.vectors).toList());
    trained.forEach(state -> step(state, rate, clip));
    if (settings.decayUnused()) {
      states.forEach((name, state) -> {
        if (!gradients.containsKey(name)) {
          state.vectors.gradients().put(0, new float[state.weights.values().length]);
          step(state, rate, 1);
        }
      });
    }
  }

  private void step(State state, double rate, float clip) {
    state.steps++;
    rule.step(state.vectors, state.decaying, rate, state.steps, clip);
  }

  Map<String, WeightArray> copy() {
    Map<String, WeightArray> copies = new LinkedHashMap<>();
    states.forEach((name, state) -> copies.put(name, state.weights.copy()));
    return copies;
  }
}
