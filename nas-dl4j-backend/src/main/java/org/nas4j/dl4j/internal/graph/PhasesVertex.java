package org.nas4j.dl4j.internal.graph;

import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Takes maps apart into the phases of their rows and columns, each a smaller map of its own in a
 * batch so many times larger, or puts such phases together again. A dense convolution between two
 * of these is a dilated one. It stands in the graph's settings, with a getter for each field that
 * Deeplearning4j writes and reads.
 */
public final class PhasesVertex extends VertexWithoutWeights {

  private static final long serialVersionUID = 1L;

  private int height = 1;
  private int width = 1;
  private boolean apart;

  /** For reading only. */
  public PhasesVertex() {}

  /**
   * Made by exported sources too.
   *
   * @param height phases of the rows
   * @param width phases of the columns
   * @param apart whether maps are taken apart; else they are put together
   */
  public PhasesVertex(int height, int width, boolean apart) {
    this.height = height;
    this.width = width;
    this.apart = apart;
  }

  /**
   * Phases of the rows.
   *
   * @return at least 1
   */
  public int getHeight() {
    return height;
  }

  /**
   * Phases of the columns.
   *
   * @return at least 1
   */
  public int getWidth() {
    return width;
  }

  /**
   * Whether maps are taken apart.
   *
   * @return false if they are put together
   */
  public boolean isApart() {
    return apart;
  }

  @Override
  public GraphVertex clone() {
    return new PhasesVertex(height, width, apart);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PhasesVertex that
        && height == that.height
        && width == that.width
        && apart == that.apart;
  }

  @Override
  public int hashCode() {
    return Objects.hash(height, width, apart);
  }

  @Override
  LiveVertexWithoutWeights live(ComputationGraph graph, String name, int index, DataType type) {
    return new Phases(graph, name, index, type, this);
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    InputType.InputTypeConvolutional maps = (InputType.InputTypeConvolutional) inputs[0];
    return apart
        ? InputType.convolutional(
            maps.getHeight() / height, maps.getWidth() / width, maps.getChannels())
        : InputType.convolutional(
            maps.getHeight() * height, maps.getWidth() * width, maps.getChannels());
  }
}
