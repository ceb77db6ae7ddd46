package org.nas4j.dl4j.internal.onednn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.dl4j.internal.InitialWeights;
import org.nas4j.dl4j.internal.SharedNames;
import org.nas4j.dl4j.internal.SharedSettings;
import org.nas4j.dl4j.internal.SharedState;
import org.nas4j.dl4j.internal.UpdateRule;

/**
 * The weights of all networks of a one-shot search, by name, each with its gradient and the
 * optimizer's state, in native memory that never moves: plans read and write it where it is. A name
 * gets its memory with the first plan that uses it.
 */
final class SharedParameters implements Weights, AutoCloseable {

  private static final long CHUNK = 1L << 22;
  private static final int VECTORS = 4;

  private final SharedSettings settings;
  private final MemoryLayouts layouts;
  private final UpdateRule rule;
  private final Map<String, Shared> byName = new LinkedHashMap<>();
  private final List<NativeBlock> chunks = new ArrayList<>();
  private long used;
  private List<Shared> taken = new ArrayList<>();
  private long version;

  /** One array with all that belongs to it. */
  static final class Shared {

    private final BlockedParameter parameter;
    private WeightArray waiting;
    /**
     * Vectors of a search that goes on, row by row on the heap, until the first plan says in which
     * layout they are wanted; null before and after.
     */
    private UpdateRule.Vectors restored;

    private UpdateRule.Vectors vectors;
    private long decaying;
    private int steps;
    private long lastUse;

    private Shared(WeightSpec spec, WeightArray first) {
      this.parameter = new BlockedParameter(spec);
      this.waiting = first;
    }
  }

  SharedParameters(SharedSettings settings, MemoryLayouts layouts) {
    this.settings = settings;
    this.layouts = layouts;
    this.rule =
        new UpdateRule(settings.training().optimizer(), settings.training().weightDecay());
  }

  /** Takes note of a network's names; new ones begin with the values that the settings give. */
  void admit(Architecture child) {
    Map<String, WeightArray> first = null;
    for (Map.Entry<String, WeightSpec> each : child.weights().entrySet()) {
      WeightSpec spec = each.getValue();
      if (spec.trained()) {
        Shared known = byName.get(each.getKey());
        if (known == null) {
          first = first == null ? settings.first().apply(child) : first;
          byName.put(each.getKey(), new Shared(spec, first.get(each.getKey()).copy()));
        } else {
          SharedNames.requireShape(each.getKey(), known.parameter.spec().shape(), spec);
        }
      }
    }
    taken = new ArrayList<>();
  }

  /** The arrays that were asked for since the last network was admitted. */
  List<Shared> taken() {
    return taken;
  }

  @Override
  public BlockedParameter get(String node, String name) {
    Shared shared = byName.get(node + "/" + name);
    taken.add(shared);
    return shared.parameter;
  }

  @Override
  public BlockedParameter statistic(String node, String name) {
    return null;
  }

  @Override
  public void settle(boolean training) {
    for (Shared shared : taken) {
      if (shared.vectors == null) {
        place(shared);
      }
    }
  }

  private void place(Shared shared) {
    BlockedParameter parameter = shared.parameter;
    parameter.preferPlain(layouts);
    long bytes = parameter.bytes();
    long count = bytes / Float.BYTES;
    NativeBlock chunk = room(VECTORS * bytes);
    parameter.value().buffer().place(chunk.at(used));
    parameter.partner().buffer().place(chunk.at(used + bytes));
    shared.vectors = new UpdateRule.Vectors(
        Tensor.floats(chunk.at(used), count),
        Tensor.floats(chunk.at(used + bytes), count),
        Tensor.floats(chunk.at(used + 2 * bytes), count),
        Tensor.floats(chunk.at(used + 3 * bytes), count));
    used += VECTORS * bytes;
    shared.decaying = InitialWeights.isKernel(parameter.spec()) ? count : 0;
    rule.begin(shared.vectors);
    parameter.write(shared.waiting.values());
    if (shared.restored != null) {
      parameter.writeTo(shared.vectors.first(), shared.restored.first().array());
      parameter.writeTo(shared.vectors.second(), shared.restored.second().array());
    }
    shared.waiting = null;
    shared.restored = null;
  }

