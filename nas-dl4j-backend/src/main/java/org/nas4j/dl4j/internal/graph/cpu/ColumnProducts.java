package org.nas4j.dl4j.internal.graph.cpu;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The convolution of one example after the other as products of matrices: what each place of the
 * window meets is copied to a row of its own. For one thread.
 */
final class ColumnProducts implements AutoCloseable {

  private final Patches patches;
  private final int inputs;
  private final int outputs;
  private final int places;
  private final int length;
  private final float[][] phases;
  private final float[] map;
  private final float[] wide;
  private final float[] shifted;
  private final FloatPointer rows;
  private final FloatPointer results;
  private final FloatPointer ofKernels;

  ColumnProducts(Patches patches, int inputs, int outputs) {
    this.patches = patches;
    this.inputs = inputs;
    this.outputs = outputs;
    this.places = patches.rows().kernel() * patches.columns().kernel();
    this.length = patches.length();
    this.phases = patches.room();
    this.map = new float
        [Math.max(
            patches.rows().size() * patches.columns().size(),
            patches.rows().result() * patches.columns().result())];
    this.wide = new float[length];
    this.shifted = new float[phases[0].length];
    this.rows = new FloatPointer((long) inputs * places * length);
    this.results = new FloatPointer((long) outputs * length);
    this.ofKernels = new FloatPointer((long) outputs * inputs * places)
        .put(new float[outputs * inputs * places]);
  }

  private long row(int channel, int place) {
    return ((long) channel * places + place) * length;
  }

  private float[] phase(int place) {
    int width = patches.columns().kernel();
    return phases[patches.phase(place / width, place % width)];
  }

  private int offset(int place) {
    int width = patches.columns().kernel();
    return patches.down(place / width) + patches.right(place % width);
  }

  private void lay(Maps from, int example) {
    for (int c = 0; c < inputs; c++) {
      from.read(example, c, map);
      patches.split(map, phases);
      for (int i = 0; i < places; i++) {
        rows.getPointer(row(c, i)).put(phase(i), offset(i), length);
      }
    }
  }

  /** Computes the results of an example. */
  void forward(Maps from, int example, FloatPointer kernels, float[] bias, Maps to) {
    int depth = inputs * places;
    lay(from, example);
    openblas_nolapack.cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasNoTrans,
        outputs,
        length,
        depth,
        1,
        kernels,
        depth,
        rows,
        length,
        0,
        results,
        length);
    for (int f = 0; f < outputs; f++) {
      results.getPointer((long) f * length).get(wide);
      patches.narrow(wide, map);
      for (int i = 0; i < to.size(); i++) {
        map[i] += bias[f];
      }
      to.write(example, f, map);
    }
  }

  /** Adds an example to the gradient of the kernels, and computes that of its own maps. */
  void backward(Maps from, int example, FloatPointer kernels, Maps gradients, Maps to) {
    int depth = inputs * places;
    Arrays.fill(wide, 0);
    for (int f = 0; f < outputs; f++) {
      gradients.read(example, f, map);
      patches.widen(map, wide);
      results.getPointer((long) f * length).put(wide);
    }
    for (float[] each : phases) {
      Arrays.fill(each, 0);
    }
    lay(from, example);
    openblas_nolapack.cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasTrans,
        outputs,
        depth,
        length,
        1,
        results,
        length,
        rows,
        length,
        1,
        ofKernels,
        depth);
    openblas_nolapack.cblas_sgemm(
        CblasRowMajor,
        CblasTrans,
        CblasNoTrans,
        depth,
        length,
        outputs,
        1,
        kernels,
        depth,
        results,
        length,
        0,
        rows,
        length);
    for (int c = 0; c < inputs; c++) {
      for (float[] each : phases) {
        Arrays.fill(each, 0);
      }
      for (int i = 0; i < places; i++) {
        rows.getPointer(row(c, i)).get(shifted, offset(i), length);
        Vectors.add(phase(i), shifted, offset(i), offset(i) + length);
      }
      patches.join(phases, map);
      to.write(example, c, map);
    }
  }

  /** The gradient of the kernels, from all examples so far. */
  float[] ofKernels() {
    float[] values = new float[outputs * inputs * places];
    ofKernels.get(values);
    return values;
  }

  @Override
  public void close() {
    rows.close();
    results.close();
    ofKernels.close();
  }
}
