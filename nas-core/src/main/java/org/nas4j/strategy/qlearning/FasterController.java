package org.nas4j.strategy.qlearning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.predict.BlockPredictor;
import org.nas4j.predict.CellBlock;
import org.nas4j.predict.CellCourse;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/** Lets an agent learn from what a predictor says, and trains what it says most of. */
final class FasterController implements Controller {

  /** Of what was never a trial. */
  private static final long NO_TRIAL = -1;

  private final FasterSettings settings;
  private final ControllerContext context;
  private final QLearningController agent;
  private final BlockCodes codes = new BlockCodes();
  private final List<CellCourse> courses = new ArrayList<>();
  private final Set<Genotype> trained = new HashSet<>();
  private BlockPredictor.FittedBlocks fitted;
  private int sinceFit;
  private long foretold;

  FasterController(FasterSettings settings, ControllerContext context) {
    this.settings = settings;
    this.context = context;
    this.agent = new QLearningController(settings.agent(), context);
  }

  private record Promising(Genotype genotype, double value) {}

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    Promising best = null;
    for (int i = 0; fitted != null && i < settings.imagined(); i++) {
      Optional<Promising> next = imagine(random);
      if (next.isPresent() && (best == null || next.get().value() > best.value())) {
        learn(best, random);
        best = next.get();
      } else {
        learn(next.orElse(null), random);
      }
    }
    Genotype genotype =
        best == null ? agent.propose(random).orElseThrow().genotype() : best.genotype();
    trained.add(genotype);
    return Optional.of(Proposal.of(genotype));
  }

  /** Empty if what the agent names cannot be trained, or was before; then it has learned of it. */
  private Optional<Promising> imagine(RandomGenerator random) {
    Genotype genotype = agent.propose(random).orElseThrow().genotype();
    Walk walk = context.walk(genotype);
    if (walk.infeasible().isPresent()) {
      String reason = walk.infeasible().get().reason();
      agent.observe(imagined(genotype, new Outcome.Rejected(reason, reason)), random);
      return Optional.empty();
    }
    Promising promising = new Promising(genotype, fitted.predict(codes.of(walk)));
    foretold++;
    if (trained.contains(genotype)) {
      learn(promising, random);
      return Optional.empty();
    }
    return Optional.of(promising);
  }

  private void learn(Promising promising, RandomGenerator random) {
    if (promising != null) {
      double value = promising.value();
      Evaluation evaluation = Evaluation.of(Metric.VALIDATION_ACCURACY, value);
      agent.observe(imagined(promising.genotype(), new Outcome.Scored(value, evaluation)), random);
    }
  }

  private static Trial imagined(Genotype genotype, Outcome outcome) {
    return new Trial(
        NO_TRIAL, genotype, OptionalLong.empty(), outcome, Duration.ZERO, OptionalLong.empty());
  }

  @Override
  public void withdraw(Genotype genotype) {
    trained.remove(genotype);
    agent.withdraw(genotype);
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    trained.add(trial.genotype());
    agent.observe(trial, random);
    if (trial.duplicateOf().isPresent()
        || trial.outcome().figures().isEmpty()
        || trial.outcome().reward().isEmpty()) {
      return;
    }
    List<CellBlock> block = codes.of(context.walk(trial.genotype()));
    if (block.isEmpty()) {
      return;
    }
    courses.add(new CellCourse(block, course(trial.outcome())));
    sinceFit++;
    boolean isDue = fitted == null || sinceFit >= settings.refit();
    if (courses.size() >= settings.initial() && isDue) {
      fitted = settings.predictor().fit(courses, random);
      sinceFit = 0;
    }
  }

  /** Accuracies, less what the reward is below the last one of them. */
  private static List<Double> course(Outcome outcome) {
    double reward = outcome.reward().orElseThrow();
    List<Double> accuracies = outcome.figures().orElseThrow().history(Metric.VALIDATION_ACCURACY);
    if (accuracies.isEmpty()) {
      return List.of(reward);
    }
    double last = accuracies.get(accuracies.size() - 1);
    return accuracies.stream().map(each -> each - last + reward).toList();
  }

  /** How often the predictor was asked. */
  long foretold() {
    return foretold;
  }

  QLearningController agent() {
    return agent;
  }
}
