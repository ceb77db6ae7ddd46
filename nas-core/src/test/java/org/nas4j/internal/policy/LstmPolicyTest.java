package org.nas4j.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.nas4j.testkit.DistributionAssert.assertThatCounts;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nas4j.internal.math.Parameter;
import org.nas4j.policy.LinkScoring;
import org.nas4j.policy.LstmSettings;
import org.nas4j.space.Anchor;
import org.nas4j.space.Decision;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ToySpaces;

class LstmPolicyTest {

  private static final LstmSettings WIDE =
      LstmSettings.builder().layers(1).hidden(8).range(1.5).build();

  @Test
  void drawsWithItsOwnProbabilities() {
    LstmPolicy policy = PolicyTrials.policy(WIDE, 2);
    SearchSpace<List<Integer>> space = ToySpaces.permutations(4);
    List<Episode> all = PolicyTrials.all(space);
    assertThat(all).hasSize(24);
    double[] p = all.stream()
        .mapToDouble(episode -> Math.exp(policy.trace(episode).totalLogProbability()))
        .toArray();
    assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
    List<String> codes = all.stream().map(LstmPolicyTest::code).toList();
    long[] counts = new long[24];
    SplittableRandom random = new SplittableRandom(3);
    for (int n = 0; n < 20_000; n++) {
      Episode episode =
          Episode.of(space.sample(policy.begin().sampling(random, 1)).walk());
      counts[codes.indexOf(code(episode))]++;
    }
    assertThatCounts(counts).follow(p);
  }

  private static String code(Episode episode) {
    return IntStream.range(0, episode.size()).mapToObj(episode::option).toList().toString();
  }

