package org.nas4j.strategy.reinforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nas4j.internal.policy.Episode;
import org.nas4j.internal.policy.LstmPolicy;
import org.nas4j.internal.policy.Trace;
import org.nas4j.policy.Advantages;
import org.nas4j.policy.Baseline;
import org.nas4j.policy.Baseline.MovingAverage;
import org.nas4j.policy.Imitation;
import org.nas4j.policy.LinkPrior;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ControllerContract;
import org.nas4j.testkit.ToySpaces;

/**
 * What the update rule of REINFORCE leads to (Williams 1992); its gradient is tested with the
 * policy.
 */
class ReinforceTest extends ControllerContract {

  private static final SearchSpace<List<Integer>> SIX_OF_FOUR = ToySpaces.grid(6, 4);

  @Override
  protected SearchStrategy strategy() {
    return Reinforce.builder().build();
  }

  /** The share of the digits that equal their position, modulo 4. */
  private static double matches(List<Integer> digits) {
    int count = 0;
    for (int i = 0; i < digits.size(); i++) {
      count += digits.get(i) == i % 4 ? 1 : 0;
    }
    return (double) count / digits.size();
  }

  private static double probability(LstmPolicy policy, SearchSpace<?> space, int... options) {
    Genotype genotype = space.sample(point -> options[point.index()]).genotype();
    return Math.exp(policy.trace(Episode.of(space.replay(genotype).walk())).totalLogProbability());
  }

  private static double[] values(LstmPolicy policy) {
    return policy.parameters().stream()
        .flatMapToDouble(parameter -> Arrays.stream(parameter.value()))
        .toArray();
  }

  private static double greatestDifference(double[] a, double[] b) {
    double greatest = 0;
    for (int i = 0; i < a.length; i++) {
      greatest = Math.max(greatest, Math.abs(a[i] - b[i]));
    }
    return greatest;
  }

  /**
   * Where nothing is earned, the released code's penalty leads to 0.308 of all links, the exact one
   * to 0.4.
   */
  @Tag("comparison")
  @Test
  void linkPriorSetsTheRateOfLinks() {
    assertThat(rateOfLinks(LinkPrior.ENAS)).isCloseTo(1 / (1 + 1.5 * 1.5), within(0.01));
    assertThat(rateOfLinks(new LinkPrior(0.8, 0.4, LinkPrior.Mode.EXACT)))
        .isCloseTo(0.4, within(0.01));
    assertThat(rateOfLinks(LinkPrior.NONE)).isCloseTo(0.5, within(0.02));
  }

  private static double rateOfLinks(LinkPrior prior) {
    SearchSpace<String> space = ToySpaces.anchored(5);
    LearningRun<String> run = new LearningRun<>(space, 1);
    ReinforceController controller = (ReinforceController) Reinforce.enas().toBuilder()
        .learningRate(0.01)
        .adam(0.9, 0.999, 1e-8)
        .entropyWeight(0)
        .linkPrior(prior)
        .build()
        .open(run);
    for (int i = 0; i < 4_000; i++) {
      run.step(controller, built -> 0);
    }
    double sum = 0;
    int links = 0;
    for (int i = 0; i < 100; i++) {
      Genotype genotype =
          controller.propose(run.random("look " + i)).orElseThrow().genotype();
      Episode episode = Episode.of(space.replay(genotype).walk());
      Trace trace = controller.policy().trace(episode);
      for (int point = 0; point < episode.size(); point++) {
        if (episode.point(point).references().isLink()) {
          sum += Math.exp(trace.logProbability(point, 1));
          links++;
        }
      }
    }
    return sum / links;
  }

  /** The first reward is the baseline, so that no later one differs from it. */
  @Test
  void equalRewardsTeachNothing() {
    LearningRun<List<Integer>> run = new LearningRun<>(SIX_OF_FOUR, 1);
    ReinforceController controller = (ReinforceController) Reinforce.nas().open(run);
    run.step(controller, digits -> 0.7);
    double[] before = values(controller.policy());
    for (int i = 0; i < 50; i++) {
      run.step(controller, digits -> 0.7);
    }
    assertThat(greatestDifference(before, values(controller.policy()))).isZero();
    for (int i = 0; i < 8; i++) {
      run.step(controller, digits -> 0.7 + 0.1 * digits.get(0));
    }
    assertThat(greatestDifference(before, values(controller.policy()))).isGreaterThan(1e-5);
  }

