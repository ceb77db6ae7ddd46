package org.nas4j.dl4j.internal.onednn;

import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.dl4j.internal.NativeThreads;
import org.nas4j.dl4j.internal.SharedNetwork;
import org.nas4j.dl4j.internal.SharedSettings;
import org.nas4j.dl4j.internal.SharedState;
import org.nas4j.dl4j.internal.Targets;
import org.nas4j.dl4j.internal.UsedNodes;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.oneshot.SupernetState;

/**
 * Shared weights on oneDNN's primitives. Each network is a plan of its own, but made of primitives
 * that are made once for all of them, over weights and in a workspace that all of them use where
 * they are: a switch copies nothing and asks the system for no memory. The last few plans are kept.
 */
public final class OneDnnSharedNetwork implements SharedNetwork {

  private static final int PLANS = 16;

  private final SharedSettings settings;
  private final Compiler.Chance chance;
  private final Examples examples;
  private final Workspace workspace = new Workspace();
  private final Map<Use, Child> children = new LinkedHashMap<>(PLANS, 0.75f, true);
  private final StepRandom values = new StepRandom();
  private final StepRandom paths = new StepRandom();
  private PrimitiveCache kit;
  private SharedParameters parameters;
  private long steps;
  /** What to begin with; null once it has begun. */
  private SupernetState restored;

  private boolean closed;

  /** What a plan is kept for. */
  private record Use(Architecture architecture, int batch, Purpose purpose) {}

  private record Child(Plan plan, List<SharedParameters.Shared> weights) {}

  private OneDnnSharedNetwork(SharedSettings settings, Shape input) {
    NativeThreads.use(settings.training().threads());
    this.settings = settings;
    this.examples = new Examples(input);
    this.chance = new Compiler.Chance(() -> values, () -> paths, new TrainingProgress());
  }

  /**
   * Begins without any weights.
   *
   * @param settings how to train them
   * @param input shape of an example
   * @return shared weights, to be used and closed by the calling thread
   * @throws IllegalStateException if oneDNN cannot be used on this machine, or not with the
   *     settings' type of values
   */
  public static OneDnnSharedNetwork open(SharedSettings settings, Shape input) {
    Dnnl.require(settings.training().type());
    return new OneDnnSharedNetwork(settings, input);
  }

  @Override
  public FloatBuffer examples(int number) {
    return examples.room(number);
  }

  @Override
  public double train(Architecture child, int[] labels, double learningRate) {
    examples.require(labels.length);
    Child one = child(new Use(child, labels.length, Purpose.TRAINING));
    long seed = settings.training().seed();
    values.begin(Seeds.random(seed, steps, "dropout"));
    paths.begin(Seeds.random(seed, steps, "paths"));
    steps++;
    double loss = one.plan().train(Targets.ofLabels(labels));
    parameters.update(one.weights(), learningRate);
    return loss;
  }

  @Override
  public void progress(double share) {
    chance.progress().share = share;
  }

  @Override
  public float[] predict(Architecture child, int number) {
    examples.require(number);
    Plan plan = child(new Use(child, examples.requested(), Purpose.JUDGING)).plan();
    plan.forward();
    return plan.mainLoss().predictions(number);
  }

  private Child child(Use use) {
    Child known = children.get(use);
    if (known == null || !known.plan().canRun()) {
      known = compile(use);
      Child before = children.put(use, known);
      if (before != null) {
        before.plan().close();
      }
      forgetOldest();
    }
    known.plan().readFrom(examples.block());
    return known;
  }

  private void forgetOldest() {
    if (children.size() > PLANS) {
      Iterator<Child> oldest = children.values().iterator();
      oldest.next().plan().close();
      oldest.remove();
    }
  }

  private Child compile(Use use) {
    Architecture architecture = use.architecture();
    if (kit == null) {
      kit = new PrimitiveCache(Blocking.of(architecture, settings.training().type()));
      parameters = new SharedParameters(settings, kit.layouts());
      if (restored != null) {
        SharedState.read(restored, parameters::restore);
        restored = null;
      }
    }
    parameters.admit(architecture);
    Set<String> nodes = use.purpose() == Purpose.TRAINING
        ? UsedNodes.of(architecture)
        : UsedNodes.neededBy(architecture, List.of(architecture.output()));
    Plan plan = Plan.compile(
        new Plan.Request(
            architecture,
            nodes,
            use.batch(),
            use.purpose(),
            settings.training().labelSmoothing(),
            settings.training().type()),
        new Plan.Surroundings(kit, parameters, workspace, examples.block(), chance));
    return new Child(plan, parameters.taken());
  }

  @Override
  public long nativeBytes() {
    return examples.bytes()
        + workspace.bytes()
        + (kit == null ? 0 : kit.bytes() + parameters.bytes())
        + children.values().stream().mapToLong(child -> child.plan().bytes()).sum();
  }

  @Override
  public Map<String, WeightArray> weights() {
    return parameters == null ? restoredWeights() : parameters.copy();
  }

  private Map<String, WeightArray> restoredWeights() {
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    if (restored != null) {
      SharedState.read(
          restored, array -> weights.put(array.name(), array.weights().copy()));
    }
    return weights;
  }

  @Override
  public SupernetState state() {
    if (restored != null) {
      return restored;
    }
    SharedState state = new SharedState(steps);
    if (parameters != null) {
      parameters.addTo(state);
    }
    return state.state();
  }

  @Override
  public void restore(SupernetState state) {
    if (parameters != null) {
      throw new IllegalStateException("Networks on these weights were used before.");
    }
    SharedState.read(state, array -> {});
    steps = SharedState.steps(state);
    restored = state;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    children.values().forEach(child -> child.plan().close());
    children.clear();
    workspace.close();
    examples.close();
    if (kit != null) {
      parameters.close();
      kit.close();
    }
  }
}
