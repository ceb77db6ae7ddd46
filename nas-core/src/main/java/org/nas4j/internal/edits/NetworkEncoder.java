package org.nas4j.internal.edits;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.LstmCell;
import org.nas4j.internal.math.Parameter;
import org.nas4j.internal.math.Vectors;

/**
 * Reads a network layer by layer, from the first to the last and back: a bidirectional LSTM over
 * the embeddings of its tokens (cai2018eas, section 3.1). For one thread.
 */
public final class NetworkEncoder {

  private final int hidden;
  private final Embedding embedding;
  private final BiasedLstm onward;
  private final BiasedLstm back;

  /**
   * A fresh encoder.
   *
   * @param size length of an embedding
   * @param hidden units of each direction
   * @param random gives a generator for each purpose, always the same for the same one
   * @param born is told of each trained block, also of those that come later
   */
  public NetworkEncoder(
      int size, int hidden, Function<String, RandomGenerator> random, Consumer<Parameter> born) {
    this.hidden = hidden;
    this.embedding = new Embedding(size, random, born);
    this.onward = new BiasedLstm(size, hidden, random.apply("encoder onward"));
    this.back = new BiasedLstm(size, hidden, random.apply("encoder back"));
    onward.parameters().forEach(born);
    back.parameters().forEach(born);
  }

  /**
   * The length of a layer's representation.
   *
   * @return both directions together
   */
  public int width() {
    return 2 * hidden;
  }

  /**
   * Reads a network.
   *
   * @param tokens its layers, each of one or several words
   * @return what the layers mean in their places
   */
  public Encoding encode(List<List<String>> tokens) {
    return new Encoding(tokens);
  }

  /** One network that was read, with room for the gradient. */
  public final class Encoding {

    private final List<List<String>> tokens;
    private final double[][] inputs;
    private final LstmCell.State[] forth;
    private final LstmCell.State[] backwards;
    private final double[][] outputs;
    private final double[][] gradients;

    private Encoding(List<List<String>> tokens) {
      int n = tokens.size();
      this.tokens = tokens;
      inputs = new double[n][];
      forth = new LstmCell.State[n];
      backwards = new LstmCell.State[n];
      outputs = new double[n][width()];
      gradients = new double[n][width()];
      for (int i = 0; i < n; i++) {
        inputs[i] = onward.input();
        embedding.add(tokens.get(i), inputs[i]);
        forth[i] = new LstmCell.State(hidden);
        onward.forward(inputs[i], i == 0 ? null : forth[i - 1], forth[i]);
      }
      for (int i = n - 1; i >= 0; i--) {
        backwards[i] = new LstmCell.State(hidden);
        back.forward(inputs[i], i == n - 1 ? null : backwards[i + 1], backwards[i]);
        System.arraycopy(forth[i].output(), 0, outputs[i], 0, hidden);
        System.arraycopy(backwards[i].output(), 0, outputs[i], hidden, hidden);
      }
    }

    /**
     * How many layers were read.
     *
     * @return at least 0
     */
    public int size() {
      return outputs.length;
    }

    /**
     * A layer in its place.
     *
     * @param i number of the layer
     * @return the array itself
     */
    public double[] output(int i) {
      return outputs[i];
    }

    /**
     * Gradient of {@link #output}, to be added to.
     *
     * @param i number of the layer
     * @return the array itself
     */
    public double[] gradient(int i) {
      return gradients[i];
    }

    /**
     * Hands the last states of both directions, side by side, to another LSTM.
     *
     * @param to its state before the first step, of {@link #width} units
     */
    public void copyFinal(LstmCell.State to) {
      LstmCell.State last = forth[size() - 1];
      copy(last.output(), to.output(), 0);
      copy(backwards[0].output(), to.output(), hidden);
      copy(last.cell(), to.cell(), 0);
      copy(backwards[0].cell(), to.cell(), hidden);
    }

    private void copy(double[] from, double[] to, int at) {
      System.arraycopy(from, 0, to, at, hidden);
    }

    /**
     * Gathers the gradient of all weights.
     *
     * @param ofFinal gradients of what {@link #copyFinal} gave, or null
     */
    public void backward(LstmCell.State ofFinal) {
      int n = size();
      for (int i = 0; i < n; i++) {
        Vectors.add(1, gradients[i], 0, forth[i].outputGradient(), 0, hidden);
        Vectors.add(1, gradients[i], hidden, backwards[i].outputGradient(), 0, hidden);
      }
      if (ofFinal != null) {
        addFinal(ofFinal, forth[n - 1], 0);
        addFinal(ofFinal, backwards[0], hidden);
      }
      double[][] dx = new double[n][];
      for (int i = n - 1; i >= 0; i--) {
        dx[i] = onward.backward(inputs[i], i == 0 ? null : forth[i - 1], forth[i]);
      }
      onward.finish();
      for (int i = 0; i < n; i++) {
        double[] more =
            back.backward(inputs[i], i == n - 1 ? null : backwards[i + 1], backwards[i]);
        Vectors.add(1, more, 0, dx[i], 0, more.length);
        embedding.backward(tokens.get(i), dx[i]);
      }
      back.finish();
    }

    private void addFinal(LstmCell.State from, LstmCell.State to, int at) {
      Vectors.add(1, from.outputGradient(), at, to.outputGradient(), 0, hidden);
      Vectors.add(1, from.cellGradient(), at, to.cellGradient(), 0, hidden);
    }
  }
}
