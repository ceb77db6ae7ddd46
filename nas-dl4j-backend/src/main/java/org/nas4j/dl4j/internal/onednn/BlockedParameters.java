package org.nas4j.dl4j.internal.onednn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.dl4j.internal.InitialWeights;

/**
 * All weights of a network as one vector: first kernels, which may decay, then biases, scales and
 * shifts, then running statistics. Gradients and the statistics of the last batch are a second
 * vector of the same order.
 *
 * <p>Which layout suits an array best is known only when the first plan that uses it is made. Until
 * then values wait in plain arrays.
 */
final class BlockedParameters implements Weights, AutoCloseable {

  private final MemoryLayouts layouts;
  private final Map<String, BlockedParameter> byName = new LinkedHashMap<>();
  private Map<String, WeightArray> waiting;
  private List<BlockedParameter> ordered;
  private NativeBlock values;
  private NativeBlock partners;
  private long kernels;
  private long trained;
  private long version;

  BlockedParameters(
      MemoryLayouts layouts, Map<String, WeightSpec> specs, Map<String, WeightArray> first) {
    this.layouts = layouts;
    specs.forEach((name, spec) -> byName.put(name, new BlockedParameter(spec)));
    this.waiting = first;
  }

  @Override
  public BlockedParameter get(String node, String name) {
    BlockedParameter parameter = byName.get(node + "/" + name);
    if (parameter == null) {
      throw new IllegalStateException("There are no weights [" + node + "/" + name + "].");
    }
    return parameter;
  }

  @Override
  public BlockedParameter statistic(String node, String name) {
    return get(node, name);
  }

  /**
   * Places all arrays, once the first plan has been made; those that it does not use are kept in
   * plain layout.
   */
  @Override
  public void settle(boolean training) {
    if (values == null) {
      placeValues();
    }
    if (training && partners == null) {
      placePartners();
    }
  }

  private void placeValues() {
    ordered = new ArrayList<>();
    byName.values().forEach(each -> each.preferPlain(layouts));
    add(InitialWeights::isKernel);
    kernels = bytes();
    add(spec -> spec.trained() && !InitialWeights.isKernel(spec));
    trained = bytes();
    add(spec -> !spec.trained());
    values = new NativeBlock(bytes());
    long offset = 0;
    for (BlockedParameter parameter : ordered) {
      parameter.value().buffer().place(values.at(offset));
      offset += parameter.bytes();
    }
    write(waiting);
    waiting = null;
  }

  private void add(Predicate<WeightSpec> which) {
    byName.values().stream()
        .filter(parameter -> which.test(parameter.spec()))
        .forEach(ordered::add);
  }

  private long bytes() {
    return ordered.stream().mapToLong(BlockedParameter::bytes).sum();
  }

  private void placePartners() {
    partners = new NativeBlock(values.bytes());
    long offset = 0;
    for (BlockedParameter parameter : ordered) {
      parameter.partner().buffer().place(partners.at(offset));
      offset += parameter.bytes();
    }
  }

  /** The vector of weights and running statistics. */
  NativeBlock values() {
    return values;
  }

  /** The vector of gradients and statistics of the last batch. */
  NativeBlock partners() {
    return partners;
  }

  /** Floats at the start of the vector that decay. */
  long decaying() {
    return kernels / Float.BYTES;
  }

  /** Floats at the start of the vector that are trained. */
  long trained() {
    return trained / Float.BYTES;
  }

  @Override
  public long version() {
    return version;
  }

  void changed() {
    version++;
  }

  Map<String, WeightArray> copy() {
    Map<String, WeightArray> copy = new LinkedHashMap<>();
    if (waiting != null) {
      waiting.forEach((name, array) -> copy.put(name, array.copy()));
    } else {
      byName.forEach((name, parameter) -> {
        WeightArray array = WeightArray.zeros(parameter.spec().shape());
        parameter.read(array.values());
        copy.put(name, array);
      });
    }
    return copy;
  }

  /** Copies gradients of the last backward pass into arrays of the same names. */
  void readGradients(Map<String, float[]> targets) {
    targets.forEach((name, target) -> byName.get(name).readPartner(target));
  }

  /** What stands beside the trained arrays in a vector of the same order. */
  Map<String, WeightArray> read(FloatBuffer vector) {
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    beside(vector, (name, parameter, place) -> {
      WeightArray array = WeightArray.zeros(parameter.spec().shape());
      parameter.readFrom(place, array.values());
      arrays.put(name, array);
    });
    return arrays;
  }

  /** Writes such arrays as are given. */
  void write(Map<String, WeightArray> arrays, FloatBuffer vector) {
    beside(vector, (name, parameter, place) -> {
      if (arrays.containsKey(name)) {
        parameter.writeTo(place, arrays.get(name).values());
      }
    });
  }

  /** What is done with the part of a vector that belongs to an array. */
  private interface Part {
    void take(String name, BlockedParameter parameter, FloatBuffer place);
  }

  private void beside(FloatBuffer vector, Part part) {
    Map<BlockedParameter, String> names = new HashMap<>();
    byName.forEach((name, parameter) -> names.put(parameter, name));
    int offset = 0;
    for (BlockedParameter parameter : ordered) {
      if (parameter.spec().trained()) {
        int size = (int) (parameter.bytes() / Float.BYTES);
        part.take(names.get(parameter), parameter, vector.slice(offset, size));
        offset += size;
      }
    }
  }

  /** Replaces those arrays that are given. */
  void set(Map<String, WeightArray> given) {
    if (waiting != null) {
      Map<String, WeightArray> merged = new LinkedHashMap<>(waiting);
      given.forEach((name, array) -> merged.put(name, array.copy()));
      waiting = merged;
    } else {
      write(given);
    }
  }

  private void write(Map<String, WeightArray> arrays) {
    arrays.forEach((name, array) -> byName.get(name).write(array.values()));
    changed();
  }

  long bytesHeld() {
    return (values == null ? 0 : values.bytes()) + (partners == null ? 0 : partners.bytes());
  }

  @Override
  public void close() {
    byName.values().forEach(BlockedParameter::close);
    if (values != null) {
      values.close();
    }
    if (partners != null) {
      partners.close();
    }
  }
}