  @Test
  void maskedOptionsHaveNoPartInAnything() {
    LstmPolicy policy = PolicyTrials.policy(WIDE, 2);
    Episode episode = PolicyTrials.sample(policy, ToySpaces.permutations(4), 1);
    Trace trace = policy.trace(episode);
    int taken = episode.option(0);
    assertThat(trace.logProbability(1, taken)).isEqualTo(Double.NEGATIVE_INFINITY);
    double sum = 0;
    double entropy = 0;
    for (int option = 0; option < 4; option++) {
      double log = trace.logProbability(1, option);
      sum += Math.exp(log);
      entropy -= log == Double.NEGATIVE_INFINITY ? 0 : Math.exp(log) * log;
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
    assertThat(trace.entropy(1)).isCloseTo(entropy, within(1e-12));
    assertThat(trace.entropy(3)).isCloseTo(0, within(1e-12));
    assertThat(trace.logProbability(3)).isCloseTo(0, within(1e-12));

    PolicyTrials.clearGradients(policy);
    double[] second = {0, 1, 0, 0};
    trace.backward(second, 0, null);
    Parameter biases = policy.parameters().stream()
        .filter(each -> each.value().length == 4)
        .findFirst()
        .get();
    assertThat(biases.gradient()[taken]).isZero();
    assertThat(biases.gradient()[episode.option(1)]).isPositive();
  }

  /**
   * 78 decisions of ENAS' macro space and one choice of an anchor, with masks nowhere and links
   * everywhere.
   */
  @Test
  void recomputingGivesTheSameBitsAsSampling() {
    for (LstmSettings settings : List.of(LstmSettings.ENAS, LstmSettings.NAS)) {
      LstmPolicy policy = PolicyTrials.policy(settings, 2);
      Episode episode = PolicyTrials.sample(policy, ToySpaces.anchored(12), 9);
      double[] sampled = policy.trace().logProbabilities();
      PolicyTrials.sample(policy, ToySpaces.anchored(12), 10);
      assertThat(sampled).hasSize(79);
      assertThat(policy.trace(episode).logProbabilities()).isEqualTo(sampled);
    }
  }

  @Test
  void twoClassesDoubleTheLogOdds() {
    Episode episode = PolicyTrials.sample(PolicyTrials.policy(WIDE, 2), ToySpaces.anchored(2), 1);
    LstmPolicy sigmoid = PolicyTrials.policy(WIDE, 2);
    LstmPolicy twoClasses =
        PolicyTrials.policy(WIDE.toBuilder().links(LinkScoring.TWO_CLASSES).build(), 2);
    assertThat(episode.point(2).references().isLink()).isTrue();
    double odds = logOdds(sigmoid.trace(episode), 2);
    assertThat(odds).isNotZero();
    assertThat(logOdds(twoClasses.trace(episode), 2)).isCloseTo(2 * odds, within(1e-12));
  }

  private static double logOdds(Trace trace, int index) {
    return trace.logProbability(index, 1) - trace.logProbability(index, 0);
  }

  @Test
  void tanhConstantCapsProbabilities() {
    LstmPolicy policy = PolicyTrials.policy(
        LstmSettings.builder().layers(1).hidden(8).range(50).tanhConstant(2.5).build(), 2);
    double cap = 1 / (1 + 3 * Math.exp(-5));
    double greatest = 0;
    for (Episode episode : PolicyTrials.all(ToySpaces.grid(2, 4))) {
      Trace trace = policy.trace(episode);
      greatest = Math.max(greatest, Math.exp(trace.logProbability(0)));
      greatest = Math.max(greatest, Math.exp(trace.logProbability(1)));
    }
    assertThat(greatest).isLessThanOrEqualTo(cap + 1e-12).isGreaterThan(0.9);
  }

  @Test
  void temperatureFlattens() {
    Episode episode = PolicyTrials.sample(PolicyTrials.policy(WIDE, 2), ToySpaces.grid(3, 3), 1);
    double cold = PolicyTrials.policy(WIDE, 2).trace(episode).entropy(0);
    LstmPolicy hot = PolicyTrials.policy(WIDE.toBuilder().temperature(100).build(), 2);
    assertThat(hot.trace(episode).entropy(0))
        .isGreaterThan(cold)
        .isCloseTo(Math.log(3), within(1e-2));
  }

  /** Two anchors of three are linked: the next step reads their sum, divided by three. */
  @Test
  void readsTheMeanOfLinkedAnchorsNext() {
    LstmPolicy policy = PolicyTrials.policy(WIDE, 2);
    Anchor[] anchors = new Anchor[4];
    SearchSpace<String> space = choices -> {
      for (int i = 0; i < 4; i++) {
        anchors[i] = choices.anchor();
      }
      choices.link("skip", anchors[0]);
      choices.link("skip", anchors[1]);
      choices.link("skip", anchors[2]);
      return "";
    };
    Gene yes = new Gene("skip", 1);
    Gene no = new Gene("skip", 0);
    Trace trace = policy.trace(
        Episode.of(space.replay(new Genotype(List.of(yes, no, yes))).walk()));
    double[] next = trace.nextInput().read();
    for (int i = 0; i < next.length; i++) {
      double sum = trace.anchor(0).output()[i] + trace.anchor(2).output()[i];
      assertThat(next[i]).isCloseTo(sum / 3, within(1e-15));
    }
    assertThat(trace.anchor(0).output()).isNotEqualTo(trace.anchor(2).output());
  }

  @Test
  void readsTheTokenThatWasTaken() {
    LstmPolicy policy = PolicyTrials.policy(WIDE, 2);
    List<Episode> all = PolicyTrials.all(ToySpaces.grid(2, 3));
    double a = policy.trace(all.get(0)).logProbability(1, 0);
    double b = policy.trace(all.get(3)).logProbability(1, 0);
    double again = policy.trace(all.get(1)).logProbability(1, 0);
    assertThat(a).isNotEqualTo(b).isEqualTo(again);
  }

  @Test
  void headsGrowWhenADecisionHasMoreOptionsLater() {
    SearchSpace<Integer> growing = choices -> {
      int first = choices.pick(Decision.of("index", 0, 1));
      return first + choices.pick(Decision.of("index", 0, 1, 2, 3));
    };
    LstmPolicy policy = PolicyTrials.policy(WIDE, 2);
    Episode episode = PolicyTrials.sample(policy, growing, 1);
    double before = policy.trace(episode).logProbability(0);
    assertThat(Math.exp(policy.trace(episode).logProbability(0, 0))
            + Math.exp(policy.trace(episode).logProbability(0, 1)))
        .isCloseTo(1, within(1e-12));
    assertThat(policy.trace(episode).logProbability(0)).isEqualTo(before);
  }

  /** What a decision is initialised with depends on its name, not on when it was first met. */
  @Test
  void initialisationDoesNotDependOnTheOrderOfDecisions() {
    Decision<Integer> a = Decision.of("a", 0, 1, 2);
    Decision<Integer> b = Decision.of("b", 0, 1, 2);
    LstmPolicy one = PolicyTrials.policy(WIDE, 2);
    LstmPolicy other = PolicyTrials.policy(WIDE, 2);
    SearchSpace<Integer> first = choices -> choices.pick(a) + choices.pick(b);
    SearchSpace<Integer> second = choices -> choices.pick(b) + choices.pick(a);
    Episode episode = PolicyTrials.sample(one, first, 1);
    PolicyTrials.sample(other, second, 1);
    assertThat(other.trace(episode).logProbabilities())
        .isEqualTo(one.trace(episode).logProbabilities());
  }
}
