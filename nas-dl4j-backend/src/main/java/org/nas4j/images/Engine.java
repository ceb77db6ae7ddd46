package org.nas4j.images;

/** What computes networks. All engines give the same results, up to the last digits. */
public enum Engine {
  /**
   * The fastest that can do it: {@link #TORCH} where its artifact is on the class path and sees an
   * NVIDIA GPU; else {@link #ONEDNN} where the machine has it and it knows every layer of the
   * network; else {@link #TORCH} if it is there and ND4J has no GPU; {@link #PORTABLE} otherwise.
   * The choice depends on class path, machine and architecture only. This is the default.
   */
  AUTO,
  /**
   * oneDNN's primitives, called directly: x86-64 processors. Refuses, before training, a layer that
   * it cannot compute.
   */
  ONEDNN,
  /** A Deeplearning4j graph: any processor, and NVIDIA's GPUs that ND4J can use. */
  PORTABLE,
  /**
   * LibTorch, the native half of PyTorch: processors of x86-64 and ARM, and NVIDIA's GPUs from
   * Turing on. Needs the artifact {@code nas-torch-backend}, and is refused without.
   */
  TORCH
}