  /** The reference measured 1,200 samples to a probability of 0.5, and 0.99 after 8,000. */
  @Tag("comparison")
  @Test
  void concentratesOnTheBestWithTheSettingsOfNas() {
    LearningRun<List<Integer>> run = new LearningRun<>(SIX_OF_FOUR, 2);
    ReinforceController controller = (ReinforceController) Reinforce.nas().open(run);
    int samples = 0;
    while (probability(controller.policy(), SIX_OF_FOUR, 0, 1, 2, 3, 0, 1) < 0.5) {
      run.step(controller, ReinforceTest::matches);
      samples++;
      assertThat(samples).as("samples to a probability of 0.5").isLessThan(1_200 * 2);
    }
    assertThat(samples).isGreaterThan(1_200 / 2);
    for (; samples < 8000; samples++) {
      run.step(controller, ReinforceTest::matches);
    }
    assertThat(probability(controller.policy(), SIX_OF_FOUR, 0, 1, 2, 3, 0, 1)).isGreaterThan(0.99);
  }

  /**
   * The published settings of the macro search, unchanged, learn slowly: 0.25 of the digits match
   * by chance, with a standard error of 0.008 in the mean of 500.
   */
  @Tag("comparison")
  @Test
  void thePublishedSettingsOfEnasLearn() {
    double[] rewards =
        LearningRun.rewards(Reinforce.enas(), SIX_OF_FOUR, ReinforceTest::matches, 5000, 1);
    double last = Arrays.stream(rewards, 4500, 5000).average().orElseThrow();
    assertThat(last).isGreaterThan(0.3);
  }

  /** What was better than the baseline becomes more likely, what was worse less. */
  @Test
  void raisesTheProbabilityOfWhatWasBetter() {
    SearchSpace<List<Integer>> arms = ToySpaces.grid(1, 3);
    Reinforce plain = Reinforce.nas().toBuilder()
        .batch(1)
        .advantages(Advantages.raw(new Baseline.Constant(0.5)))
        .build();
    for (double reward : new double[] {0.9, 0.1}) {
      LearningRun<List<Integer>> run = new LearningRun<>(arms, 3);
      ReinforceController controller = (ReinforceController) plain.open(run);
      double before = probability(controller.policy(), arms, 1);
      run.tell(controller, arms.sample(point -> 1).genotype(), reward);
      double after = probability(controller.policy(), arms, 1);
      assertThat(Math.signum(after - before)).isEqualTo(Math.signum(reward - 0.5));
    }
  }

  /** A batch of two equal trials makes the step of one. */
  @Test
  void averagesOverTheBatch() {
    Genotype first = SIX_OF_FOUR.sample(point -> 1).genotype();
    double[] once = afterTelling(1, List.of(first));
    double[] twice = afterTelling(2, List.of(first, first));
    assertThat(greatestDifference(once, twice)).isLessThan(1e-12);
  }

  private static double[] afterTelling(int batch, List<Genotype> genotypes) {
    Reinforce plain = Reinforce.nas().toBuilder()
        .adam(0.9, 0.999, 1)
        .batch(batch)
        .advantages(Advantages.raw(new Baseline.Constant(0)))
        .build();
    LearningRun<List<Integer>> run = new LearningRun<>(SIX_OF_FOUR, 3);
    ReinforceController controller = (ReinforceController) plain.open(run);
    genotypes.forEach(genotype -> run.tell(controller, genotype, 1));
    return values(controller.policy());
  }

  /** At the budget that they are made for: 100 samples of 65,536. */
  @Test
  void defaultsBeatRandomSamplesSoon() {
    SearchSpace<List<Integer>> space = ToySpaces.grid(8, 4);
    assertThat(wins(space, digits -> digits.stream().mapToInt(each -> each).sum()))
        .isGreaterThanOrEqualTo(18);
  }

