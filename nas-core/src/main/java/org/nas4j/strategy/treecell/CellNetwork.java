package org.nas4j.strategy.treecell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Parameter;
import org.nas4j.morphism.cell.CellState;
import org.nas4j.space.DecisionPoint;

/**
 * The policy's numbers: which option to take at a point, by the whole tree as it is then. Illegal
 * options have no part. A point that is not about a tree is known by its decision alone. For one
 * thread.
 */
final class CellNetwork {

  private final TreeCellSettings settings;
  private final Weights weights;
  private final TreeEncoder encoder;
  private final Map<String, CellHead> heads = new HashMap<>();

  CellNetwork(TreeCellSettings settings, Function<String, RandomGenerator> random) {
    this.settings = settings;
    this.weights = new Weights(random);
    this.encoder = new TreeEncoder(settings.embedding(), settings.hidden(), weights);
  }

  List<Parameter> parameters() {
    return weights.parameters();
  }

  /** Writes the way to a point's scores down. */
  private Tape.Vector scores(Tape tape, DecisionPoint point) {
    Tape.Vector seen = point.context() instanceof CellState state
        ? encoder.encode(tape, state.tree(), state.place())
        : Tape.zeros(2 * settings.hidden());
    String name = point.decision().name();
    int options = point.decision().size();
    return heads
        .computeIfAbsent(
            name + "/" + options,
            key -> new CellHead(name, seen.value.length, settings.units(), options, weights))
        .scores(tape, seen);
  }

  /** How likely each option is; 0 for illegal ones. */
  double[] probabilities(DecisionPoint point) {
    return softmax(point, scores(new Tape(), point).value);
  }

  private static double[] softmax(DecisionPoint point, double[] scores) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < point.legalCount(); i++) {
      greatest = Math.max(greatest, scores[point.legalOption(i)]);
    }
    double[] probabilities = new double[scores.length];
    double sum = 0;
    for (int i = 0; i < point.legalCount(); i++) {
      int option = point.legalOption(i);
      probabilities[option] = StrictMath.exp(scores[option] - greatest);
      sum += probabilities[option];
    }
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  /**
   * Adds the gradient of a·log p(option) + b·entropy to the parameters.
   *
   * @param point a point
   * @param option the one that was taken
   */
  void climb(DecisionPoint point, int option, double a, double b) {
    Tape tape = new Tape();
    Tape.Vector scores = scores(tape, point);
    double[] p = softmax(point, scores.value);
    double entropy = entropy(p);
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0) {
        double chosen = (i == option ? 1 : 0) - p[i];
        scores.gradient[i] = a * chosen - b * p[i] * (StrictMath.log(p[i]) + entropy);
      }
    }
    tape.backward();
  }

  static double entropy(double[] probabilities) {
    double entropy = 0;
    for (double p : probabilities) {
      entropy -= p > 0 ? p * StrictMath.log(p) : 0;
    }
    return entropy;
  }
}
