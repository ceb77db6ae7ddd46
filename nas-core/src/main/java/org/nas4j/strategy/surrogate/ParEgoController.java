package org.nas4j.strategy.surrogate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Evaluation;
import org.nas4j.internal.scalar.Scalar;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;

/**
 * Draws weights for each proposal, and lets a surrogate search propose that was told all trials
 * with the rewards that these weights give them.
 */
final class ParEgoController implements Controller {

  /** Keeps sums of violations finite. */
  private static final double MOST_VIOLATION = 1e6;

  private final ParEgoSettings settings;
  private final ControllerContext context;
  private final List<Trial> observed = new ArrayList<>();
  private final Set<Genotype> pending = new LinkedHashSet<>();
  private final EvenShares shares = new EvenShares();
  private int proposals;

  ParEgoController(ParEgoSettings settings, ControllerContext context) {
    this.settings = settings;
    this.context = context;
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    Scalarisation way = settings.judgement().of(proposals++);
    double[] weights = weights(way, random);
    SurrogateController single = new SurrogateController(
        SurrogateSettings.plain(
            settings.initial(),
            settings.candidates(),
            settings.parents(),
            1,
            settings.remembered()),
        settings.apart().orElse(1),
        context);
    List<double[]> points = points();
    for (Trial trial : observed) {
      single.observe(
          points.isEmpty() ? trial : judged(trial, way.over(points, weights, settings.rho())),
          random);
    }
    pending.forEach(single::expect);
    Optional<Proposal> proposal = single.propose(random);
    proposal.ifPresent(each -> pending.add(each.genotype()));
    return proposal;
  }

  private double[] weights(Scalarisation way, RandomGenerator random) {
    int count = settings.objectives().size();
    return settings.evenWeights() && count == 2
        ? way.weightsOfTwo(shares.next(random))
        : way.weights(count, random);
  }

  private List<double[]> points() {
    return observed.stream()
        .map(trial -> trial.outcome().figures())
        .flatMap(Optional::stream)
        .map(settings.objectives()::losses)
        .toList();
  }

  /** The same trial with the reward that the weights give it; as it is without figures. */
  private Trial judged(Trial trial, Scalar scalar) {
    Optional<Evaluation> figures = trial.outcome().figures();
    if (figures.isEmpty()) {
      return trial;
    }
    double violation = violation(figures.get());
    double reward = violation > 0
        ? -scalar.worst() - violation
        : -scalar.of(settings.objectives().losses(figures.get()));
    return new Trial(
        trial.id(),
        trial.genotype(),
        trial.parent(),
        new Outcome.Scored(reward, figures.get()),
        trial.duration(),
        trial.duplicateOf());
  }

  private double violation(Evaluation figures) {
    return settings.constraints().stream()
        .mapToDouble(each -> Math.min(each.violation(figures), MOST_VIOLATION))
        .sum();
  }

  @Override
  public void withdraw(Genotype genotype) {
    pending.remove(genotype);
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    pending.remove(trial.genotype());
    observed.add(trial);
  }
}
