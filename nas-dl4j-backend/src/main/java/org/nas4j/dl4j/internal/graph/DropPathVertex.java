package org.nas4j.dl4j.internal.graph;

import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nas4j.arch.DropPath;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * {@link DropPath} in a graph's settings, with a getter for each field that Deeplearning4j writes
 * and reads. In a graph that was read by Deeplearning4j alone nobody tells the time, and no path is
 * dropped.
 */
public final class DropPathVertex extends VertexWithoutWeights {

  private static final long serialVersionUID = 1L;

  private double keep = 1;
  private double depth = 1;

  /** For reading only. */
  public DropPathVertex() {}

  /**
   * Made by exported sources too.
   *
   * @param keep probability to keep the deepest path at the end of training
   * @param depth relative depth of this path
   */
  public DropPathVertex(double keep, double depth) {
    this.keep = keep;
    this.depth = depth;
  }

  /**
   * Probability to keep the deepest path at the end of training.
   *
   * @return in (0, 1]
   */
  public double getKeep() {
    return keep;
  }

  /**
   * Relative depth of this path.
   *
   * @return in (0, 1]
   */
  public double getDepth() {
    return depth;
  }

  @Override
  public GraphVertex clone() {
    return new DropPathVertex(keep, depth);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DropPathVertex that && keep == that.keep && depth == that.depth;
  }

  @Override
  public int hashCode() {
    return Objects.hash(keep, depth);
  }

  @Override
  LiveVertexWithoutWeights live(ComputationGraph graph, String name, int index, DataType type) {
    return new DroppedPaths(graph, name, index, type, new DropPath(keep, depth));
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    return inputs[0];
  }
}
