package org.nas4j.dl4j.internal.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nas4j.dl4j.internal.FloatType;

/**
 * Feature maps times one value each, and the gradients of both factors. oneDNN 2.5 has plain loops
 * alone for a factor that differs by example and by channel, so the loops are our own; they work on
 * channels in groups of a register's width, in 32 bits whatever the plan's type is.
 */
final class ChannelScaling {

  private final int examples;
  private final int channels;
  private final int block;
  /** Channels in memory: those that fill the last group are zeros. */
  private final int filled;

  private final float[] row;
  private final float[] other;
  private final float[] values;
  private final float[] sums;
  private final float[] lanes;

  private ChannelScaling(long[] sizes, int block) {
    this.examples = (int) sizes[0];
    this.channels = (int) sizes[1];
    this.block = block;
    this.filled = (channels + block - 1) / block * block;
    this.row = new float[(int) (sizes[2] * sizes[3]) * block];
    this.other = new float[row.length];
    this.values = new float[filled];
    this.sums = new float[filled];
    this.lanes = new float[block];
  }

  /**
   * Records the product.
   *
   * @param maps {@code [batch, channels, height, width]}
   * @param factors {@code [batch, channels]}
   */
  static NodeValue record(Recorder recorder, NodeValue maps, NodeValue factors) {
    MemoryLayouts layouts = recorder.layouts();
    NodeValue input = recorder.in(maps, FloatType.FLOAT32, MemoryLayouts.Order.BLOCKED);
    NodeValue scales = recorder.in(factors, layouts.plain(factors.sizes()));
    Tensor x = input.home();
    Tensor s = scales.home();
    Tensor y = recorder.tensor(x.layout());
    NodeValue output = new NodeValue(y, input.isDifferentiable() || scales.isDifferentiable());
    ChannelScaling scaling = new ChannelScaling(maps.sizes(), layouts.block());
    recorder.loop("channel scale", () -> scaling.scale(x, s, y), x, s, y);
    recorder.promise(() -> {
      Tensor dy = recorder.gradient(output);
      if (dy != null) {
        Tensor dx = recorder.tensor(x.layout());
        Tensor ds = recorder.tensor(s.layout());
        recorder.loop("channel scale gradient", () -> scaling.scale(dy, s, dx), dy, s, dx);
        recorder.loop("sum of products", () -> scaling.multiply(dy, x, ds), dy, x, ds);
        input.receive(dx);
        scales.receive(ds);
      }
    });
    return output;
  }

  private void scale(Tensor maps, Tensor factors, Tensor result) {
    FloatBuffer from = maps.values();
    FloatBuffer to = result.values();
    for (int example = 0; example < examples; example++) {
      factors.values().get(example * channels, values, 0, channels);
      for (int first = 0; first < filled; first += block) {
        int at = (example * filled + first) / block * row.length;
        from.get(at, row);
        for (int place = 0; place < row.length; place += block) {
          for (int lane = 0; lane < block; lane++) {
            row[place + lane] *= values[first + lane];
          }
        }
        to.put(at, row);
      }
    }
  }

  /** The sum over each map of the products of two. */
  private void multiply(Tensor one, Tensor two, Tensor result) {
    FloatBuffer left = one.values();
    FloatBuffer right = two.values();
    for (int example = 0; example < examples; example++) {
      for (int first = 0; first < filled; first += block) {
        int at = (example * filled + first) / block * row.length;
        left.get(at, row);
        right.get(at, other);
        Arrays.fill(lanes, 0);
        for (int place = 0; place < row.length; place += block) {
          for (int lane = 0; lane < block; lane++) {
            lanes[lane] += row[place + lane] * other[place + lane];
          }
        }
        System.arraycopy(lanes, 0, sums, first, block);
      }
      result.values().put(example * channels, sums, 0, channels);
    }
  }
}
