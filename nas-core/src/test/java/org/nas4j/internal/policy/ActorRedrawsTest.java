package org.nas4j.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nas4j.policy.LstmSettings;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ToySpaces;

/** When an actor draws again, how hot, and which option a random number stands for. */
class ActorRedrawsTest {

  private static final SearchSpace<List<Integer>> COIN = ToySpaces.grid(1, 2);

  private final LstmPolicy policy =
      PolicyTrials.policy(LstmSettings.of(1, 4).toBuilder().range(1.5).build(), 3);
  private int walks;

  private Actor actor(SearchSpace<?> space) {
    return new Actor(
        policy,
        chooser -> {
          walks++;
          return space.sample(chooser).walk();
        },
        genotype -> space.replay(genotype).walk());
  }

  /** A generator of one number. */
  private static RandomGenerator always(double number) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new AssertionError("Only numbers in [0, 1) are drawn.");
      }

      @Override
      public double nextDouble() {
        return number;
      }
    };
  }

  private int draws(Actor actor, double number) {
    walks = 0;
    actor.propose(always(number));
    return walks;
  }

  private static Genotype side(int option) {
    return COIN.sample(point -> option).genotype();
  }

  @Test
  void drawsAgainAsOftenAsAllowed() {
    Actor actor = actor(ToySpaces.single()).redraws(3);
    assertThat(draws(actor, 0.5)).isEqualTo(1);
    assertThat(draws(actor, 0.5)).isEqualTo(4);
    Actor never = actor(ToySpaces.single()).redraws(0);
    assertThat(draws(never, 0.5)).isEqualTo(1);
    assertThat(draws(never, 0.5)).isEqualTo(1);
  }

  @Test
  void knowsWhatItObservedToo() {
    Actor actor = actor(ToySpaces.single()).redraws(3);
    Genotype only = ToySpaces.single().sample(point -> 0).genotype();
    actor.observe(new Observation(only, OptionalDouble.of(1), false));
    assertThat(draws(actor, 0.5)).isEqualTo(4);
  }

  /** The likelier side's share at a temperature, by its probability. */
  private static double share(double p, double temperature) {
    double likely = Math.pow(p, 1 / temperature);
    return likely / (likely + Math.pow(1 - p, 1 / temperature));
  }

  /**
   * A number that stands for the known side at the temperatures 1 and 1.2, and for the other at
   * 1.44.
   */
  @Test
  void eachRedrawIsHotterByAFifth() {
    Actor actor = actor(COIN).redraws(9);
    Trace trace = policy.trace(Episode.of(COIN.replay(side(0)).walk()));
    double p = Math.exp(trace.logProbability(0, 0));
    boolean first = p > 0.5;
    double q = first ? p : 1 - p;
    assertThat(q).isBetween(0.52, 0.99);
    double between = (share(q, 1.2) + share(q, 1.44)) / 2;
    double number = first ? between : 1 - between;
    assertThat(actor.propose(always(number))).isEqualTo(side(first ? 0 : 1));
    walks = 0;
    assertThat(actor.propose(always(number))).isEqualTo(side(first ? 1 : 0));
    assertThat(walks).isEqualTo(3);
  }

  /** More options than there is room for at first, and more again. */
  @Test
  void everyOptionHasItsStretchOfNumbers() {
    for (int size : new int[] {9, 20, 50}) {
      Integer[] options = IntStream.range(0, size).boxed().toArray(Integer[]::new);
      Decision<Integer> decision = Decision.of("of " + size, options);
      SearchSpace<Integer> space = choices -> choices.pick(decision, each -> each % 2 == 0);
      Trace trace = policy.trace(Episode.of(space.sample(point -> 0).walk()));
      double[] p = new double[size];
      double sum = 0;
      double entropy = 0;
      for (int option = 0; option < size; option++) {
        p[option] = Math.exp(trace.logProbability(0, option));
        sum += p[option];
        entropy -= p[option] == 0 ? 0 : p[option] * Math.log(p[option]);
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
      assertThat(trace.entropy(0)).isCloseTo(entropy, within(1e-12));
      double passed = 0;
      for (int option = 0; option < size; option += 2) {
        double middle = passed + p[option] / 2;
        assertThat(space.sample(policy.begin().sampling(always(middle), 1)).architecture())
            .isEqualTo(option);
        passed += p[option];
      }
      assertThat(p[1]).isZero();
    }
  }

  /** A point without a choice takes no number. */
  @Test
  void forcedAnswersAreNotDrawn() {
    SearchSpace<Integer> forced =
        choices -> choices.pick(Decision.of("digit", 0, 1, 2), each -> each == 1);
    RandomGenerator none = () -> {
      throw new AssertionError("Nothing is to be drawn.");
    };
    assertThat(forced.sample(policy.begin().sampling(none, 1)).architecture()).isEqualTo(1);
  }
}
