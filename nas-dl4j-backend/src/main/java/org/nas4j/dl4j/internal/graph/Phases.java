package org.nas4j.dl4j.internal.graph;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * The live half of {@link PhasesVertex}: the gradient of taking apart is putting together, and the
 * reverse.
 */
// Both are faults of the class that is extended.
@SuppressWarnings({"serial", "overrides"})
final class Phases extends LiveVertexWithoutWeights {

  private final int height;
  private final int width;
  private final boolean apart;

  Phases(ComputationGraph graph, String name, int index, DataType type, PhasesVertex settings) {
    super(graph, name, index, type);
    this.height = settings.getHeight();
    this.width = settings.getWidth();
    this.apart = settings.isApart();
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    return apart
        ? apart(inputs[0], workspaces, ArrayType.ACTIVATIONS)
        : together(inputs[0], workspaces, ArrayType.ACTIVATIONS);
  }

  @Override
  INDArray[] back(INDArray gradient, LayerWorkspaceMgr workspaces, ArrayType type) {
    return new INDArray[] {
      apart ? together(gradient, workspaces, type) : apart(gradient, workspaces, type)
    };
  }

  /** From {@code [n, c, h, w]} to {@code [height · width · n, c, h / height, w / width]}. */
  private INDArray apart(INDArray maps, LayerWorkspaceMgr workspaces, ArrayType type) {
    long[] shape = maps.shape();
    long rows = shape[2] / height;
    long columns = shape[3] / width;
    INDArray phases = workspaces.createUninitialized(
        type,
        maps.dataType(),
        new long[] {height * width * shape[0], shape[1], rows, columns},
        'c');
    byMap(phases, shape[0], shape[1], rows, columns)
        .assign(dense(maps).reshape('c', shape[0], shape[1], rows, height, columns, width));
    return phases;
  }

  /** The way back. */
  private INDArray together(INDArray phases, LayerWorkspaceMgr workspaces, ArrayType type) {
    long[] shape = phases.shape();
    long count = shape[0] / (height * width);
    INDArray maps = workspaces.createUninitialized(
        type,
        phases.dataType(),
        new long[] {count, shape[1], shape[2] * height, shape[3] * width},
        'c');
    maps.reshape('c', count, shape[1], shape[2], height, shape[3], width)
        .assign(byMap(dense(phases), count, shape[1], shape[2], shape[3]));
    return maps;
  }

  /** A view {@code [n, c, rows, height, columns, width]} of phases. */
  private INDArray byMap(INDArray phases, long count, long channels, long rows, long columns) {
    return phases
        .reshape('c', height, width, count, channels, rows, columns)
        .permute(2, 3, 4, 0, 5, 1);
  }

  private static INDArray dense(INDArray array) {
    return array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array)
        ? array
        : array.dup('c');
  }

  @Override
  public String toString() {
    return "Phases[" + height + "×" + width + (apart ? " apart]" : " together]");
  }
}
