package org.nas4j.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Matrix;
import org.nas4j.internal.math.Parameter;

/**
 * The mean of the blocks' embeddings, then two layers of rectified units: blind to the order of
 * blocks, and at home in cells of any size.
 */
final class MeanCellEstimator implements CellEstimator {

  private final TokenEmbedding embedding;
  private final Matrix first;
  private final Parameter firstBias;
  private final Matrix second;
  private final Parameter secondBias;
  private final Matrix last;
  private final Parameter bias = new Parameter(1);
  private final double[] mean;
  private final double[] one;
  private final double[] two;
  private List<CellBlock> latest;

  MeanCellEstimator(CellVocabulary words, CellEnsembleSettings settings, RandomGenerator random) {
    int hidden = settings.hidden();
    embedding =
        new TokenEmbedding(words.inputs(), words.operations(), settings.embedding(), random);
    mean = new double[CellBlock.TOKENS * settings.embedding()];
    one = new double[hidden];
    two = new double[hidden];
    first = new Matrix(mean.length, hidden, StrictMath.sqrt(6.0 / (mean.length + hidden)), random);
    firstBias = new Parameter(hidden);
    second = new Matrix(hidden, hidden, StrictMath.sqrt(3.0 / hidden), random);
    secondBias = new Parameter(hidden);
    last = new Matrix(hidden, 1, StrictMath.sqrt(6.0 / (hidden + 1)), random);
    bias.change()[0] = settings.bias();
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(embedding.parameters());
    all.addAll(List.of(
        first.parameter(), firstBias, second.parameter(), secondBias, last.parameter(), bias));
    return all;
  }

  @Override
  public double forward(List<CellBlock> cell) {
    latest = cell;
    Arrays.fill(mean, 0);
    for (CellBlock block : cell) {
      for (int place = 0; place < CellBlock.TOKENS; place++) {
        embedding.add(block, place, 1.0 / cell.size(), mean, place * embedding.size());
      }
    }
    layer(first, firstBias, mean, one);
    layer(second, secondBias, one, two);
    double[] out = {bias.value()[0]};
    last.addProduct(two, out);
    return out[0];
  }

  private static void layer(Matrix weights, Parameter bias, double[] from, double[] to) {
    System.arraycopy(bias.value(), 0, to, 0, to.length);
    weights.addProduct(from, to);
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.max(0, to[i]);
    }
  }

  @Override
  public void backward(double factor) {
    double[] dTwo = new double[two.length];
    bias.gradient()[0] += factor;
    last.backward(two, new double[] {factor}, dTwo);
    double[] dOne = new double[one.length];
    back(second, secondBias, one, two, dTwo, dOne);
    double[] dMean = new double[mean.length];
    back(first, firstBias, mean, one, dOne, dMean);
    for (CellBlock block : latest) {
      for (int place = 0; place < CellBlock.TOKENS; place++) {
        embedding.backward(block, place, 1.0 / latest.size(), dMean, place * embedding.size());
      }
    }
  }

  private static void back(
      Matrix weights, Parameter bias, double[] from, double[] to, double[] dTo, double[] dFrom) {
    for (int i = 0; i < to.length; i++) {
      dTo[i] = to[i] > 0 ? dTo[i] : 0;
      bias.gradient()[i] += dTo[i];
    }
    weights.backward(from, dTo, dFrom);
  }
}
