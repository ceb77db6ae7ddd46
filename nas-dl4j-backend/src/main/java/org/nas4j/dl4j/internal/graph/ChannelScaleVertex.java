package org.nas4j.dl4j.internal.graph;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/** {@link org.nas4j.arch.ChannelScale} in a graph's settings: maps, then one value for each. */
public final class ChannelScaleVertex extends VertexWithoutWeights {

  private static final long serialVersionUID = 1L;

  /** The only kind. */
  public ChannelScaleVertex() {}

  @Override
  public GraphVertex clone() {
    return new ChannelScaleVertex();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelScaleVertex;
  }

  @Override
  public int hashCode() {
    return ChannelScaleVertex.class.hashCode();
  }

  @Override
  LiveVertexWithoutWeights live(ComputationGraph graph, String name, int index, DataType type) {
    return new ScaledChannels(graph, name, index, type);
  }

  @Override
  public int minVertexInputs() {
    return 2;
  }

  @Override
  public int maxVertexInputs() {
    return 2;
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    return inputs[0];
  }
}
