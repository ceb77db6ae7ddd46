package org.nas4j.dl4j.internal.graph.cpu;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The rectifier of feature maps, which are read and written once. */
// Both are faults of the class that is extended.
@SuppressWarnings({"serial", "overrides"})
final class CpuRectifier extends ActivationLayer {

  /** Values that are computed together; a few of such pieces fit a processor's nearest cache. */
  private static final int PIECE = 1024;

  private final transient Shares shares;

  CpuRectifier(NeuralNetConfiguration settings, DataType type, Shares shares) {
    super(settings, type);
    this.shares = shares;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    if (!Maps.are(input)) {
      return super.activate(training, workspaces);
    }
    INDArray result =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, input.dataType(), input.shape());
    FloatBuffer from = Maps.of(input, workspaces, ArrayType.FF_WORKING_MEM).values();
    FloatBuffer to = Maps.memory(result);
    int length = (int) input.length();
    shares.of(pieces(length), (first, end) -> {
      float[] values = new float[PIECE];
      for (int i = first * PIECE; i < Math.min(end * PIECE, length); i += PIECE) {
        int count = Math.min(PIECE, length - i);
        from.get(i, values, 0, count);
        rectify(values);
        to.put(i, values, 0, count);
      }
    });
    return result;
  }

  private static void rectify(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i]);
    }
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray given, LayerWorkspaceMgr workspaces) {
    if (!Maps.are(input)) {
      return super.backpropGradient(given, workspaces);
    }
    INDArray result =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, given.dataType(), given.shape());
    IntBuffer values = bits(Maps.of(input, workspaces, ArrayType.BP_WORKING_MEM).values());
    IntBuffer gradients =
        bits(Maps.of(given, workspaces, ArrayType.BP_WORKING_MEM).values());
    IntBuffer to = bits(Maps.memory(result));
    int length = (int) given.length();
    shares.of(pieces(length), (first, end) -> {
      int[] piece = new int[PIECE];
      int[] gradient = new int[PIECE];
      for (int i = first * PIECE; i < Math.min(end * PIECE, length); i += PIECE) {
        int count = Math.min(PIECE, length - i);
        values.get(i, piece, 0, count);
        gradients.get(i, gradient, 0, count);
        mask(gradient, piece);
        to.put(i, gradient, 0, count);
      }
    });
    return new Pair<>(new DefaultGradient(), result);
  }

  private static int pieces(int length) {
    return (length + PIECE - 1) / PIECE;
  }

  private static IntBuffer bits(FloatBuffer values) {
    return new IntPointer(new FloatPointer(values)).asBuffer();
  }

  /**
   * Sets gradients of values that are not positive to 0. In bits, since of a comparison of numbers
   * Java's compiler makes no vector instructions: both x and its inverse have a sign bit exactly
   * where the number is negative, and minus x has one where it is positive.
   */
  private static void mask(int[] gradients, int[] values) {
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] &= (-values[i] & ~values[i]) >> (Integer.SIZE - 1);
    }
  }
}