  private static int wins(
      SearchSpace<List<Integer>> space, ToDoubleFunction<List<Integer>> reward) {
    int wins = 0;
    for (int seed = 0; seed < 20; seed++) {
      double[] learned = LearningRun.rewards(Reinforce.builder().build(), space, reward, 100, seed);
      double[] drawn = LearningRun.rewards(new RandomSearch(), space, reward, 100, seed);
      wins += Arrays.stream(learned).max().getAsDouble()
              > Arrays.stream(drawn).max().getAsDouble()
          ? 1
          : 0;
    }
    return wins;
  }

  /** 79 decisions, 66 of them links: rewarded is to link. */
  @Test
  void defaultsLearnOnLongSpacesToo() {
    for (int seed = 0; seed < 3; seed++) {
      double[] rewards = LearningRun.rewards(
          Reinforce.builder().build(),
          ToySpaces.anchored(12),
          built -> built.chars().filter(each -> each == ' ').count() / 78.0,
          200,
          seed);
      double early = Arrays.stream(rewards, 0, 30).average().orElseThrow();
      double late = Arrays.stream(rewards, 170, 200).average().orElseThrow();
      assertThat(late).isGreaterThan(early + 0.1);
    }
  }

  @Test
  void publishedPresetsAreWhatWasPublished() {
    assertThat(Reinforce.nas().settings())
        .containsEntry("lstm", "2x35")
        .containsEntry("initialRange", "0.08")
        .containsEntry("batch", "8")
        .containsEntry("entropyWeight", "0.0")
        .containsEntry("redraws", "0")
        .containsEntry("imitation", "none")
        .extractingByKey("adam")
        .asString()
        .contains("6.0E-4");
    assertThat(Reinforce.enas().settings())
        .containsEntry("lstm", "1x64")
        .containsEntry("tanhConstant", "1.5")
        .containsEntry("batch", "20")
        .containsEntry("entropyBonus", "IN_REWARD")
        .containsEntry("imitation", "none");
  }

  /** Each preset of ENAS and MONAS by what sets it apart from the others. */
  @Test
  void presetsDifferAsTheirSourcesDo() {
    assertThat(Reinforce.enasMicro().settings())
        .containsEntry("tanhConstant", "1.1")
        .containsEntry("batch", "10");
    assertThat(Reinforce.enasText().settings())
        .containsEntry("initialRange", "0.01")
        .containsEntry("entropyWeight", "1.0E-5");
    assertThat(Reinforce.enasPaper().settings())
        .containsEntry("lstm", "1x100")
        .containsEntry("entropyWeight", "0.1");
    assertThat(Reinforce.enasMicroPaper().settings().get("linkPrior"))
        .isEqualTo(Reinforce.enasText().settings().get("linkPrior"))
        .isNotEqualTo(Reinforce.enasPaper().settings().get("linkPrior"));
    assertThat(Reinforce.enasTextPaper().settings()).containsEntry("entropyWeight", "1.0E-4");
    assertThat(Reinforce.enasSmall().settings())
        .containsEntry("normalizedAdvantages", "true")
        .containsEntry("batch", "10");
    assertThat(Reinforce.monas().settings())
        .containsEntry("lstm", "1x24")
        .extractingByKey("adam")
        .asString()
        .contains("learningRate=0.03");
  }

  @Test
  void refusesWhatCannotBe() {
    Reinforce.Builder builder = Reinforce.builder();
    assertThatThrownBy(() -> builder.batch(0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> builder.learningRate(-1)).hasMessageContaining("[-1.0]");
    assertThatThrownBy(() -> builder.redraws(-2)).hasMessageContaining("[-2]");
    assertThatThrownBy(() -> new Imitation(0, 1, 0.5)).hasMessageContaining("[0], [1]");
    assertThatThrownBy(() -> new MovingAverage(1.5, Baseline.Start.ZERO))
        .hasMessageContaining("[1.5]");
  }
}
