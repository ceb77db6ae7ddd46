package org.nas4j.benchmarks.throughput;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Who computes. */
enum Competitor {
  /** Our engine on oneDNN, the default. */
  NAS4J,
  /** The same in bfloat16, on processors that have it. */
  NAS4J_BF16,
  /** Our engine on Deeplearning4j's graph, for other machines. */
  PORTABLE,
  /** Our engine on LibTorch, for other machines and new GPUs; with the profile {@code torch}. */
  LIBTORCH,
  /** The same in bfloat16. */
  LIBTORCH_BF16,
  /** Deeplearning4j alone. */
  STOCK,
  /** PyTorch, in the better of its memory layouts. */
  PYTORCH,
  /** PyTorch with automatic casts to bfloat16, likewise. */
  PYTORCH_BF16,
  /** PyTorch's code made anew for the network by {@code torch.compile}, likewise. */
  PYTORCH_COMPILED,
  /** Both. */
  PYTORCH_COMPILED_BF16,
  /** What serves a trained network, in plain Java. */
  SERVED,
  /** The same where oneDNN computes it. */
  SERVED_ONEDNN,
  /** ONNX Runtime, with the file that we write for it. */
  ONNX_RUNTIME;

  boolean isPyTorch() {
    return name().startsWith(PYTORCH.name());
  }

  /** Whether it needs nas-torch-backend. */
  boolean isLibTorch() {
    return this == LIBTORCH || this == LIBTORCH_BF16;
  }

  /** Whether it is a script. */
  boolean isPython() {
    return isPyTorch() || this == ONNX_RUNTIME;
  }

  /** Whether it can predict only. */
  boolean isServer() {
    return this == SERVED || this == SERVED_ONEDNN || this == ONNX_RUNTIME;
  }

  /** Whether it computes with numbers of 16 bits. */
  boolean isBfloat16() {
    return name().endsWith("BF16");
  }

  /** Whether {@code torch.compile} makes its code. */
  boolean isCompiled() {
    return this == PYTORCH_COMPILED || this == PYTORCH_COMPILED_BF16;
  }

  /** The name in tables and on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of a name; an {@link IllegalArgumentException} names those that there are. */
  static Competitor of(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no engine [" + word
            + "].\nMaybe take some of "
            + Arrays.stream(values()).map(Competitor::word).collect(Collectors.joining(","))
            + "."));
  }
}
