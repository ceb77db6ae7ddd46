package org.nas4j.internal.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Matrix;
import org.nas4j.internal.math.Parameter;
import org.nas4j.internal.math.Squashing;
import org.nas4j.internal.math.Vectors;

/**
 * Scores references to anchors: v·tanh(W₁h_j + W₂h_i), where h_j is the hidden state kept at the
 * anchor and h_i the present one (zoph2017nas, section 3.3). One for each decision name. Keys W₁h_j
 * and queries W₂h_i are computed once an episode, and kept with its trace.
 */
final class Attention implements Scorer {

  private final int hidden;
  private final Matrix keyWeights;
  private final Matrix queryWeights;
  private final Parameter direction;
  private final Squashing squashing = new Squashing();

  Attention(int hidden, double range, RandomGenerator random) {
    this.hidden = hidden;
    this.keyWeights = new Matrix(hidden, hidden, range, random);
    this.queryWeights = new Matrix(hidden, hidden, range, random);
    this.direction = Parameter.uniform(hidden, range, random);
  }

  List<Parameter> parameters() {
    return List.of(keyWeights.parameter(), queryWeights.parameter(), direction);
  }

  @Override
  public void score(Answer answer, Anchors anchors) {
    Projections of = anchors.projections(this);
    of.project(anchors);
    Projection query = of.query(answer.step());
    answer.projections = of;
    answer.query = query;
    int first = answer.isLink() ? 1 : 0;
    int count = answer.optionCount() - first;
    double[] squashed = answer.roomForActivations(count * hidden);
    for (int k = 0; k < count; k++) {
      double[] key = of.keys.get(answer.anchorOf(k + first)).vector;
      for (int i = 0; i < hidden; i++) {
        squashed[k * hidden + i] = key[i] + query.vector[i];
      }
    }
    squashing.tanh(squashed, 0, count * hidden);
    for (int k = 0; k < count; k++) {
      answer.score[k] = Vectors.dot(direction.value(), 0, squashed, k * hidden, hidden);
    }
  }

  @Override
  public void backward(Answer answer) {
    int first = answer.isLink() ? 1 : 0;
    int count = answer.optionCount() - first;
    double[] squashed = answer.roomForActivations(count * hidden);
    double[] v = direction.value();
    double[] dQuery = answer.query.gradient;
    for (int k = 0; k < count; k++) {
      double d = answer.scoreGradient[k];
      Vectors.add(d, squashed, k * hidden, direction.gradient(), 0, hidden);
      double[] dKey = answer.projections.keys.get(answer.anchorOf(k + first)).gradient;
      for (int i = 0; i < hidden; i++) {
        double t = squashed[k * hidden + i];
        double dz = d * v[i] * (1 - t * t);
        dKey[i] += dz;
        dQuery[i] += dz;
      }
    }
  }

  @Override
  public void feed(Answer answer, Anchors anchors, Input next) {
    if (!answer.isLink()) {
      next.useAnchor(anchors.anchor(answer.anchorOf(answer.option())), anchors.inputFactor(answer));
    } else if (answer.option() == 1) {
      next.addAnchor(anchors.anchor(answer.anchorOf(1)));
    }
  }

  /** The keys and queries of one episode after the other. */
  final class Projections {

    private final List<Projection> keys = new ArrayList<>();
    private final List<Projection> queries = new ArrayList<>();
    private int keyCount;
    private int queryCount;

    /** Forgets those of the episode before. */
    void begin() {
      keyCount = 0;
      queryCount = 0;
    }

    private void project(Anchors anchors) {
      for (; keyCount < anchors.anchorCount(); keyCount++) {
        slot(keys, keyCount).compute(keyWeights, anchors.anchor(keyCount));
      }
    }

    private Projection query(LstmStep step) {
      if (queryCount == 0 || queries.get(queryCount - 1).step != step) {
        slot(queries, queryCount++).compute(queryWeights, step);
      }
      return queries.get(queryCount - 1);
    }

    private Projection slot(List<Projection> pool, int index) {
      if (index == pool.size()) {
        pool.add(new Projection(hidden));
      }
      return pool.get(index);
    }

    /** Ends the way back: passes on what was gathered over all points, and forgets it. */
    void backward() {
      for (int i = 0; i < keyCount; i++) {
        keys.get(i).backward(keyWeights);
      }
      for (int i = 0; i < queryCount; i++) {
        queries.get(i).backward(queryWeights);
      }
    }

    long numbers() {
      return 2L * hidden * (keys.size() + queries.size());
    }
  }

  /** The hidden state of a step times a matrix. */
  static final class Projection {

    private final double[] vector;
    private final double[] gradient;
    private LstmStep step;

    Projection(int size) {
      vector = new double[size];
      gradient = new double[size];
    }

    private void compute(Matrix weights, LstmStep source) {
      step = source;
      Arrays.fill(vector, 0);
      weights.addProduct(source.output(), vector);
    }

    private void backward(Matrix weights) {
      weights.backward(step.output(), gradient, step.outputGradient());
      Arrays.fill(gradient, 0);
    }
  }
}
