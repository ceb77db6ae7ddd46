package org.nas4j.internal.policy;

import java.util.Optional;
import org.nas4j.policy.LinkPrior;
import org.nas4j.policy.LstmSettings;
import org.nas4j.policy.OptionPrior;
import org.nas4j.space.DecisionPoint;

/**
 * One point of the present episode: its scores, the distribution over its options, and the option
 * taken.
 */
final class Answer {

  double[] score = new double[8];
  double[] scoreGradient = new double[8];
  Attention.Projections projections;
  Attention.Projection query;
  private double[] logit = new double[8];
  private double[] probability = new double[8];
  private double[] activations = new double[0];
  private DecisionPoint point;
  private Scorer scorer;
  private LstmStep step;
  private boolean isInFirstCell;
  private int option;
  private int options;
  private double logNormalizer;
  private double entropy;

  void begin(DecisionPoint asked, Scorer by, LstmStep at, boolean inFirstCell) {
    isInFirstCell = inFirstCell;
    point = asked;
    scorer = by;
    step = at;
    options = asked.decision().size();
    if (options > score.length) {
      int size = Math.max(options, 2 * score.length);
      score = new double[size];
      scoreGradient = new double[size];
      logit = new double[size];
      probability = new double[size];
    }
  }

  Scorer scorer() {
    return scorer;
  }

  LstmStep step() {
    return step;
  }

  boolean isLink() {
    return point.references().isLink();
  }

  int optionCount() {
    return options;
  }

  int legalCount() {
    return point.legalCount();
  }

  int legalOption(int i) {
    return point.legalOption(i);
  }

  int anchorOf(int k) {
    return point.references().anchorOf(k);
  }

  int option() {
    return option;
  }

  void take(int chosen) {
    option = chosen;
  }

  long numbers() {
    return 4L * score.length + activations.length;
  }

  double[] roomForActivations(int size) {
    if (activations.length < size) {
      activations = new double[size];
    }
    return activations;
  }

  /** Scores to logits to probabilities, of the legal options only. */
  void normalize(LstmSettings settings) {
    if (point.references().isLink()) {
      logit[1] = Logits.of(score[0], settings);
      logit[0] = settings.links().factorOfNo() * logit[1];
    } else {
      double c = tanhConstant(settings);
      for (int i = 0; i < legalCount(); i++) {
        int k = legalOption(i);
        logit[k] = Logits.of(score[k], settings, c) + leaning(settings, k);
      }
    }
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < legalCount(); i++) {
      greatest = Math.max(greatest, logit[legalOption(i)]);
    }
    double sum = 0;
    for (int i = 0; i < legalCount(); i++) {
      int k = legalOption(i);
      probability[k] = StrictMath.exp(logit[k] - greatest);
      sum += probability[k];
    }
    logNormalizer = greatest + StrictMath.log(sum);
    entropy = logNormalizer;
    for (int i = 0; i < legalCount(); i++) {
      int k = legalOption(i);
      probability[k] /= sum;
      entropy -= probability[k] * logit[k];
    }
  }

  private Optional<OptionPrior> prior(LstmSettings settings) {
    return settings
        .optionPrior()
        .filter(each -> each.decision().equals(point.decision().name()));
  }

  private double tanhConstant(LstmSettings settings) {
    return settings.tanhConstant() * prior(settings).map(OptionPrior::tanhShare).orElse(1.0);
  }

  /** What is added to an option's logit whatever was learned. */
  private double leaning(LstmSettings settings, int k) {
    if (point.references().any()) {
      return settings.recency().isEmpty() ? 0 : settings.recency().get().logit(distance(k));
    }
    Optional<OptionPrior> prior = prior(settings);
    return isInFirstCell && prior.isPresent() ? prior.get().firstCell(k) : 0;
  }

  /** How many anchors back the one lies that an option refers to. */
  private int distance(int k) {
    return point.references().anchors() - point.references().anchorOf(k);
  }

  /** What the hidden state of the chosen anchor is multiplied by as the next input. */
  double inputFactor(LstmSettings settings) {
    return settings.recency().isEmpty() ? 1 : settings.recency().get().input(distance(option));
  }

  double probability(int k) {
    return point.isLegal(k) ? probability[k] : 0;
  }

  double logProbability(int k) {
    return point.isLegal(k) ? logit[k] - logNormalizer : Double.NEGATIVE_INFINITY;
  }

  double entropy() {
    return entropy;
  }

  /**
   * The option at which the running sum of probabilities, all taken to the power 1/temperature,
   * passes u of their total.
   */
  int quantile(double u, double temperature) {
    double total = 1;
    if (temperature != 1) {
      total = 0;
      for (int i = 0; i < legalCount(); i++) {
        total += weight(legalOption(i), temperature);
      }
    }
    double left = u * total;
    int last = legalCount() - 1;
    for (int i = 0; i < last; i++) {
      left -= weight(legalOption(i), temperature);
      if (left < 0) {
        return legalOption(i);
      }
    }
    return legalOption(last);
  }

  private double weight(int k, double temperature) {
    return temperature == 1 ? probability[k] : StrictMath.pow(probability[k], 1 / temperature);
  }

  /**
   * Gradient of a·log p(option) + b·entropy with regard to the scores: dlogit_k = a(1{k = option} −
   * p_k) − b·p_k(log p_k + entropy).
   */
  void backward(LstmSettings settings, double a, double b) {
    double c = tanhConstant(settings);
    for (int i = 0; i < legalCount(); i++) {
      int k = legalOption(i);
      double p = probability[k];
      double d = a * ((k == option ? 1 : 0) - p) - b * p * (logit[k] - logNormalizer + entropy);
      scoreGradient[k] = point.references().isLink()
          ? d
          : d * Logits.slope(logit[k] - leaning(settings, k), settings, c);
    }
    if (point.references().isLink()) {
      double d = settings.links().factorOfNo() * scoreGradient[0] + scoreGradient[1];
      scoreGradient[0] = d * Logits.slope(logit[1], settings);
    }
  }

  /** Adds the gradient of −weight·divergence, for a link. */
  void pull(LstmSettings settings, LinkPrior prior) {
    scoreGradient[0] -= prior.weight()
        * Logits.divergenceSlope(logit[1], settings.links(), prior)
        * Logits.slope(logit[1], settings);
  }

  double divergence(LstmSettings settings, LinkPrior prior) {
    return Logits.divergence(logit[1], settings.links(), prior);
  }
}
