package org.nas4j.images;

/** What computes networks. All engines give the same results, up to the last digits. */
public enum Engine {
  /**
   * The fastest that can do it: {@link #ONEDNN} where the machine has it and it knows every layer
   * of the network, {@link #PORTABLE} otherwise. The choice depends on machine and architecture
   * only. This is the default.
   */
  AUTO,
  /**
   * oneDNN's primitives, called directly: x86-64 processors. Refuses, before training, a layer that
   * it cannot compute.
   */
  ONEDNN,
  /** A Deeplearning4j graph: any processor, and NVIDIA's GPUs that ND4J can use. */
  PORTABLE
}
