package org.nas4j.oneshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.search.Controller;
import org.nas4j.search.Proposal;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.spaces.enas.EnasMacroSpace;
import org.nas4j.strategy.ppo.Ppo;
import org.nas4j.strategy.reinforce.Reinforce;

class OneShotSearchTest {

  private static final EnasMacroSpace SPACE =
      EnasMacroSpace.builder(Shape.image(1, 8, 8), 2).layers(3).filters(2).build();

  /**
   * Shared weights on a toy task, of which one operation is the only useful one: a child is right
   * as often as its 5×5 separable convolutions were trained, the more of them the better. Records
   * who changed what.
   */
  private static final class Toy implements Supernet<Architecture> {

    private final WeightBank bank = new WeightBank(1);
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();
    private final List<String> phases = new ArrayList<>();

    @Override
    public int trainingBatches() {
      return 20;
    }

    @Override
    public double train(Architecture child, double learningRate) {
      rates.add(learningRate);
      phases.add("train");
      for (Map.Entry<String, WeightArray> each : bank.weights(child).entrySet()) {
        if (each.getKey().contains("/sep5/")) {
          each.getValue().values()[0] = 1;
        }
      }
      return 1;
    }

    @Override
    public void progress(double share) {
      shares.add(share);
    }

    @Override
    public int validationBatches() {
      return 4;
    }

    @Override
    public double score(Architecture child, int batch) {
      phases.add("validate " + batch);
      long useful = bank.weights(child).entrySet().stream()
          .filter(each -> each.getKey().contains("/sep5/out/conv/pointwise"))
          .filter(each -> each.getValue().values()[0] == 1)
          .count();
      return 0.4 + 0.2 * useful;
    }
  }

