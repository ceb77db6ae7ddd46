package org.nas4j.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.engine.SearchSession;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.objective.MonasReward.Scaled;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.strategy.reinforce.Reinforce;
import org.nas4j.testkit.ToySpaces;

/**
 * What the rewards make of a search by the policy gradient. Candidates are eight digits from 0 to
 * 3; the sum of the digits, as a share of its greatest, is how large a candidate is. The policy
 * learns without an entropy bonus, at a rate at which a thousand trials are enough.
 */
class RewardSearchesTest {

  private static final int DIGITS = 8;
  private static final int OPTIONS = 4;
  private static final int TRIALS = 1_000;
  private static final int LAST = 50;

  private static double size(Genotype genotype) {
    int sum = genotype.genes().stream().mapToInt(gene -> gene.option()).sum();
    return sum / (double) (DIGITS * (OPTIONS - 1));
  }

  /** Sizes in the order of proposals, those that cost no evaluation included. */
  private static double[] search(
      RewardFunction reward, DoubleUnaryOperator accuracy, Metric cost, double unit, long seed) {
    return sizes(run(reward, accuracy, cost, size -> unit * size, seed));
  }

  private static SearchResult<List<Integer>> run(
      RewardFunction reward,
      DoubleUnaryOperator accuracy,
      Metric cost,
      DoubleUnaryOperator costs,
      long seed) {
    SearchSession<List<Integer>> session = NasSearch.builder(ToySpaces.grid(DIGITS, OPTIONS))
        .strategy(Reinforce.builder().entropyWeight(0).learningRate(0.02).build())
        .reward(reward)
        .stopAfter(StopRule.trials(TRIALS))
        .lookahead(1)
        .seed(seed)
        .open();
    for (var asked = session.ask(); asked.isPresent(); asked = session.ask()) {
      double size = size(asked.get().genotype());
      session.tell(
          asked.get().trialId(),
          Figures.of(
              Metric.VALIDATION_ACCURACY,
              accuracy.applyAsDouble(size),
              cost,
              costs.applyAsDouble(size)));
    }
    return session.result();
  }

  private static double[] sizes(SearchResult<List<Integer>> result) {
    return result.trials().stream().mapToDouble(trial -> size(trial.genotype())).toArray();
  }

  private static double[] last(double[] sizes) {
    return Arrays.copyOfRange(sizes, sizes.length - LAST, sizes.length);
  }

  /** Accuracy rises with size, up to 0.9; at most half of the size is allowed. */
  @Test
  void renaRewardEndsWithinHalfOfTheParameters() {
    Constraint half = new Constraint(Metric.PARAMETERS, Limit.atMost(0.5))
        .relativeTo(Evaluation.of(Metric.PARAMETERS, 1e6));
    RenaReward reward = RenaReward.builder().constraint(half).penalty(0.1).build();
    long kept = IntStream.range(0, 10)
        .filter(seed -> half.isMet(
            run(reward, size -> 0.9 * Math.sqrt(size), Metric.PARAMETERS, size -> 1e6 * size, seed)
                .best()
                .orElseThrow()
                .trial()
                .outcome()
                .figures()
                .orElseThrow()))
        .count();
    assertThat(kept).isGreaterThanOrEqualTo(9);
  }

  /** Accuracy is 1 − (1 − size)², so that the best size is 1 − (1 − α) / 2α. */
  @Test
  void lessWeightOfAccuracySavesEnergy() {
    double[] alphas = {1, 0.6, 0.5, 0.42, 0};
    double[] energies = new double[alphas.length];
    for (int i = 0; i < alphas.length; i++) {
      MonasReward reward = MonasReward.mixed(alphas[i], new Scaled(EnergyProxy.ENERGY, 0, 40));
      double[] sizes =
          search(reward, size -> 1 - (1 - size) * (1 - size), EnergyProxy.ENERGY, 40, 3);
      energies[i] = new DescriptiveStatistics(last(sizes)).getMean();
    }
    assertThat(new SpearmansCorrelation().correlation(alphas, energies))
        .as("%s", Arrays.toString(energies))
        .isGreaterThan(0.9);
  }

  /** At first about a seventh of the candidates keeps the limit, in the end four of five. */
  @Test
  void limitOfPowerMovesTheSearchBelowIt() {
    double limit = 0.36;
    Metric power = Metric.minimized("power");
    double[] sizes = search(MonasReward.below(power, 40 * limit), Math::sqrt, power, 40, 4);
    assertThat(share(Arrays.copyOf(sizes, 20), limit)).isLessThanOrEqualTo(0.3);
    assertThat(share(last(sizes), limit)).isGreaterThanOrEqualTo(0.8);
  }

  private static double share(double[] sizes, double limit) {
    return Arrays.stream(sizes).filter(size -> size < limit).count() / (double) sizes.length;
  }

  @Test
  void unitOfEnergyDoesNotMatter() {
    MonasReward joules = MonasReward.mixed(0.5, new Scaled(EnergyProxy.ENERGY, 0, 40));
    MonasReward others = MonasReward.mixed(0.5, new Scaled(EnergyProxy.ENERGY, 0, 40 * 1024));
    assertThat(run(joules, Math::sqrt, EnergyProxy.ENERGY, size -> 40 * size, 5).trials())
        .extracting(Trial::genotype)
        .isEqualTo(
            run(others, Math::sqrt, EnergyProxy.ENERGY, size -> 40 * 1024 * size, 5)
                .trials()
                .stream()
                .map(Trial::genotype)
                .toList());
  }
}
