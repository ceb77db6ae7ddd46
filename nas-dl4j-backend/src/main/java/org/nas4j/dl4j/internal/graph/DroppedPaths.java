package org.nas4j.dl4j.internal.graph;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nas4j.arch.DropPath;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The live half of {@link DropPathVertex}: multiplies each example, and its gradient, by 0 or by 1
 * / p.
 */
// Both are faults of the class that is extended.
@SuppressWarnings({"serial", "overrides"})
final class DroppedPaths extends LiveVertexWithoutWeights {

  private final DropPath layer;
  private RandomGenerator random = new SplittableRandom(0);
  private double progress;
  /**
   * The factor of each example in the latest forward pass of training; null if all of them are 1.
   */
  private float[] factors;

  DroppedPaths(ComputationGraph graph, String name, int index, DataType type, DropPath layer) {
    super(graph, name, index, type);
    this.layer = layer;
  }

  void random(RandomGenerator generator) {
    random = generator;
  }

  void progress(double share) {
    progress = share;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    factors = training ? draw(Math.toIntExact(inputs[0].size(0))) : null;
    return times(inputs[0], workspaces, ArrayType.ACTIVATIONS);
  }

  private float[] draw(int examples) {
    double keep = layer.keepAt(progress);
    if (keep == 1) {
      return null;
    }
    float[] drawn = new float[examples];
    for (int i = 0; i < examples; i++) {
      drawn[i] = random.nextDouble() < keep ? (float) (1 / keep) : 0;
    }
    return drawn;
  }

  @Override
  INDArray[] back(INDArray gradient, LayerWorkspaceMgr workspaces, ArrayType type) {
    return new INDArray[] {times(gradient, workspaces, type)};
  }

  private INDArray times(INDArray values, LayerWorkspaceMgr workspaces, ArrayType type) {
    INDArray result = workspaces.dup(type, values);
    if (factors != null) {
      INDArray byExample = Nd4j.createFromArray(factors);
      Broadcast.mul(result, byExample, result, 0);
    }
    return result;
  }

  @Override
  public String toString() {
    return layer.toString();
  }
}
