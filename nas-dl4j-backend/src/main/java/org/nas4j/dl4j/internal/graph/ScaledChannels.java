package org.nas4j.dl4j.internal.graph;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;

/**
 * The live half of {@link ChannelScaleVertex}: the gradient of the maps is scaled as they are, that
 * of a value is the sum of its map's gradients times the map.
 */
// Both are faults of the class that is extended.
@SuppressWarnings({"serial", "overrides"})
final class ScaledChannels extends LiveVertexWithoutWeights {

  ScaledChannels(ComputationGraph graph, String name, int index, DataType type) {
    super(graph, name, index, type);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    return scaled(inputs[0], workspaces, ArrayType.ACTIVATIONS);
  }

  @Override
  INDArray[] back(INDArray gradient, LayerWorkspaceMgr workspaces, ArrayType type) {
    INDArray sums = gradient.mul(inputs[0]).sum(2, 3);
    return new INDArray[] {scaled(gradient, workspaces, type), workspaces.dup(type, sums)};
  }

  private INDArray scaled(INDArray maps, LayerWorkspaceMgr workspaces, ArrayType type) {
    INDArray result = workspaces.dup(type, maps);
    Broadcast.mul(result, inputs[1], result, 0, 1);
    return result;
  }

  @Override
  public String toString() {
    return "ScaledChannels";
  }
}
