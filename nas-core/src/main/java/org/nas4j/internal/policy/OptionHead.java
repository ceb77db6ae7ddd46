package org.nas4j.internal.policy;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Parameter;
import org.nas4j.internal.math.Vectors;
import org.nas4j.policy.OptionPrior;

/** Softmax head and embedding table of one decision name: score = w·h + b for each option. */
final class OptionHead implements Scorer {

  private final int hidden;
  private final double range;
  private final RandomGenerator random;
  private final Optional<OptionPrior> prior;
  private final Parameter weights = new Parameter(0);
  private final Parameter biases = new Parameter(0);
  private final Parameter embeddings = new Parameter(0);
  private int options;

  OptionHead(int hidden, double range, RandomGenerator random, Optional<OptionPrior> prior) {
    this.prior = prior;
    this.hidden = hidden;
    this.range = range;
    this.random = random;
  }

  List<Parameter> parameters() {
    return List.of(weights, biases, embeddings);
  }

  /** Makes room if the decision has more options here than where it was met before. */
  void ensureOptions(int count) {
    if (count > options) {
      int known = options;
      options = count;
      weights.grow(count * hidden, range, random);
      biases.grow(count, Double.MIN_VALUE, random);
      for (int k = known; prior.isPresent() && k < count; k++) {
        biases.change()[k] = prior.get().start(k);
      }
      embeddings.grow(count * hidden, range, random);
    }
  }

  @Override
  public void score(Answer answer, Anchors anchors) {
    double[] h = answer.step().output();
    for (int i = 0; i < answer.legalCount(); i++) {
      int option = answer.legalOption(i);
      answer.score[option] =
          biases.value()[option] + Vectors.dot(weights.value(), option * hidden, h, 0, hidden);
    }
  }

  @Override
  public void backward(Answer answer) {
    double[] h = answer.step().output();
    double[] dh = answer.step().outputGradient();
    for (int i = 0; i < answer.legalCount(); i++) {
      int option = answer.legalOption(i);
      double d = answer.scoreGradient[option];
      biases.gradient()[option] += d;
      Vectors.add(d, h, 0, weights.gradient(), option * hidden, hidden);
      Vectors.add(d, weights.value(), option * hidden, dh, 0, hidden);
    }
  }

  @Override
  public void feed(Answer answer, Anchors anchors, Input next) {
    next.useRow(embeddings, answer.option());
  }
}
