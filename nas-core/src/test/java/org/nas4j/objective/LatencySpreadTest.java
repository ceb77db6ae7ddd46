package org.nas4j.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchSession;
import org.nas4j.eval.Metric;
import org.nas4j.policy.LstmSettings;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.strategy.ppo.Ppo;
import org.nas4j.testkit.ToySpaces;

/**
 * The soft reward of MnasNet covers a range of latencies, the hard one crowds below its target
 * (tan2019mnasnet, figure 6).
 *
 * <p>Candidates are eight digits from 0 to 3. The first four make a network large: latency goes
 * from an eighth of the target to eight times it, and accuracy rises with it at the rate for which
 * the soft reward was made. The others have no use, and each costs accuracy.
 */
class LatencySpreadTest {

  private static final int LARGE = 4;
  private static final int OPTIONS = 4;
  private static final int TRIALS = 800;
  private static final int LAST = 100;
  private static final int SEEDS = 10;

  /** Ten fair coins show so many heads or more with a probability of 0.011. */
  private static final int ENOUGH = 9;

  private static IntStream digits(Genotype genotype, int first) {
    return genotype.genes().subList(first, first + LARGE).stream().mapToInt(gene -> gene.option());
  }

  private static double latency(Genotype genotype) {
    return StrictMath.pow(2, digits(genotype, 0).sum() / 2.0 - 3);
  }

  private static double accuracy(Genotype genotype) {
    return 0.7 * StrictMath.pow(latency(genotype), 0.07)
        - 0.01 * digits(genotype, LARGE).sum();
  }

  /** The policy of the paper, smaller and faster, for a tenth of its trials. */
  private static List<Genotype> last(MnasNetReward reward, long seed) {
    SearchSession<List<Integer>> session = NasSearch.builder(ToySpaces.grid(2 * LARGE, OPTIONS))
        .strategy(Ppo.mnasnet().toBuilder()
            .network(LstmSettings.of(1, 8))
            .learningRate(0.02)
            .build())
        .reward(reward)
        .stopAfter(progress -> progress.observed() / (double) TRIALS)
        .lookahead(1)
        .seed(seed)
        .open();
    for (var asked = session.ask(); asked.isPresent(); asked = session.ask()) {
      Genotype genotype = asked.get().genotype();
      session.tell(
          asked.get().trialId(),
          Figures.of(
              Metric.VALIDATION_ACCURACY,
              accuracy(genotype),
              Metric.LATENCY_SECONDS,
              latency(genotype)));
    }
    List<Trial> trials = session.result().trials();
    return trials.subList(trials.size() - LAST, trials.size()).stream()
        .map(Trial::genotype)
        .toList();
  }

  /** From the lower to the upper quartile. */
  private static double spread(List<Genotype> genotypes) {
    DescriptiveStatistics latencies = new DescriptiveStatistics(
        genotypes.stream().mapToDouble(LatencySpreadTest::latency).toArray());
    return latencies.getPercentile(75) - latencies.getPercentile(25);
  }

  /** At the start useless digits are 6 in the mean: a policy that learned nothing spreads, too. */
  private static void learned(List<Genotype> genotypes, long seed) {
    assertThat(genotypes.stream()
            .mapToInt(each -> digits(each, LARGE).sum())
            .average()
            .orElseThrow())
        .as("useless digits of seed %s", seed)
        .isLessThan(3);
  }

  @Test
  void softRewardSpreadsLatenciesMoreThanHardReward() {
    long wider = LongStream.range(0, SEEDS)
        .filter(seed -> {
          List<Genotype> soft = last(MnasNetReward.soft(1), seed);
          List<Genotype> hard = last(MnasNetReward.hard(1), seed);
          learned(soft, seed);
          learned(hard, seed);
          return spread(soft) > spread(hard);
        })
        .count();
    assertThat(wider).isGreaterThanOrEqualTo(ENOUGH);
  }
}
