package org.nas4j.torch.internal;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nas4j.dl4j.internal.FloatType;

/** What holds for a piece of work on the calling thread, and not beyond it. */
final class Scopes {

  private Scopes() {}

  /** Frees all native objects that the work makes and does not keep. */
  static <T> T freeing(Supplier<T> work) {
    PointerScope scope = new PointerScope();
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw LibTorch.translated(e);
    } finally {
      scope.close();
    }
  }

  /** Records nothing to derive by, and frees all native objects that the work makes. */
  static <T> T withoutDerivatives(Supplier<T> work) {
    return freeing(() -> {
      NoGradGuard guard = new NoGradGuard();
      try {
        return work.get();
      } finally {
        guard.close();
      }
    });
  }

  /**
   * Lets LibTorch choose the functions that it computes in 16 bits, if that is the type. Casts of
   * weights are not kept, since a step changes the weights.
   */
  static <T> T in(FloatType type, Supplier<T> work) {
    if (type == FloatType.FLOAT32) {
      return work.get();
    }
    torch.DeviceType device = LibTorch.deviceType();
    torch.set_autocast_dtype(device, ScalarType.BFloat16);
    torch.set_autocast_cache_enabled(false);
    torch.set_autocast_enabled(device, true);
    try {
      return work.get();
    } finally {
      torch.set_autocast_enabled(device, false);
    }
  }

  /** The same with 32 bits, for a part of such work; numbers of 16 bits must be cast by it. */
  static <T> T in32Bits(Supplier<T> work) {
    torch.DeviceType device = LibTorch.deviceType();
    boolean before = torch.is_autocast_enabled(device);
    torch.set_autocast_enabled(device, false);
    try {
      return work.get();
    } finally {
      torch.set_autocast_enabled(device, before);
    }
  }
}