  private NativeBlock room(long bytes) {
    if (chunks.isEmpty() || used + bytes > chunks.get(chunks.size() - 1).bytes()) {
      chunks.add(new NativeBlock(Math.max(CHUNK, bytes)));
      used = 0;
    }
    return chunks.get(chunks.size() - 1);
  }

  /**
   * A step of the arrays of one network, whose gradients have been computed; of all others too, if
   * so set.
   */
  void update(List<Shared> network, double rate) {
    version++;
    float clip =
        rule.clip(network.stream().map(shared -> shared.vectors).distinct().toList());
    for (Shared shared : network) {
      step(shared, rate, clip);
    }
    if (settings.decayUnused()) {
      for (Shared shared : byName.values()) {
        if (shared.restored != null) {
          shared.steps++;
          rule.step(shared.restored, shared.decaying, rate, shared.steps, 1);
        } else if (shared.lastUse != version && shared.vectors != null) {
          Pointer.memset(shared.parameter.partner().buffer().place(), 0, shared.parameter.bytes());
          step(shared, rate, 1);
        }
      }
    }
  }

  private void step(Shared shared, double rate, float clip) {
    if (shared.lastUse != version) {
      shared.lastUse = version;
      shared.steps++;
      rule.step(shared.vectors, shared.decaying, rate, shared.steps, clip);
    }
  }

  @Override
  public long version() {
    return version;
  }

  Map<String, WeightArray> copy() {
    Map<String, WeightArray> copy = new LinkedHashMap<>();
    byName.forEach((name, shared) -> {
      if (shared.waiting != null) {
        copy.put(name, shared.waiting.copy());
      } else {
        copy.put(name, read(shared, null));
      }
    });
    return copy;
  }

  void addTo(SharedState state) {
    byName.forEach((name, shared) -> {
      WeightArray weights = shared.waiting == null ? read(shared, null) : shared.waiting.copy();
      state.add(new SharedState.Array(name, weights, first(shared), second(shared), shared.steps));
    });
  }

  private static WeightArray first(Shared shared) {
    return shared.vectors != null
        ? read(shared, shared.vectors.first())
        : shared.restored == null ? null : copy(shared, shared.restored.first());
  }

  private static WeightArray second(Shared shared) {
    return shared.vectors != null
        ? read(shared, shared.vectors.second())
        : shared.restored == null ? null : copy(shared, shared.restored.second());
  }

  private static WeightArray copy(Shared shared, FloatBuffer vector) {
    return WeightArray.of(shared.parameter.spec().shape(), vector.array().clone());
  }

  /** The weights, or another vector of their layout. */
  private static WeightArray read(Shared shared, FloatBuffer vector) {
    WeightArray array = WeightArray.zeros(shared.parameter.spec().shape());
    if (vector == null) {
      shared.parameter.read(array.values());
    } else {
      shared.parameter.readFrom(vector, array.values());
    }
    return array;
  }

  /** An array that gets its memory with the first plan that uses it, as new ones do. */
  void restore(SharedState.Array array) {
    Shared shared = new Shared(array.spec(), array.weights().copy());
    shared.steps = array.steps();
    if (array.first() != null) {
      shared.restored = new UpdateRule.Vectors(
          FloatBuffer.wrap(shared.waiting.values()),
          FloatBuffer.allocate(shared.waiting.values().length),
          FloatBuffer.wrap(array.first().values().clone()),
          FloatBuffer.wrap(array.second().values().clone()));
      shared.decaying = InitialWeights.isKernel(array.spec()) ? shared.waiting.values().length : 0;
    }
    byName.put(array.name(), shared);
  }

  long bytes() {
    return chunks.stream().mapToLong(NativeBlock::bytes).sum();
  }

  @Override
  public void close() {
    byName.values().forEach(shared -> shared.parameter.close());
    chunks.forEach(NativeBlock::close);
  }
}