  private static OneShotResult<Architecture> search(
      Supernet<Architecture> toy, SearchStrategy strategy, int epochs, long seed) {
    try {
      return OneShotSearch.builder(SPACE, toy)
          .strategy(strategy)
          .epochs(epochs)
          .controllerSamples(60)
          .derive(5, 2)
          .seed(seed)
          .run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SearchStrategy reinforce() {
    return Reinforce.builder().redraws(0).build();
  }

  /** Phases follow one another, and the bank rests in the second. */
  @Test
  void phasesAreSeparate() {
    Toy toy = new Toy();
    search(toy, reinforce(), 2, 1);
    List<String> one = toy.phases.subList(0, 80);
    assertThat(one.subList(0, 20)).containsOnly("train");
    assertThat(one.subList(20, 80)).doesNotContain("train");
    assertThat(one.subList(20, 24))
        .containsExactly("validate 0", "validate 1", "validate 2", "validate 3");
    assertThat(toy.phases.subList(80, 100)).containsOnly("train");
  }

  /** While weights are trained the controller is told nothing, so that its policy rests. */
  @Test
  void controllerRestsWhileWeightsAreTrained() {
    Toy toy = new Toy();
    SearchStrategy told = context -> {
      Controller reinforce = reinforce().open(context);
      return new Controller() {
        @Override
        public Optional<Proposal> propose(RandomGenerator random) {
          return reinforce.propose(random);
        }

        @Override
        public void observe(Trial trial, RandomGenerator random) {
          toy.phases.add("observe");
          reinforce.observe(trial, random);
        }

        @Override
        public void withdraw(Genotype genotype) {
          reinforce.withdraw(genotype);
        }
      };
    };
    search(toy, told, 2, 1);
    assertThat(toy.phases.subList(0, 20)).containsOnly("train");
    int second = toy.phases.lastIndexOf("train") - 19;
    assertThat(toy.phases.subList(second, second + 20)).containsOnly("train");
    assertThat(toy.phases.subList(20, second)).contains("observe").doesNotContain("train");
  }

  /** The epochs of ENAS' restarts; its runs end with a cycle (Pham et al. 2018, section 3.2). */
  @Test
  void learningRateRestartsAsPublished() {
    WarmRestarts rate = WarmRestarts.ENAS;
    for (int restart : new int[] {0, 10, 30, 70, 150, 310, 630}) {
      assertThat(rate.at(restart)).as("epoch %s", restart).isEqualTo(0.05);
    }
    for (double end : new double[] {9.999, 29.999, 69.999, 149.999}) {
      assertThat(rate.at(end)).as("epoch %s", end).isCloseTo(0.001, within(1e-6));
    }
    for (double middle : new double[] {5, 20, 50, 110}) {
      assertThat(rate.at(middle))
          .as("epoch %s", middle)
          .isCloseTo((0.05 + 0.001) / 2, within(1e-12));
    }
    assertThatThrownBy(() -> new WarmRestarts(0.1, 0.2, 10, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0.1]");
  }

  @Test
  void givesEachMinibatchItsLearningRate() {
    Toy toy = new Toy();
    search(toy, new RandomSearch(), 2, 1);
    assertThat(toy.rates.get(0)).isEqualTo(0.05);
    assertThat(toy.rates.get(10)).isEqualTo(WarmRestarts.ENAS.at(0.5));
    assertThat(toy.rates.get(30)).isEqualTo(WarmRestarts.ENAS.at(1.5));
  }

  @Test
  void controllerBeginsAfterTheWarmUp() throws InterruptedException {
    Toy toy = new Toy();
    OneShotResult<Architecture> result = OneShotSearch.builder(SPACE, toy)
        .epochs(3)
        .warmUp(2)
        .controllerSamples(10)
        .derive(1, 1)
        .run();
    assertThat(toy.phases.subList(0, 60)).containsOnly("train");
    assertThat(toy.phases.subList(60, 70)).doesNotContain("train");
    assertThat(result.epochs().get(1).meanScore()).isNaN();
    assertThat(result.epochs().get(2).meanScore()).isPositive();
  }

  @Test
  void tellsBeforeEachStepHowMuchIsOver() {
    Toy toy = new Toy();
    search(toy, new RandomSearch(), 2, 1);
    assertThat(toy.shares).hasSize(40).isSorted();
    assertThat(toy.shares.get(0)).isZero();
    assertThat(toy.shares.get(30)).isEqualTo(0.75);
  }

  static Stream<SearchStrategy> controllers() {
    return Stream.of(
        reinforce(),
        Reinforce.enasSmall().toBuilder().learningRate(0.02).build(),
        Ppo.builder().redraws(0).build());
  }

  /**
   * The controller finds the useful operation, and its derived network beats the random baseline's.
   */
  @Tag("comparison")
  @ParameterizedTest
  @MethodSource("controllers")
  void findsTheUsefulOperationAndBeatsTheRandomBaseline(SearchStrategy strategy) {
    double learned = 0;
    double random = 0;
    for (long seed = 1; seed <= 5; seed++) {
      learned += search(new Toy(), strategy, 12, seed).validationScore();
      random += search(new Toy(), new RandomSearch(), 12, seed).validationScore();
    }
    assertThat(learned / 5).isGreaterThan(0.9);
    assertThat(learned).isGreaterThan(random);
  }

  /**
   * Some children diverge on the shared weights: they are told as failures, and none is ever
   * derived.
   */
  @Test
  void neverDerivesWhatDiverged() {
    Toy toy = new Toy();
    Supernet<Architecture> diverging = new Supernet<>() {
      @Override
      public int trainingBatches() {
        return toy.trainingBatches();
      }

      @Override
      public double train(Architecture child, double learningRate) {
        return toy.train(child, learningRate);
      }

      @Override
      public int validationBatches() {
        return toy.validationBatches();
      }

      @Override
      public double score(Architecture child, int batch) {
        double score = toy.score(child, batch);
        return score > 0.5 ? Double.NaN : score;
      }
    };
    OneShotResult<Architecture> result = search(diverging, reinforce(), 3, 1);
    assertThat(result.validationScore()).isBetween(0.3, 0.5);
    Supernet<Architecture> hopeless = new Supernet<>() {
      @Override
      public int trainingBatches() {
        return 1;
      }

      @Override
      public double train(Architecture child, double learningRate) {
        return 1;
      }

      @Override
      public int validationBatches() {
        return 1;
      }

      @Override
      public double score(Architecture child, int batch) {
        return Double.NaN;
      }
    };
    assertThatThrownBy(() -> search(hopeless, reinforce(), 1, 1))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("has a finite score")
        .hasMessageContaining("Maybe they diverged");
  }

  /** What was proposed for training only is not kept, nor counted as under way. */
  @Test
  void withdrawsWhatItDoesNotJudge() {
    List<String> calls = new ArrayList<>();
    SearchStrategy watched = context -> {
      Controller controller = new RandomSearch().open(context);
      return new Controller() {
        @Override
        public Optional<Proposal> propose(RandomGenerator random) {
          Optional<Proposal> proposal = controller.propose(random);
          calls.add("propose " + proposal.orElseThrow().genotype().code());
          return proposal;
        }

        @Override
        public void observe(Trial trial, RandomGenerator random) {
          calls.add("end " + trial.genotype().code());
        }

        @Override
        public void withdraw(Genotype genotype) {
          calls.add("end " + genotype.code());
        }
      };
    };
    search(new Toy(), watched, 2, 1);
    assertThat(calls).hasSize(2 * (2 * (20 + 60) + 5));
    for (int i = 0; i < calls.size(); i += 2) {
      assertThat(calls.get(i + 1)).isEqualTo(calls.get(i).replace("propose", "end"));
    }
  }

  @Test
  void repeatsItselfAndTellsOfEachEpoch() {
    OneShotResult<Architecture> one = search(new Toy(), reinforce(), 3, 7);
    OneShotResult<Architecture> other = search(new Toy(), reinforce(), 3, 7);
    assertThat(one).isEqualTo(other);
    assertThat(one.epochs()).extracting(OneShotEpoch::epoch).containsExactly(1, 2, 3);
    assertThat(one.epochs().get(2).networks()).isBetween(30, 60);
    assertThat(one.candidates()).isBetween(1, 5);
  }

  @Test
  void aBuiltSearchIsAValueThatTellsAllItsSettings() throws InterruptedException {
    OneShotSearch.Builder<Architecture> builder = OneShotSearch.builder(SPACE, new Toy())
        .strategy(Reinforce.enas())
        .learningRate(new WarmRestarts(0.2, 0.1, 3, 4))
        .epochs(1)
        .warmUp(1)
        .controllerSamples(7)
        .derive(5, 2)
        .seed(9);
    OneShotSearch<Architecture> search = builder.build();
    Map<String, String> settings = search.settings();
    builder.seed(10).epochs(3);
    assertThat(search.settings())
        .isEqualTo(settings)
        .containsEntry("strategy", "Reinforce")
        .containsEntry("strategy.batch", "20")
        .containsEntry("learningRate", new WarmRestarts(0.2, 0.1, 3, 4).toString())
        .containsEntry("epochs", "1")
        .containsEntry("warmUp", "1")
        .containsEntry("controllerSamples", "7")
        .containsEntry("derived", "5")
        .containsEntry("finalists", "2")
        .containsEntry("seed", "9");
    assertThat(search.toBuilder().build().settings()).isEqualTo(settings);
    assertThat(search.run().epochs()).hasSize(1);
    assertThatThrownBy(() -> search.toBuilder().epochs(0))
        .hasMessage("The number of epochs must be at least [1], but is [0].");
  }
}
