package org.nas4j.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.LstmCell;
import org.nas4j.internal.math.Matrix;
import org.nas4j.internal.math.Parameter;
import org.nas4j.internal.math.Vectors;

/**
 * An LSTM over the layers of a block, each the embeddings of its four numbers side by side; its
 * last output and the embedding of an epoch go through two rectified layers to one number.
 */
final class BlockEstimator {

  private static final double RANGE = 0.1;

  private final TokenEmbedding embedding;
  private final Parameter ofEpochs;
  private final int epochs;
  private final int size;
  private final int hidden;
  private final LstmCell lstm;
  private final RectifiedLayer first;
  private final RectifiedLayer second;
  private final Matrix last;
  private final Parameter bias = new Parameter(1);
  private final List<LstmCell.State> states = new ArrayList<>();
  private final List<double[]> steps = new ArrayList<>();
  private final double[] joined;
  private double[] one;
  private double[] two;
  private List<CellBlock> latest;
  private int row;

  BlockEstimator(
      CellVocabulary words, int epochs, BlockPredictorSettings settings, RandomGenerator random) {
    this.size = settings.embedding();
    this.hidden = settings.hidden();
    this.epochs = epochs;
    this.embedding = new TokenEmbedding(words.inputs(), words.operations(), size, random);
    this.ofEpochs = Parameter.uniform(epochs * size, RANGE, random);
    this.lstm = new LstmCell(CellBlock.TOKENS * size, hidden, RANGE, random);
    this.joined = new double[hidden + size];
    this.first = new RectifiedLayer(joined.length, hidden, random);
    this.second = new RectifiedLayer(hidden, hidden, random);
    this.last = new Matrix(hidden, 1, RANGE, random);
  }

  List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(embedding.parameters());
    all.add(ofEpochs);
    all.addAll(lstm.parameters());
    all.addAll(first.parameters());
    all.addAll(second.parameters());
    all.addAll(List.of(last.parameter(), bias));
    return all;
  }

  private LstmCell.State before(int step) {
    return step == 0 ? null : states.get(step - 1);
  }

  /** Before the sigmoid; the latest epoch that was seen stands for all later ones. */
  double forward(List<CellBlock> block, int epoch) {
    latest = block;
    row = Math.min(epoch, epochs) - 1;
    while (states.size() < block.size()) {
      states.add(new LstmCell.State(hidden));
    }
    steps.clear();
    for (int i = 0; i < block.size(); i++) {
      double[] x = new double[CellBlock.TOKENS * size];
      for (int place = 0; place < CellBlock.TOKENS; place++) {
        embedding.add(block.get(i), place, 1, x, place * size);
      }
      steps.add(x);
      lstm.forward(x, before(i), states.get(i));
    }
    System.arraycopy(states.get(block.size() - 1).output(), 0, joined, 0, hidden);
    System.arraycopy(ofEpochs.value(), row * size, joined, hidden, size);
    one = first.forward(joined);
    two = second.forward(one);
    double[] out = {bias.value()[0]};
    last.addProduct(two, out);
    return out[0];
  }

  /** Adds the gradients of the latest number times a factor. */
  void backward(double factor) {
    double[] dTwo = new double[hidden];
    bias.gradient()[0] += factor;
    last.backward(two, new double[] {factor}, dTwo);
    double[] dOne = new double[hidden];
    second.backward(one, dTwo, dOne);
    double[] dJoined = new double[joined.length];
    first.backward(joined, dOne, dJoined);
    Vectors.add(1, dJoined, hidden, ofEpochs.gradient(), row * size, size);
    int length = latest.size();
    for (int i = 0; i < length; i++) {
      states.get(i).clearGradient();
    }
    Vectors.add(1, dJoined, 0, states.get(length - 1).outputGradient(), 0, hidden);
    for (int i = length - 1; i >= 0; i--) {
      double[] dx = new double[CellBlock.TOKENS * size];
      lstm.backward(steps.get(i), before(i), states.get(i), dx);
      for (int place = 0; place < CellBlock.TOKENS; place++) {
        embedding.backward(latest.get(i), place, 1, dx, place * size);
      }
    }
    lstm.finish();
  }
}
