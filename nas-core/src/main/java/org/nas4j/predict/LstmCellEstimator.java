package org.nas4j.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.LstmCell;
import org.nas4j.internal.math.Matrix;
import org.nas4j.internal.math.Parameter;

/** An LSTM over the four numbers of each block, one after the other. */
final class LstmCellEstimator implements CellEstimator {

  private static final double RANGE = 0.1;

  private final TokenEmbedding embedding;
  private final LstmCell lstm;
  private final Matrix last;
  private final Parameter bias = new Parameter(1);
  private final List<LstmCell.State> states = new ArrayList<>();
  private final List<double[]> steps = new ArrayList<>();
  private final int hidden;
  private List<CellBlock> latest;

  LstmCellEstimator(CellVocabulary words, CellEnsembleSettings settings, RandomGenerator random) {
    hidden = settings.hidden();
    embedding =
        new TokenEmbedding(words.inputs(), words.operations(), settings.embedding(), random);
    lstm = new LstmCell(settings.embedding(), hidden, RANGE, random);
    last = new Matrix(hidden, 1, RANGE, random);
    bias.change()[0] = settings.bias();
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(embedding.parameters());
    all.addAll(lstm.parameters());
    all.addAll(List.of(last.parameter(), bias));
    return all;
  }

  private int length() {
    return latest.size() * CellBlock.TOKENS;
  }

  private LstmCell.State before(int step) {
    return step == 0 ? null : states.get(step - 1);
  }

  @Override
  public double forward(List<CellBlock> cell) {
    latest = cell;
    while (states.size() < length()) {
      states.add(new LstmCell.State(hidden));
    }
    steps.clear();
    for (int i = 0; i < length(); i++) {
      double[] x = new double[embedding.size()];
      embedding.add(cell.get(i / CellBlock.TOKENS), i % CellBlock.TOKENS, 1, x, 0);
      steps.add(x);
      lstm.forward(x, before(i), states.get(i));
    }
    double[] out = {bias.value()[0]};
    last.addProduct(states.get(length() - 1).output(), out);
    return out[0];
  }

  @Override
  public void backward(double factor) {
    for (int i = 0; i < length(); i++) {
      states.get(i).clearGradient();
    }
    LstmCell.State end = states.get(length() - 1);
    bias.gradient()[0] += factor;
    last.backward(end.output(), new double[] {factor}, end.outputGradient());
    for (int i = length() - 1; i >= 0; i--) {
      double[] dx = new double[embedding.size()];
      lstm.backward(steps.get(i), before(i), states.get(i), dx);
      embedding.backward(latest.get(i / CellBlock.TOKENS), i % CellBlock.TOKENS, 1, dx, 0);
    }
    lstm.finish();
  }
}
