package org.nas4j.dl4j.internal.onednn;

import org.bytedeco.dnnl.dnnl_stream;

/** One thing that a plan does when it runs. */
abstract class PlanStep {

  /** When it is done. */
  enum Phase {
    /** From inputs to outputs. */
    FORWARD,
    /** From the loss to the gradients. */
    BACKWARD,
    /** From the gradients to the weights. */
    UPDATE
  }

  private final String node;
  private final Phase phase;
  private boolean arrangesWeights;

  PlanStep(String node, Phase phase) {
    this.node = node;
    this.phase = phase;
  }

  abstract void run(dnnl_stream stream);

  /** What it computes with, for people. */
  abstract String implementation();

  /** Bytes that it reads and writes at least, scratch memory not counted. */
  abstract long bytes();

  String node() {
    return node;
  }

  Phase phase() {
    return phase;
  }

  /** Need not be done again while the weights are the same. */
  PlanStep arrangesWeights() {
    arrangesWeights = true;
    return this;
  }

  boolean isForWeightsOnly() {
    return arrangesWeights;
  }
}
