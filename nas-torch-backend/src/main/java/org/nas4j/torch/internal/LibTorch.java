package org.nas4j.torch.internal;

import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.global.torch;
import org.nas4j.dl4j.internal.JavaLibraries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native library: whether it is there, and on which device it computes, which is one for the
 * process. Thread-safe.
 */
final class LibTorch {

  private static final Logger LOG = LoggerFactory.getLogger(LibTorch.class);

  private static final String ADVICE = "\nMaybe";
  private static final Throwable REASON;
  private static final torch.DeviceType DEVICE;

  static {
    JavaLibraries.loadFirst();
    Throwable reason = null;
    torch.DeviceType device = torch.DeviceType.CPU;
    try {
      NativeCode.requireOne(LibTorch.class.getClassLoader());
      Loader.load(torch.class);
      device = torch.cuda_is_available() ? torch.DeviceType.CUDA : torch.DeviceType.CPU;
      prepare(torch.globalContext());
      tell(device);
    } catch (LinkageError | RuntimeException e) {
      reason = e;
    }
    REASON = reason;
    DEVICE = device;
  }

  private LibTorch() {}

  private static void tell(torch.DeviceType device) {
    if (device == torch.DeviceType.CUDA) {
      LOG.info("LibTorch computes on an NVIDIA GPU.");
    } else if (torch.hasCUDA()) {
      LOG.warn("LibTorch sees no NVIDIA GPU and computes on the processor, though its code for GPUs"
          + " is there. Maybe the driver is older than CUDA 13, or CUDA's libraries are missing.");
    } else {
      LOG.info("LibTorch computes on the processor, since its code for GPUs is not there.");
    }
  }

  /**
   * Same figures each time, and 32 bits where 32 bits are asked for: no choice by a race of
   * algorithms, no products of 19 bits. Where there is only code that adds in any order, it is
   * used.
   */
  private static void prepare(Context context) {
    context.setDeterministicAlgorithms(true, true);
    context.setDeterministicFillUninitializedMemory(false);
    context.setDeterministicCuDNN(true);
    context.setBenchmarkCuDNN(false);
    // Where it does not fit the processor, it is tried again at each convolution.
    context.setUserEnabledNNPACK(false);
    context.setAllowTF32CuDNN(false);
    context.setAllowTF32CuBLAS(false);
  }

  static boolean isAvailable() {
    return REASON == null;
  }

  static void requireAvailable() {
    if (!isAvailable()) {
      String reason = String.valueOf(REASON.getMessage());
      String advice = reason.contains(ADVICE) ? "" : ADVICE + " take Engine.AUTO instead.";
      throw new IllegalStateException("LibTorch cannot be used here: " + reason + advice, REASON);
    }
  }

  static boolean isOnGpu() {
    return isAvailable() && DEVICE == torch.DeviceType.CUDA;
  }

  static torch.DeviceType deviceType() {
    return DEVICE;
  }

  /** To be closed by whoever asks for it. */
  static Device device() {
    return new Device(DEVICE);
  }

  /** A generator of the device, with a state of its own; to be closed by whoever asks for it. */
  static Generator generator(long seed) {
    try (Device device = device();
        Generator shared = torch.globalContext().defaultGenerator(device)) {
      Generator own = shared.clone();
      own.set_current_seed(seed);
      return own;
    }
  }

  /** How many threads of the processor compute what the calling thread asks for. */
  static void useThreads(int threads) {
    Scopes.freeing(() -> {
      torch.set_num_threads(threads);
      openblas_nolapack.blas_set_num_threads(threads);
      return null;
    });
  }

  static Map<String, String> describe() {
    Map<String, String> facts = new TreeMap<>();
    facts.put("torch.device", isOnGpu() ? "cuda" : "cpu");
    String version = torch.class.getPackage().getImplementationVersion();
    facts.put("torch.version", version == null ? "not told" : version);
    return facts;
  }

  /** What LibTorch says when memory is short is one of many errors to it. */
  static RuntimeException translated(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("out of memory")
        || message.contains("can't allocate memory")
        || message.contains("not enough memory")) {
      OutOfMemoryError error = new OutOfMemoryError("LibTorch found no memory for a network: "
          + message.lines().findFirst().orElse("") + "\nMaybe use smaller batches, or fewer"
          + " evaluations side by side.");
      error.initCause(failure);
      throw error;
    }
    return failure;
  }

  /** What is to outlive the scope in which it was made; its owner closes it. */
  static <P extends Pointer> P kept(P made) {
    return made.retainReference();
  }
}
