package org.nas4j.torch.internal;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Numbers on their way between the heap and the device. What is returned as a tensor belongs to the
 * scope of the caller.
 */
final class Tensors {

  private Tensors() {}

  private static TensorOptions options() {
    return new TensorOptions(ScalarType.Float).device(new DeviceOptional(LibTorch.device()));
  }

  /**
   * A tensor by itself. Functions that change their argument, and tuples, give out tensors that end
   * with it.
   */
  static Tensor owned(Tensor part) {
    return new Tensor(part);
  }

  /** A vector on the device. */
  static Tensor zeros(long length) {
    return torch.zeros(new long[] {length}, options());
  }

  /** Numbers of the heap, copied to the device. */
  static Tensor of(float[] values, long... shape) {
    FloatPointer copy = new FloatPointer(values);
    return onDevice(torch.from_blob(copy, shape).clone());
  }

  /** Numbers of native memory; not copied where the device is the processor. */
  static Tensor at(FloatPointer memory, long... shape) {
    return onDevice(torch.from_blob(memory, shape));
  }

  private static Tensor onDevice(Tensor tensor) {
    if (!LibTorch.isOnGpu()) {
      return tensor;
    }
    Device device = LibTorch.device();
    return tensor.to(device, ScalarType.Float, false, false, new MemoryFormatOptional());
  }

  /** Ones, on the heap. */
  static float[] ones(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** A copy on the heap, in plain order. */
  static float[] floats(Tensor tensor) {
    return Scopes.withoutDerivatives(() -> {
      Tensor plain = tensor
          .to(
              new Device(torch.DeviceType.CPU),
              ScalarType.Float,
              false,
              false,
              new MemoryFormatOptional())
          .contiguous();
      float[] values = new float[(int) plain.numel()];
      if (values.length > 0) {
        plain.data_ptr_float().get(values);
      }
      return values;
    });
  }

  /** Writes numbers of the heap, in plain order. */
  static void write(float[] values, Tensor tensor) {
    Scopes.withoutDerivatives(
        () -> tensor.copy_(torch.from_blob(new FloatPointer(values), tensor.shape())));
  }
}
