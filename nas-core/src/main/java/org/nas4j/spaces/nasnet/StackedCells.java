package org.nas4j.spaces.nasnet;

import java.util.Optional;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.spaces.CellLayers;
import org.nas4j.spaces.ClassifierHead;

/**
 * Networks of one cell, as PNAS stacks it (liu2018pnas, section 3.1): three stages of N cells, of
 * which the first of the second and third stage has stride 2 and twice the filters. NASNet puts its
 * reduction cells on top of N instead.
 *
 * @param input shape of an image
 * @param classes number of classes, at least 2
 * @param cellsPerStage N, at least 1
 * @param filters F, of the first stage
 * @param stemMultiplier filters of the first convolution by F
 */
public record StackedCells(
    Shape input, int classes, int cellsPerStage, int filters, int stemMultiplier) {

  private static final int STAGES = 3;

  /** Checks. */
  public StackedCells {
    Checks.atLeast(classes, 2, "number of classes");
    Checks.positive(cellsPerStage, "number of cells");
    Checks.positive(filters, "number of filters");
    Checks.positive(stemMultiplier, "multiplier of the stem");
  }

  /**
   * The network of a cell.
   *
   * @param cell at every place
   * @return a network
   */
  public Architecture of(NasnetCell cell) {
    Architecture.Builder network = Architecture.builder(input);
    Convolution stem = Convolution.of(stemMultiplier * filters, Window.square(3));
    String current = network.add("stem/conv", stem, Architecture.INPUT);
    current = network.add("stem/norm", BatchNormalization.DEFAULT, current);
    String previous = current;
    int width = filters;
    for (int i = 0; i < STAGES * cellsPerStage; i++) {
      int stride = i > 0 && i % cellsPerStage == 0 ? 2 : 1;
      width *= stride;
      CellLayers layers = new CellLayers(network, "cell" + (i + 1), width, Optional.empty());
      String next = cell.build(layers, current, previous, stride);
      previous = current;
      current = next;
    }
    String last = network.add("last/relu", Activation.RELU, current);
    return ClassifierHead.GLOBAL_AVERAGE.classify(network, last, classes);
  }
}
