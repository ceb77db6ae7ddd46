package org.nas4j.examples.first;

import org.nas4j.arch.Architecture;
import org.nas4j.arch.Cost;
import org.nas4j.arch.Shape;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.examples.cli.Program;
import org.nas4j.search.StopRule;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.strategy.Strategies;

/**
 * An evaluator of one's own: it trains nothing, but asks how much a network could learn by its
 * multiply-accumulates and what would fit into a small chip. Any code that turns an architecture
 * into figures will do: a simulator, another framework, a measurement on the device itself.
 */
public final class CustomEvaluator implements Evaluator<Architecture> {

  static final Metric FITNESS = Metric.maximized("fitness");

  private final long bytesOfMemory;

  CustomEvaluator(long bytesOfMemory) {
    this.bytesOfMemory = bytesOfMemory;
  }

  @Override
  public Evaluation evaluate(Candidate<Architecture> candidate, EvaluationContext context) {
    Cost cost = candidate.architecture().cost();
    long needed = Float.BYTES * cost.parameters() + cost.peakActivationBytes();
    double overflow = Math.max(0, (double) needed / bytesOfMemory - 1);
    return Evaluation.of(FITNESS, Math.log10(cost.macs()) - overflow)
        .with(Metric.PARAMETERS, cost.parameters());
  }

  static SearchBuilder<Architecture> search(long bytesOfMemory, int trials, long seed) {
    return NasSearch.builder(ChainSpace.of(Shape.image(1, 28, 28), 10))
        .strategy(Strategies.named("reinforce"))
        .evaluator(new CustomEvaluator(bytesOfMemory))
        .reward(RewardFunction.of(FITNESS))
        .stopAfter(StopRule.trials(trials))
        .seed(seed);
  }

  /** Prints the best network for a chip with 256 KiB; {@code args} are options. */
  public static void main(String[] args) {
    Program.main(new SmallChip(), args);
  }
}
