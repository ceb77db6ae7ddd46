package org.nas4j.strategy.treecell;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.nas4j.morphism.cell.CellEdit;
import org.nas4j.morphism.cell.CellGrowth;
import org.nas4j.policy.EditLearning;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Walk;

/**
 * What chooses edits in a {@link TreeCell} search, for use without a search: it proposes how a cell
 * goes on growing, is told what that was worth, and learns once it was told of a whole batch. For
 * one thread.
 */
public final class CellPolicy {

  private final TreeCellSettings settings;
  private final CellNetwork network;
  private final SpreadRewards rewards;
  private List<Told> batch = new ArrayList<>();

  /** A walk with what it was worth. */
  private record Told(Walk walk, double reward) {}

  CellPolicy(TreeCellSettings settings, Function<String, RandomGenerator> random) {
    this.settings = settings;
    this.network = new CellNetwork(settings, requireNonNull(random, "random"));
    this.rewards = new SpreadRewards(settings);
  }

  /**
   * Draws how a cell goes on growing.
   *
   * @param growth the cell, and what may become of it
   * @param random draws the answers
   * @return may be without edits
   */
  public CellPlan propose(CellGrowth growth, RandomGenerator random) {
    Build<List<CellEdit>> build = growth.sample(chooser(random));
    return new CellPlan(growth, build.genotype(), build.architecture());
  }

  /**
   * Takes note of what a plan was worth, and learns if that completes a batch.
   *
   * @param plan one that was proposed, or any other of this growth
   * @param reward more is better; an accuracy in [0, 1] unless tangents are switched off
   */
  public void learn(CellPlan plan, double reward) {
    learn(plan.growth().replay(plan.answers()).walk(), reward);
  }

  /**
   * Tells what the cell is worth from which all others grow, before the first plan: the first
   * advantages are taken against that.
   *
   * @param reward of the start, by the same measure as of plans
   */
  public void expect(double reward) {
    rewards.expect(reward);
  }

  Chooser chooser(RandomGenerator random) {
    return point -> point.isForced()
        ? point.legalOption(0)
        : drawn(network.probabilities(point), random.nextDouble(), point);
  }

  private static int drawn(double[] probabilities, double quantile, DecisionPoint point) {
    double left = quantile;
    for (int i = 0; i < point.legalCount(); i++) {
      left -= probabilities[point.legalOption(i)];
      if (left < 0) {
        return point.legalOption(i);
      }
    }
    return point.legalOption(point.legalCount() - 1);
  }

  /** Draws walks until one is wanted; the last one if none is. */
  Walk propose(Function<Chooser, Walk> space, Predicate<Walk> isWanted, RandomGenerator random) {
    Walk drawn = space.apply(chooser(random));
    for (int i = 0; i < settings.redraws() && !isWanted.test(drawn); i++) {
      drawn = space.apply(chooser(random));
    }
    return drawn;
  }

  void learn(Walk walk, double reward) {
    batch.add(new Told(walk, reward));
    if (batch.size() == settings.learning().batch()) {
      List<Told> full = batch;
      batch = new ArrayList<>();
      climb(full);
    }
  }

  private void climb(List<Told> told) {
    double[] advantages =
        rewards.advantages(told.stream().mapToDouble(Told::reward).toArray());
    if (advantages.length == 0) {
      return;
    }
    EditLearning learning = settings.learning();
    int size = advantages.length;
    for (int k = 0; k < size; k++) {
      Walk walk = told.get(k).walk();
      for (DecisionPoint point : walk.points()) {
        if (!point.isForced()) {
          int option = walk.genotype().genes().get(point.index()).option();
          network.climb(point, option, advantages[k] / size, learning.entropyWeight() / size);
        }
      }
    }
    learning.adam().ascend(network.parameters(), learning.greatestNorm());
  }

  CellNetwork network() {
    return network;
  }
}
