package org.nas4j.dl4j.internal.graph;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The live half of a {@link VertexWithoutWeights}: a gradient passes as values do, whatever they
 * were.
 */
// Both are faults of the class that is extended.
@SuppressWarnings({"serial", "overrides"})
abstract class LiveVertexWithoutWeights extends BaseGraphVertex {

  LiveVertexWithoutWeights(ComputationGraph graph, String name, int index, DataType type) {
    super(graph, name, index, null, null, type);
  }

  /** What becomes of a gradient, for each input. */
  abstract INDArray[] back(INDArray gradient, LayerWorkspaceMgr workspaces, ArrayType type);

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
    return new Pair<>(null, back(epsilon, workspaces, ArrayType.ACTIVATION_GRAD));
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public Layer getLayer() {
    return null;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    if (view != null) {
      throw new IllegalStateException("[" + vertexName + "] has no parameters, but got some.");
    }
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int batch) {
    return null;
  }
}
