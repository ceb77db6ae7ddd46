package org.nas4j.images;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.data.Dataset;

/**
 * First filters of a network for images that split patches into their principal directions, each of
 * variance 1, and each with its negative so that a rectifier loses nothing (page2019resnet, part 8;
 * jordan2024airbench, section 3.2). Filters beyond those directions stay as they were drawn.
 */
final class PatchWhitening {

  private static final int PATCHES = 50_000;
  private static final double LEAST_VARIANCE = 5e-4;

  private PatchWhitening() {}

  /**
   * The first kernel of an architecture, if it is a convolution that reads images alone.
   *
   * @param current its values now
   * @return one array by name; empty where there is none
   */
  static Map<String, WeightArray> of(
      Architecture architecture,
      Map<String, WeightArray> current,
      Dataset training,
      RandomGenerator random) {
    Optional<Node> first = architecture.nodes().stream()
        .filter(node -> node.layer() instanceof Convolution layer && layer.groups() == 1)
        .filter(node -> node.inputs().contains(Architecture.INPUT))
        .findFirst();
    Map<String, WeightArray> whitened = new LinkedHashMap<>();
    if (first.isPresent() && training.shape() instanceof Shape.Image shape) {
      String name = first.get().name() + "/kernel";
      WeightArray kernel = current.get(name).copy();
      fill(kernel, covariance(training, shape, kernel, random));
      whitened.put(name, kernel);
    }
    return whitened;
  }

  private static double[][] covariance(
      Dataset training, Shape.Image shape, WeightArray kernel, RandomGenerator random) {
    int height = kernel.shape().get(2);
    int width = kernel.shape().get(3);
    double[] patch = new double[shape.channels() * height * width];
    double[][] sums = new double[patch.length][patch.length];
    for (int i = 0; i < PATCHES; i++) {
      float[] values = training.values(random.nextInt(training.size()));
      int top = random.nextInt(Math.max(1, shape.height() - height + 1));
      int left = random.nextInt(Math.max(1, shape.width() - width + 1));
      for (int j = 0; j < patch.length; j++) {
        int row = Math.min(shape.height() - 1, top + j / width % height);
        int column = Math.min(shape.width() - 1, left + j % width);
        int channel = j / (height * width);
        patch[j] = values[(channel * shape.height() + row) * shape.width() + column];
      }
      for (int a = 0; a < patch.length; a++) {
        for (int b = 0; b < patch.length; b++) {
          sums[a][b] += patch[a] * patch[b] / PATCHES;
        }
      }
    }
    return sums;
  }

  private static void fill(WeightArray kernel, double[][] covariance) {
    EigenDecomposition parts = new EigenDecomposition(new Array2DRowRealMatrix(covariance, false));
    int size = covariance.length;
    int filters = Math.min(kernel.shape().get(0), 2 * size);
    for (int filter = 0; filter < filters; filter++) {
      int direction = filter / 2;
      double variance = Math.max(0, parts.getRealEigenvalue(direction)) + LEAST_VARIANCE;
      double scale = (filter % 2 == 0 ? 1 : -1) / Math.sqrt(variance);
      for (int i = 0; i < size; i++) {
        kernel.values()[filter * size + i] =
            (float) (scale * parts.getEigenvector(direction).getEntry(i));
      }
    }
  }
}
