package org.nas4j.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nas4j.internal.math.Adam;
import org.nas4j.internal.math.Parameter;
import org.nas4j.policy.LstmSettings;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ToySpaces;

class KeptTracesTest {

  private static final SearchSpace<List<Integer>> SPACE = ToySpaces.permutations(4);

  private final LstmPolicy policy = PolicyTrials.policy(LstmSettings.of(2, 9), 3);

  /** All decisions are met, so that no head is born during a test. */
  @BeforeEach
  void meetAllDecisions() {
    PolicyTrials.sample(policy, SPACE, 0);
  }

  private Episode sampled(long seed) {
    Episode episode = PolicyTrials.sample(policy, SPACE, seed);
    policy.keep(episode);
    return episode;
  }

  private double[] gradient(Trace trace) {
    PolicyTrials.clearGradients(policy);
    trace.backward(new double[] {0.3, -1, 2, 0.1}, 0.2, null);
    double[] gradient = PolicyTrials.gradient(policy);
    PolicyTrials.clearGradients(policy);
    return gradient;
  }

  /** Several times, since one trace may be learned from more than once. */
  @Test
  void whatWasSampledHasTheBitsOfWhatIsComputedAgain() {
    sampled(1);
    Episode episode = sampled(2);
    Trace kept = policy.trace();
    assertThat(policy.trace(episode)).isSameAs(kept);
    double[] probabilities = kept.logProbabilities();
    double[] first = gradient(kept);
    double[] second = gradient(kept);
    policy.parameters().get(0).change();
    Trace again = policy.trace(episode);
    assertThat(again.logProbabilities()).containsExactly(probabilities);
    assertThat(gradient(again)).containsExactly(first).containsExactly(second);
  }

  @Test
  void severalAreKeptAtOnce() {
    List<Episode> episodes = new ArrayList<>();
    List<double[]> probabilities = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      episodes.add(sampled(i));
      probabilities.add(policy.trace().logProbabilities());
    }
    for (int i = 0; i < 20; i++) {
      assertThat(policy.trace(episodes.get(i)).logProbabilities())
          .containsExactly(probabilities.get(i));
    }
    assertThat(episodes.stream().map(policy::trace).distinct()).hasSize(20);
  }

  @Test
  void anUpdateMakesThemOutOfDate() {
    Episode episode = sampled(1);
    double before = policy.trace(episode).totalLogProbability();
    policy.trace(episode).backward(new double[] {1, 1, 1, 1}, 0, null);
    new Adam(0.01, 0.9, 0.999, 1e-8).ascend(policy.parameters(), Double.POSITIVE_INFINITY);
    assertThat(policy.trace(episode).totalLogProbability()).isGreaterThan(before);
  }

  @Test
  void oneParameterChangedMakesThemOutOfDate() {
    Episode episode = sampled(1);
    double before = policy.trace(episode).totalLogProbability();
    SplittableRandom random = new SplittableRandom(1);
    for (Parameter parameter : policy.parameters().subList(0, 4)) {
      double[] value = parameter.change();
      for (int i = 0; i < value.length; i++) {
        value[i] += random.nextDouble();
      }
      double after = policy.trace(episode).totalLogProbability();
      assertThat(after).isNotEqualTo(before);
      before = after;
    }
  }

  /** Memory is bounded: beyond it, traces are not kept, and nothing is wrong for that. */
  @Test
  void thereIsAnEnd() {
    KeptTraces kept = new KeptTraces();
    LstmPolicy large = PolicyTrials.policy(LstmSettings.of(2, 64), 3);
    List<Episode> episodes = new ArrayList<>();
    int count = 0;
    long numbers = 0;
    Trace trace;
    do {
      episodes.add(PolicyTrials.sample(large, SPACE, count++));
      trace = large.trace();
      numbers += trace.numbers();
    } while (kept.keep(episodes.get(episodes.size() - 1), trace));
    assertThat(numbers).isGreaterThan(1 << 21);
    assertThat(numbers - trace.numbers()).isLessThanOrEqualTo(1 << 21);
    assertThat(kept.find(episodes.get(count - 1))).isNull();
    assertThat(kept.find(episodes.get(count - 2))).isNotNull();
    kept.ensure(1);
    assertThat(kept.find(episodes.get(0))).isNull();
    assertThat(kept.keep(episodes.get(0), trace)).isTrue();
  }
}
