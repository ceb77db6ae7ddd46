package org.nas4j.dl4j.internal.onednn;

import java.nio.FloatBuffer;
import java.util.List;
import org.nas4j.arch.WeightSpec;

/**
 * One named array of weights or statistics in native memory, in the layout that the first plan to
 * use it liked best. Values in the padding of a layout are zeros, and stay so, since their
 * gradients are zeros.
 */
final class BlockedParameter {

  private final WeightSpec spec;
  private MemoryLayout layout;
  private Tensor value;
  private Tensor partner;
  private Blocks blocks;

  BlockedParameter(WeightSpec spec) {
    this.spec = spec;
  }

  WeightSpec spec() {
    return spec;
  }

  /** Says in which layout to keep it, unless that was said before. */
  void prefer(MemoryLayout wanted) {
    if (layout == null) {
      layout = wanted;
      value = Tensor.lasting(layout, Buffer.foreign(layout.bytes()));
      partner = Tensor.lasting(layout, Buffer.foreign(layout.bytes()));
    }
  }

  void preferPlain(MemoryLayouts layouts) {
    if (layout == null) {
      List<Integer> shape = spec.shape();
      prefer(layouts.plain(shape.stream().mapToLong(Integer::longValue).toArray()));
    }
  }

  /** The weights, or the running statistic. */
  Tensor value() {
    return value;
  }

  /** The gradient of the weights, or the statistic of the last batch. */
  Tensor partner() {
    return partner;
  }

  long bytes() {
    return value.buffer().bytes();
  }

  void read(float[] target) {
    blocks().read(value.values(), target);
  }

  /** Reads another vector of this array's layout. */
  void read(FloatBuffer vector, float[] target) {
    blocks().read(vector, target);
  }

  /** Writes another vector of this array's layout. */
  void write(float[] source, FloatBuffer vector) {
    blocks().write(source, vector);
  }

  void write(float[] source) {
    blocks().write(source, value.values());
  }

  private Blocks blocks() {
    if (blocks == null) {
      blocks = new Blocks(layout);
    }
    return blocks;
  }

  void close() {
    for (Tensor tensor : new Tensor[] {value, partner}) {
      if (tensor != null) {
        tensor.close();
      }
    }
  }
}
