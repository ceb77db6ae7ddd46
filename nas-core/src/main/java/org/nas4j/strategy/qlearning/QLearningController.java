package org.nas4j.strategy.qlearning;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.nas4j.internal.policy.Episode;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/** Answers by value or at random, and counts the models by which the schedule goes. */
final class QLearningController implements Controller {

  private static final int REDRAWS_PER_HEAT = 10;
  private static final double HEAT = 1.3;
  private static final int MOST_HALVINGS = 5;

  private final QLearningSettings settings;
  private final ControllerContext context;
  private final LearnedValues values;
  private final Map<Genotype, Episode> pending = new HashMap<>();
  private final Set<Genotype> known = new HashSet<>();
  /** Proposals in a row for which nothing new was found: the space may be exhausted. */
  private int inVain;

  private long evaluated;
  private long decisions;
  private long learned;
  private double worst = Double.POSITIVE_INFINITY;

  QLearningController(QLearningSettings settings, ControllerContext context) {
    this.settings = settings;
    this.context = context;
    this.values = LearnedValues.of(settings.values());
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    double epsilon = inVain > 0 ? 1 : epsilon();
    int redraws = settings.redraws() >> Math.min(inVain, MOST_HALVINGS);
    Walk walk = draw(epsilon, random);
    for (int i = 1; i <= redraws && known.contains(walk.genotype()); i++) {
      if (i % REDRAWS_PER_HEAT == 0) {
        epsilon = Math.min(1, Math.max(epsilon, leastHeat()) * HEAT);
      }
      walk = draw(epsilon, random);
    }
    inVain = redraws > 0 && known.contains(walk.genotype()) ? inVain + 1 : 0;
    if (known.add(walk.genotype())) {
      pending.put(walk.genotype(), Episode.of(walk));
    }
    return Optional.of(Proposal.of(walk.genotype()));
  }

  /**
   * The ε of the next proposal: models in flight count as models, until they turn out to be none.
   */
  double epsilon() {
    double epsilon = settings.exploration().at(evaluated + pending.size());
    double length = (double) decisions / Math.max(1, learned);
    return epsilon < 1 && length > settings.explorationLength()
        ? epsilon * settings.explorationLength() / length
        : epsilon;
  }

  /** From where to heat up if ε is 0: one random answer in two constructions. */
  private double leastHeat() {
    return learned == 0 ? 1 : learned / (2.0 * Math.max(1, decisions));
  }

  private Walk draw(double epsilon, RandomGenerator random) {
    LearnedValues.Reading reading = values.read();
    return context.walk(point -> {
      int option = answer(point, reading, epsilon, random);
      reading.took(point, option);
      return option;
    });
  }

  private static int answer(
      DecisionPoint point, LearnedValues.Reading reading, double epsilon, RandomGenerator random) {
    if (point.isForced()) {
      return point.legalOption(0);
    }
    if (epsilon > 0 && random.nextDouble() < epsilon) {
      return point.legalOption(random.nextInt(point.legalCount()));
    }
    return best(point, reading.values(point), random);
  }

  /** The legal option of greatest value; each of several equal ones equally likely. */
  private static int best(DecisionPoint point, double[] values, RandomGenerator random) {
    int best = point.legalOption(0);
    int ties = 1;
    for (int i = 1; i < point.legalCount(); i++) {
      int option = point.legalOption(i);
      if (values[option] > values[best]) {
        best = option;
        ties = 1;
      } else if (values[option] == values[best]) {
        ties++;
        best = random.nextInt(ties) == 0 ? option : best;
      }
    }
    return best;
  }

  @Override
  public void withdraw(Genotype genotype) {
    pending.remove(genotype);
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    Genotype genotype = trial.genotype();
    Episode found = pending.remove(genotype);
    known.add(genotype);
    if (trial.wasEvaluated()) {
      evaluated++;
    }
    OptionalDouble reward = reward(trial.outcome());
    if (reward.isPresent()) {
      Episode episode = found == null ? Episode.of(context.walk(genotype)) : found;
      values.learn(episode, reward.getAsDouble(), random);
      decisions += choices(episode);
      learned++;
    }
  }

  private static int choices(Episode episode) {
    int choices = 0;
    for (int t = 0; t < episode.size(); t++) {
      choices += episode.point(t).isForced() ? 0 : 1;
    }
    return choices;
  }

  private OptionalDouble reward(Outcome outcome) {
    outcome.reward().ifPresent(each -> worst = Math.min(worst, each));
    return outcome instanceof Outcome.Rejected
        ? settings.rejected().reward(worst)
        : outcome.reward();
  }

  LearnedValues values() {
    return values;
  }
}
