package org.nas4j.strategy.ppo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.internal.policy.Experience;
import org.nas4j.internal.policy.PolicyGradientController;
import org.nas4j.internal.policy.Trace;
import org.nas4j.search.ControllerContext;

/** Climbs, for some epochs, the clipped objective of a batch of observed trials. */
final class PpoController extends PolicyGradientController {

  private final PpoSettings settings;
  private double divergence;

  PpoController(PpoSettings settings, ControllerContext context) {
    super(settings.shared(), context);
    this.settings = settings;
  }

  /** For tests: the estimated KL divergence per decision, in the latest epoch that was run. */
  double divergence() {
    return divergence;
  }

  @Override
  protected void learn(List<Experience> batch, RandomGenerator random) {
    climbEpochs(sequences(batch), random);
  }

  private List<Sequence> sequences(List<Experience> batch) {
    double[] rewards = batch.stream().mapToDouble(Experience::reward).toArray();
    double[] advantage = advantages(rewards);
    List<Sequence> sequences = new ArrayList<>();
    for (int k = 0; k < rewards.length; k++) {
      sequences.add(sequence(batch.get(k), advantage[k]));
    }
    return sequences;
  }

  private Sequence sequence(Experience experience, double advantage) {
    double[] each = new double[experience.episode().size()];
    if (settings.criticWeight() == 0) {
      Arrays.fill(each, advantage);
      return new Sequence(experience, each, null);
    }
    Trace trace = policy().trace(experience.episode());
    Arrays.setAll(each, trace::value);
    double[] estimated = Generalized.advantages(each, advantage, settings.lambda());
    for (int t = 0; t < each.length; t++) {
      each[t] += estimated[t];
    }
    return new Sequence(experience, estimated, each);
  }

  private void climbEpochs(List<Sequence> sequences, RandomGenerator random) {
    List<Sequence> order = new ArrayList<>(sequences);
    int parts = Math.min(settings.minibatches(), order.size());
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      if (parts > 1) {
        shuffle(order, random);
      }
      double sum = 0;
      for (int part = 0; part < parts; part++) {
        int from = part * order.size() / parts;
        int to = (part + 1) * order.size() / parts;
        sum += climb(order.subList(from, to), random);
      }
      long decisions =
          order.stream().mapToLong(each -> each.advantages().length).sum();
      divergence = decisions == 0 ? 0 : sum / decisions;
      if (divergence > settings.greatestDivergence()) {
        break;
      }
    }
  }

  private static void shuffle(List<Sequence> order, RandomGenerator random) {
    for (int i = order.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      Sequence swapped = order.set(i, order.get(j));
      order.set(j, swapped);
    }
  }

  /**
   * One step along the gradient of a minibatch; the estimated KL divergence before it, summed over
   * decisions.
   */
  private double climb(List<Sequence> part, RandomGenerator random) {
    double sum = 0;
    for (Sequence sequence : part) {
      sum += addGradient(sequence, part.size());
    }
    addImitation(random);
    shared().adam().ascend(policy().parameters(), shared().greatestNorm());
    return sum;
  }

  private double addGradient(Sequence sequence, int size) {
    Experience experience = sequence.experience();
    Trace trace = policy().trace(experience.episode());
    double[] slopes = new double[trace.size()];
    double[] values = sequence.targets() == null ? null : new double[slopes.length];
    double sum = 0;
    for (int t = 0; t < slopes.length; t++) {
      double old = experience.logProbabilities()[t];
      double ratio = ClippedSurrogate.ratio(trace.logProbability(t), old);
      slopes[t] = ClippedSurrogate.slope(ratio, sequence.advantages()[t] / size, settings.clip());
      sum += ratio - 1 - (trace.logProbability(t) - old);
      if (values != null) {
        values[t] = -2 * settings.criticWeight() * (trace.value(t) - sequence.targets()[t]) / size;
      }
    }
    trace.backward(
        slopes, shared().entropyWeight() / size, values, shared().linkPrior().times(1.0 / size));
    return sum;
  }
}
