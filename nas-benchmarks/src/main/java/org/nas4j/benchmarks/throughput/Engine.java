package org.nas4j.benchmarks.throughput;

/** Computes a network. Opened, used and closed by one thread. */
interface Engine extends AutoCloseable {

  /** Trained weights and biases, without running statistics. */
  long parameters();

  /** One step on a batch, which is copied from the heap as a data set's would be. */
  void train();

  /** The probabilities for a batch, copied likewise. */
  void infer();

  @Override
  void close();
}
