package org.nas4j.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.space.Walk;

/**
 * A search in a few lines, for the contract: proposes and observes by the rules of
 * {@link Controller}, makes up the outcomes, and re-uses those of equal genotypes.
 */
final class ToyRun implements ControllerContext {

  private final SearchSpace<?> space;
  private final long seed;
  private final Controller controller;
  private final Deque<Trial> window = new ArrayDeque<>();
  private final Map<Genotype, Trial> first = new HashMap<>();
  private final List<Proposal> proposals = new ArrayList<>();
  private final List<Trial> trials = new ArrayList<>();
  private long nextId;

  ToyRun(SearchStrategy strategy, SearchSpace<?> space, long seed) {
    this.space = space;
    this.seed = seed;
    this.controller = strategy.open(this);
  }

  @Override
  public Walk walk(Chooser chooser) {
    return space.sample(chooser).walk();
  }

  @Override
  public Walk walk(Genotype genotype) {
    return space.replay(genotype).walk();
  }

  @Override
  public RandomGenerator random(String purpose) {
    return new SplittableRandom(seed * 31 + purpose.hashCode());
  }

  private RandomGenerator random(String purpose, long id) {
    return new SplittableRandom((seed * 31 + purpose.hashCode()) * 1_000_003 + id);
  }

  /** Observes trials that the controller did not propose, as a run does that goes on from a log. */
  ToyRun warmStart(int count) {
    for (int i = 0; i < count; i++) {
      Chooser chooser = Chooser.uniform(random("warm", i));
      observe(trial(Proposal.of(walk(chooser).genotype())));
    }
    return this;
  }

  /** Goes on for some proposals, with so many in flight, or until the controller has no more. */
  ToyRun propose(int count, int lookahead) {
    for (int i = 0; i < count; i++) {
      while (window.size() >= lookahead) {
        observe(window.remove());
      }
      Optional<Proposal> proposal = controller.propose(random("propose", nextId));
      if (proposal.isEmpty()) {
        break;
      }
      proposals.add(proposal.get());
      window.add(trial(proposal.get()));
    }
    while (!window.isEmpty()) {
      observe(window.remove());
    }
    return this;
  }

  /** Asks for some proposals that nobody will evaluate. */
  ToyRun withdraw(int count) {
    for (int i = 0; i < count; i++) {
      controller
          .propose(random("withdraw", i))
          .ifPresent(proposal -> controller.withdraw(proposal.genotype()));
    }
    return this;
  }

  private void observe(Trial trial) {
    trials.add(trial);
    controller.observe(trial, random("observe", trial.id()));
  }

  private Trial trial(Proposal proposal) {
    Genotype genotype = proposal.genotype();
    Trial earlier = first.get(genotype);
    OptionalLong duplicateOf =
        earlier == null ? OptionalLong.empty() : OptionalLong.of(earlier.id());
    Outcome outcome = earlier == null ? outcome(genotype) : earlier.outcome();
    Trial trial =
        new Trial(nextId++, genotype, proposal.parent(), outcome, Duration.ZERO, duplicateOf);
    first.putIfAbsent(genotype, trial);
    return trial;
  }

  /**
   * Rejected if it cannot be built; otherwise one of seven fails, one of seven with a penalty, one
   * is stopped.
   */
  private Outcome outcome(Genotype genotype) {
    Build<?> build = space.replay(genotype);
    if (!build.isFeasible()) {
      return new Outcome.Rejected("toy", "cannot be built");
    }
    int hash = Math.floorMod(genotype.code().hashCode(), 101);
    double reward = hash / 101.0;
    Evaluation evaluation = Evaluation.of(Metric.VALIDATION_ACCURACY, reward);
    return switch (hash % 7) {
      case 0 -> new Outcome.Failed("toy", "failed", OptionalDouble.empty());
      case 1 -> new Outcome.Failed("toy", "failed", OptionalDouble.of(-1));
      case 2 -> new Outcome.Stopped(reward, evaluation, "toy");
      default -> new Outcome.Scored(reward, evaluation);
    };
  }

  List<Genotype> genotypes() {
    return proposals.stream().map(Proposal::genotype).toList();
  }

  List<Proposal> proposals() {
    return proposals;
  }

  List<Trial> trials() {
    return trials;
  }
}
