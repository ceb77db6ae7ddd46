package org.nas4j.dl4j.internal.onednn;

import org.bytedeco.dnnl.dnnl_stream;

/** A loop of our own, where oneDNN has no primitive or none that is faster. */
final class LoopStep extends PlanStep {

  private final String name;
  private final long bytes;
  private final Runnable loop;

  LoopStep(String node, Phase phase, String name, long bytes, Runnable loop) {
    super(node, phase);
    this.name = name;
    this.bytes = bytes;
    this.loop = loop;
  }

  @Override
  void run(dnnl_stream stream) {
    loop.run();
  }

  @Override
  String implementation() {
    return name;
  }

  @Override
  long bytes() {
    return bytes;
  }
}
