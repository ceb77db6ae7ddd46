package org.nas4j.oneshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.search.Controller;
import org.nas4j.search.Proposal;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.InfeasibleException;
import org.nas4j.space.SearchSpace;

/**
 * What a one-shot search asks of its supernet and controller, with figures that can be added up by
 * hand.
 */
class OneShotScheduleTest {

  private static final Decision<Integer> DIGIT = Decision.of("digit", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  private static final SearchSpace<Integer> DIGITS = choices -> choices.pick(DIGIT);

  /** Nine cannot be built. */
  private static final SearchSpace<Integer> NO_NINE = choices -> {
    int digit = choices.pick(DIGIT);
    if (digit == 9) {
      throw new InfeasibleException("nine", "Nine cannot be built.");
    }
    return digit;
  };

  /**
   * A loss of the digit itself, and scores as they are set, all validation minibatches alike but
   * for the first.
   */
  private static final class Scores implements Supernet<Integer> {
    private final double[] first = new double[10];
    private final double[] all = new double[10];
    private final List<Double> rates = new ArrayList<>();

    @Override
    public int trainingBatches() {
      return 4;
    }

    @Override
    public double train(Integer child, double learningRate) {
      rates.add(learningRate);
      return child;
    }

    @Override
    public int validationBatches() {
      return 1;
    }

    @Override
    public double score(Integer child, int batch) {
      return first[child];
    }

    @Override
    public double score(Integer child) {
      return all[child];
    }
  }

  /** Proposes digits in a given order, and writes down what it is told. */
  private static final class Script implements SearchStrategy, Controller {
    private final Iterator<Integer> digits;
    private final List<Trial> observed = new ArrayList<>();
    private final List<String> withdrawn = new ArrayList<>();

    Script(int... digits) {
      this.digits = Arrays.stream(digits).iterator();
    }

    @Override
    public Controller open(org.nas4j.search.ControllerContext context) {
      return this;
    }

    @Override
    public Optional<Proposal> propose(RandomGenerator random) {
      return digits.hasNext() ? Optional.of(Proposal.of(digit(digits.next()))) : Optional.empty();
    }

    @Override
    public void observe(Trial trial, RandomGenerator random) {
      observed.add(trial);
    }

    @Override
    public void withdraw(Genotype genotype) {
      withdrawn.add(genotype.code());
    }
  }

  private static Genotype digit(int option) {
    return new Genotype(List.of(new Gene("digit", option)));
  }

  private static OneShotSearch.Builder<Integer> search(Scores scores, Script script) {
    return OneShotSearch.builder(DIGITS, scores)
        .strategy(script)
        .epochs(1)
        .controllerSamples(2)
        .derive(1, 1);
  }

  @Test
  void meansAreThoseOfItsEpoch() throws InterruptedException {
    Scores scores = new Scores();
    scores.first[5] = 0.25;
    scores.first[6] = 0.5;
    List<OneShotEpoch> told = new ArrayList<>();
    OneShotResult<Integer> result = search(
            scores, new Script(1, 2, 3, 4, 5, 6, /* epoch 2 */ 2, 2, 2, 0, 6, 6, /* derived */ 0))
        .epochs(2)
        .onEpoch(told::add)
        .run();
    assertThat(result.epochs())
        .containsExactly(
            new OneShotEpoch(1, 2.5, 0.375, 4, Optional.of(digit(6))),
            new OneShotEpoch(2, 1.5, 0.5, 5, Optional.of(digit(6))));
    assertThat(told).isEqualTo(result.epochs());
  }

  @Test
  void controllerIsToldOfItsOwnSamplesByNumber() throws InterruptedException {
    Scores scores = new Scores();
    scores.first[5] = 0.25;
    scores.first[6] = 0.5;
    Script script = new Script(1, 2, 3, 4, 5, 6, 6, 0);
    search(scores, script).controllerSamples(3).run();
    assertThat(script.observed).extracting(Trial::id).containsExactly(0L, 1L, 2L);
    assertThat(script.observed)
        .extracting(trial -> trial.genotype().code())
        .containsExactly("5", "6", "6");
    assertThat(script.observed)
        .extracting(trial -> trial.outcome().reward().orElseThrow())
        .containsExactly(0.25, 0.5, 0.5);
    assertThat(script.withdrawn).containsExactly("1", "2", "3", "4", "0");
  }

  @Test
  void noSamplesHaveNoMean() throws InterruptedException {
    OneShotResult<Integer> result =
        search(new Scores(), new Script(1, 2, 3, 4, 0)).controllerSamples(0).run();
    assertThat(result.epochs().get(0).meanScore()).isNaN();
  }

  /**
   * By the first minibatch 6, 7 and 8 are the finalists; 7 and 6 are best on all data, 7 is asked
   * first.
   */
  @Test
  void bestOnAllDataOfTheBestOnOneMinibatchWins() throws InterruptedException {
    Scores scores = new Scores();
    for (int digit = 0; digit < 9; digit++) {
      scores.first[digit] = digit / 10.0;
    }
    scores.all[8] = 0.25;
    scores.all[7] = 0.5;
    scores.all[6] = 0.5;
    scores.all[1] = 0.75;
    OneShotResult<Integer> result = search(
            scores, new Script(0, 0, 0, 0, 0, 0, /* derived */ 1, 6, 3, 8, 0, 7, 6, 2))
        .derive(8, 3)
        .run();
    assertThat(result.architecture()).isEqualTo(7);
    assertThat(result.genotype().code()).isEqualTo("7");
    assertThat(result.validationScore()).isEqualTo(0.5);
    assertThat(result.candidates()).isEqualTo(7);
  }

  @Test
  void scoresNoMoreFinalistsThanThereAre() throws InterruptedException {
    Scores scores = new Scores();
    scores.all[4] = 0.5;
    OneShotResult<Integer> result = search(scores, new Script(0, 0, 0, 0, 0, 0, /* derived */ 3, 4))
        .derive(2, 10)
        .run();
    assertThat(result.architecture()).isEqualTo(4);
  }

  @Test
  void trainsByTheGivenLearningRate() throws InterruptedException {
    Scores scores = new Scores();
    search(scores, new Script(1, 2, 3, 4, 5, 6, 7))
        .learningRate(new WarmRestarts(0.8, 0, 1, 1))
        .run();
    assertThat(scores.rates.get(0)).isEqualTo(0.8);
    assertThat(scores.rates.get(2)).isCloseTo(0.4, org.assertj.core.data.Offset.offset(1e-15));
  }

  private static OneShotPolicy<Integer> policy(Script script) {
    return new OneShotPolicy<>(NO_NINE, script, 1);
  }

  private static int[] nines(int count, int... then) {
    return IntStream.concat(IntStream.generate(() -> 9).limit(count), Arrays.stream(then))
        .toArray();
  }

  @Test
  void goesOnUntilANetworkCanBeBuilt() {
    Script script = new Script(nines(999, 3));
    OneShotPolicy.Child<Integer> child = policy(script).propose();
    assertThat(child.architecture()).isEqualTo(3);
    assertThat(child.genotype().code()).isEqualTo("3");
    assertThat(script.withdrawn).hasSize(999).containsOnly("9");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 1_000})
  void givesUpWhenNothingCanBeBuilt(int count) {
    int[] digits = count == 1_000 ? nines(count, 3) : nines(count);
    assertThatThrownBy(() -> policy(new Script(digits)).propose())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The strategy proposes no network that can be built.\nMaybe use one that may"
            + " propose a network more than once.");
  }

  @Test
  void meanOverAllMinibatchesUnlessOverridden() throws InterruptedException {
    Supernet<Integer> plain = new Supernet<>() {
      @Override
      public int trainingBatches() {
        return 1;
      }

      @Override
      public double train(Integer child, double learningRate) {
        return 0;
      }

      @Override
      public int validationBatches() {
        return 4;
      }

      @Override
      public double score(Integer child, int batch) {
        return child + batch;
      }
    };
    assertThat(plain.score(10)).isEqualTo(11.5);
  }

  private static void assertRefused(
      Consumer<OneShotSearch.Builder<Integer>> setting, String message) {
    OneShotSearch.Builder<Integer> builder = OneShotSearch.builder(DIGITS, new Scores());
    assertThatThrownBy(() -> setting.accept(builder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesCountsThatCannotBe() {
    assertRefused(b -> b.epochs(0), "number of epochs must be at least [1], but is [0]");
    assertRefused(b -> b.warmUp(-1), "must be at least [0], but is [-1]");
    assertRefused(b -> b.controllerSamples(-1), "must be at least [0], but is [-1]");
    assertRefused(b -> b.derive(0, 1), "proposed networks must be at least [1], but is [0]");
    assertRefused(b -> b.derive(1, 0), "scored networks must be at least [1], but is [0]");
  }
}
