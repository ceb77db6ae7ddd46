package org.nas4j.dl4j.internal.graph.cpu;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * Feature maps {@code [examples, channels, height, width]} in the memory of an array, one behind
 * the other. They are copied to Java's arrays piece by piece, which costs little where a piece
 * stays in the cache. Threads may read and write different maps at the same time.
 */
record Maps(FloatBuffer values, int examples, int channels, int height, int width) {

  private static final int MOST = Integer.MAX_VALUE / Float.BYTES;

  /** Whether an array holds maps that Java's buffers can reach. */
  static boolean are(INDArray array) {
    return array.rank() == 4 && array.dataType() == DataType.FLOAT && array.length() <= MOST;
  }

  /** The same of an array with so many channels in place of its own. */
  static boolean are(INDArray array, long channels) {
    return are(array) && array.length() / array.size(1) * channels <= MOST;
  }

  /** The maps of an array, or of a copy of it for as long as the layer computes. */
  static Maps of(INDArray array, LayerWorkspaceMgr workspaces, ArrayType working) {
    boolean dense = array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array);
    return in(dense ? array : workspaces.dup(working, array, 'c'));
  }

  /** The maps of an array that was made in the order of its axes. */
  static Maps in(INDArray array) {
    return new Maps(
        memory(array), (int) array.size(0), (int) array.size(1), (int) array.size(2), (int)
            array.size(3));
  }

  /** The memory of a dense array. */
  static FloatBuffer memory(INDArray array) {
    return array.data().asNioFloat().slice();
  }

  /** The values of a dense array. */
  static float[] copy(INDArray array) {
    float[] values = new float[(int) array.length()];
    memory(array).get(values);
    return values;
  }

  int size() {
    return height * width;
  }

  int at(int example, int channel) {
    return (example * channels + channel) * size();
  }

  void read(int example, int channel, float[] map) {
    values.get(at(example, channel), map, 0, size());
  }

  void write(int example, int channel, float[] map) {
    values.put(at(example, channel), map, 0, size());
  }

  /** The sum of all values of each channel. */
  float[] totals() {
    float[] totals = new float[channels];
    float[] map = new float[size()];
    float[] sums = new float[size()];
    for (int c = 0; c < channels; c++) {
      Arrays.fill(sums, 0);
      for (int n = 0; n < examples; n++) {
        read(n, c, map);
        Vectors.add(sums, map, 0, sums.length);
      }
      totals[c] = (float) Vectors.total(sums, sums.length);
    }
    return totals;
  }
}
