package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.data.Dataset;
import org.nas4j.morphism.Morphism;
import org.nas4j.morphism.StageEdits;

class GrowingSearchTest {

  private static final int BATCH = 16;

  private final Dataset training = Fixtures.shapes(96, 1);
  private final Dataset validation = Fixtures.shapes(60, 2);

  /** A residual network of two stages. */
  private static Architecture start() {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 8, 8));
    String x = block(b, "a", 8, Architecture.INPUT);
    String y = block(b, "b", 8, x);
    x = b.add("sum", new Add(), x, y);
    x = b.add("c", Convolution.of(8, Window.square(3)), x);
    x = b.add("pool", Pooling.max(Window.square(2).stride(2)), x);
    x = b.add("c.bn", BatchNormalization.DEFAULT, x);
    x = b.add("c.relu", Activation.RELU, x);
    x = b.add("mean", GlobalPooling.AVERAGE, x);
    return b.build(b.add("out", SoftmaxOutput.of(3), x));
  }

  private static String block(Architecture.Builder b, String name, int filters, String input) {
    b.add(name, Convolution.of(filters, Window.square(3)), input);
    b.add(name + ".bn", BatchNormalization.DEFAULT, name);
    return b.add(name + ".relu", Activation.RELU, name + ".bn");
  }

  private static Dl4jTraining settings() {
    return Dl4jTraining.builder()
        .nesterov(0.9)
        .learningRate(LearningRate.oneCycle(0.1, 0.2))
        .batch(BATCH)
        .build();
  }

  private GrowingSearch.Builder search() {
    return GrowingSearch.builder(start())
        .training(training)
        .validation(validation)
        .settings(settings())
        .widening(List.of(1.5), 4)
        .trialSteps(4)
        .moments(List.of(0.2, 0.4))
        .threads(1)
        .steps(80);
  }

  private static void fill(GrowingTraining training, Dataset data) {
    var room = training.examples(BATCH);
    for (int i = 0; i < BATCH; i++) {
      data.write(i, room);
    }
  }

  private static int[] labels(Dataset data) {
    int[] labels = new int[BATCH];
    Arrays.setAll(labels, data::label);
    return labels;
  }

  /** A training of a few steps, so that the optimizer has something to remember. */
  private GrowingTraining warm() {
    GrowingTraining warm = GrowingTraining.begin(start(), settings(), BATCH, 1, 3);
    for (int i = 0; i < 6; i++) {
      fill(warm, training);
      warm.step(labels(training), 0.2);
    }
    return warm;
  }

  /** Six minibatches are an epoch; the last one ends after two. */
  @Test
  void tellsTheFlightRecorderOfItsEpochs(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("growing.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      search().moments(List.of()).steps(20).build().run();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> epochs = RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals("org.nas4j.Epoch"))
        .toList();
    assertThat(epochs).extracting(each -> each.getInt("epoch")).containsExactly(1, 2, 3, 4);
    assertThat(epochs).extracting(each -> each.getInt("batches")).containsExactly(6, 6, 6, 2);
    assertThat(epochs.get(3).getDouble("loss")).isBetween(0.01, epochs.get(0).getDouble("loss"));
  }

  @Test
  void editsKeepTheFunctionInTheRunningTraining() throws InterruptedException {
    try (GrowingTraining warm = warm()) {
      TrainingState state = warm.state();
      Scores before = warm.judge(validation, BATCH);
      List<Morphism> edits = StageEdits.of(start(), List.of(1.5), 4, 3);
      assertThat(edits).hasSize(4);
      List<Double> losses = new ArrayList<>();
      for (Morphism edit : edits) {
        try (GrowingTraining grown = warm.branch(state, edit, BATCH, 5)) {
          Scores after = grown.judge(validation, BATCH);
          assertThat(after.loss()).as("%s", edit).isCloseTo(before.loss(), offset(1e-4));
          assertThat(after.accuracy()).isEqualTo(before.accuracy());
          fill(grown, training);
          losses.add(grown.step(labels(training), 0.2));
        }
      }
      fill(warm, training);
      double inTraining = warm.step(labels(training), 0.2);
      assertThat(losses).allSatisfy(loss -> assertThat(loss).isCloseTo(inTraining, offset(1e-4)));
    }
  }

  @Test
  void theOptimizersMemoryGoesAlong() {
    try (GrowingTraining warm = warm()) {
      TrainingState state = warm.state();
      Morphism edit = Morphism.addChannels("a", 12);
      try (GrowingTraining grown = warm.branch(state, edit, BATCH, 5)) {
        Map<String, WeightArray> before = state.memory().first();
        Map<String, WeightArray> after = grown.state().memory().first();
        assertThat(grown.state().memory().steps()).isEqualTo(6);
        float[] old = before.get("a/kernel").values();
        assertThat(old).doesNotContain(0f);
        assertThat(after.get("a/kernel").values()).startsWith(old);
        float[] grownKernel = after.get("a/kernel").values();
        float[] added = Arrays.copyOfRange(grownKernel, old.length, grownKernel.length);
        assertThat(added).containsOnly(0f);
        assertThat(after.get("c/kernel").shape()).containsExactly(8, 12, 3, 3);
        assertThat(after.keySet()).doesNotContain("a.bn/mean").contains("a.bn/gamma");
      }
    }
  }

  /** Without its memory the step after an edit would be another one. */
  @Test
  void goesOnAsIfNothingHadHappened() {
    try (GrowingTraining warm = warm()) {
      TrainingState state = warm.state();
      try (GrowingTraining same = warm.branch(state, Morphism.addChannels("c", 12), BATCH, 5)) {
        for (GrowingTraining each : List.of(warm, same)) {
          fill(each, training);
          each.step(labels(training), 0.2);
        }
        float[] expected = warm.state().network().weights().get("a/kernel").values();
        float[] actual = same.state().network().weights().get("a/kernel").values();
        assertThat(actual).containsExactly(expected, offset(1e-5f));
      }
    }
  }

  @Test
  void equalSeedsAndStepsGiveEqualNetworks() throws InterruptedException {
    GrownNetwork one = search().build().run();
    assertThat(one.toString())
        .startsWith("GrownNetwork[TrainedNetwork[")
        .contains(one.growth().size() + " edits in " + one.steps() + " steps]");
    GrownNetwork other = search().build().run();
    assertThat(other.growth()).isEqualTo(one.growth());
    assertThat(other.network().architecture()).isEqualTo(one.network().architecture());
    assertThat(other.network().weights())
        .usingRecursiveComparison()
        .isEqualTo(one.network().weights());
    GrownNetwork another = search().seed(2).build().run();
    assertThat(another.network().weights().get("out/kernel").values())
        .isNotEqualTo(one.network().weights().get("out/kernel").values());
  }

  @Test
  void learnsWhileItGrows() throws InterruptedException {
    GrownNetwork grown =
        search().steps(160).policy(GrowthPolicy.random()).build().run();
    assertThat(grown.growth()).hasSize(2);
    assertThat(grown.isComplete()).isTrue();
    assertThat(grown.validation().accuracy()).isGreaterThan(0.9);
    assertThat(grown.network().evaluate(validation).accuracy())
        .isEqualTo(grown.validation().accuracy());
    assertThat(grown.steps()).isEqualTo(160);
    GrowthStep last = grown.growth().get(1);
    assertThat(last.parametersAfter())
        .isEqualTo(grown.network().architecture().cost().parameters())
        .isGreaterThan(last.parametersBefore());
    assertThat(last.inherited())
        .isEqualTo((double) last.parametersBefore() / last.parametersAfter());
    assertThat(last.share()).isBetween(0.4, 0.5);
  }

  @Test
  void staysAsItIsWithoutEdits() throws InterruptedException {
    GrownNetwork grown = search().policy(GrowthPolicy.none()).build().run();
    assertThat(grown.growth()).isEmpty();
    assertThat(grown.network().architecture()).isEqualTo(start());
    assertThat(grown.examplesSeen()).isEqualTo(80L * BATCH);
  }

  @Test
  void hillClimbingTakesTheBranchOfTheLowestLoss() throws InterruptedException {
    List<Morphism> taken = new ArrayList<>();
    search()
        .policy((moment, random) -> {
          Morphism chosen = GrowthPolicy.hillClimbing(9).choose(moment, random).orElseThrow();
          double loss = moment.lossAfter(chosen);
          for (Morphism edit : moment.edits()) {
            assertThat(moment.lossAfter(edit)).isGreaterThanOrEqualTo(loss);
            assertThat(moment.costFactor(edit)).isGreaterThan(1);
          }
          taken.add(chosen);
          return Optional.of(chosen);
        })
        .build()
        .run();
    assertThat(taken).hasSize(2);
  }

  /** Two moments of four steps each: what is tried and taken counts, what is dropped does not. */
  @Test
  void countsTheExamplesThatTheNetworkHasSeen() throws InterruptedException {
    GrowthPolicy takes = (moment, random) -> {
      moment.lossAfter(moment.edits().get(0));
      return Optional.of(moment.edits().get(0));
    };
    GrowthPolicy drops = (moment, random) -> {
      moment.lossAfter(moment.edits().get(0));
      return Optional.empty();
    };
    GrowthPolicy compares = (moment, random) -> {
      moment.lossAfter(moment.edits().get(0));
      moment.lossUnchanged();
      return Optional.empty();
    };
    assertThat(search().policy(takes).build().run().examplesSeen()).isEqualTo(80L * BATCH);
    assertThat(search().policy(drops).build().run().examplesSeen()).isEqualTo(72L * BATCH);
    assertThat(search().policy(compares).build().run().examplesSeen()).isEqualTo(72L * BATCH);
  }

  /** A clock that goes on by a millisecond each time it is looked at. */
  @Test
  void endsWhenTheTimeIsOver() throws InterruptedException {
    AtomicLong time = new AtomicLong();
    GrownNetwork grown = search()
        .within(Duration.ofMillis(400))
        .ticker(() -> time.addAndGet(1_000_000))
        .policy(GrowthPolicy.random())
        .build()
        .run();
    assertThat(grown.steps()).isBetween(50L, 200L);
    assertThat(time.get()).isBetween(400_000_000L, 420_000_000L);
    assertThat(grown.isComplete()).isTrue();
  }

  /**
   * By a clock on which six steps of 16 of the 96 examples take a thousandth of the time: there is
   * time for nearly 6,000 steps of any network, which are 1,000 epochs.
   */
  @Test
  void startsWithTheCostliestThatThereIsTimeFor() throws InterruptedException {
    List<Architecture> starts = StartNetworks.residuals(Shape.image(1, 8, 8), 3);
    GrowingSearch.Builder search = GrowingSearch.builder(List.of(starts.get(1), starts.get(0)))
        .training(training)
        .validation(validation)
        .settings(settings())
        .policy(GrowthPolicy.none())
        .within(Duration.ofSeconds(6))
        .stopWhen(() -> true)
        .threads(1);
    AtomicLong time = new AtomicLong();
    search.ticker(() -> time.addAndGet(1_000_000));
    assertThat(search.startEpochs(900).build().run().network().architecture())
        .isEqualTo(starts.get(1));
    assertThat(search.startEpochs(1_000).build().run().network().architecture())
        .isEqualTo(starts.get(0));
    time.set(0);
    assertThat(search
            .startEpochs(1)
            .within(Duration.ofMillis(1_800))
            .build()
            .run()
            .network()
            .architecture())
        .as("few steps")
        .isEqualTo(starts.get(0));
    assertThat(search.startEpochs(0.1).steps(3).build().run().network().architecture())
        .isEqualTo(starts.get(0));
  }

  @Test
  void leavesWhatThereIsWhenItIsStopped() throws InterruptedException {
    AtomicLong asked = new AtomicLong();
    GrownNetwork grown =
        search().stopWhen(() -> asked.incrementAndGet() >= 10).build().run();
    assertThat(grown.isComplete()).isFalse();
    assertThat(grown.steps()).isEqualTo(10);
  }

  @Test
  void growsNoFurtherThanAllowed() throws InterruptedException {
    long most = start().cost().macs() * 3 / 2;
    GrownNetwork grown = search()
        .moments(List.of(0.1, 0.2, 0.3, 0.4, 0.5))
        .policy(GrowthPolicy.random())
        .greatestMacs(most)
        .build()
        .run();
    assertThat(grown.growth()).isNotEmpty();
    assertThat(grown.network().architecture().cost().macs())
        .isGreaterThan(start().cost().macs())
        .isLessThanOrEqualTo(most);
  }

  @Test
  void whitenedFiltersGiveUncorrelatedValuesOfOneSize() {
    Map<String, WeightArray> first = PatchWhitening.of(
        start(), search().build().firstWeights(start()), training, new SplittableRandom(1));
    assertThat(first).containsOnlyKeys("a/kernel");
    float[] kernel = first.get("a/kernel").values();
    double[][] products = new double[8][8];
    SplittableRandom random = new SplittableRandom(2);
    int patches = 20_000;
    for (int p = 0; p < patches; p++) {
      float[] image = training.values(random.nextInt(training.size()));
      int top = random.nextInt(6);
      int left = random.nextInt(6);
      double[] values = new double[8];
      for (int filter = 0; filter < 8; filter++) {
        for (int i = 0; i < 9; i++) {
          values[filter] += kernel[filter * 9 + i] * image[(top + i / 3) * 8 + left + i % 3];
        }
      }
      for (int a = 0; a < 8; a++) {
        for (int b = 0; b < 8; b++) {
          products[a][b] += values[a] * values[b] / patches;
        }
      }
    }
    for (int a = 0; a < 8; a++) {
      for (int b = 0; b < 8; b++) {
        double expected = a / 2 != b / 2 ? 0 : a == b ? 1 : -1;
        assertThat(products[a][b]).isCloseTo(expected, offset(0.06));
      }
    }
  }

  @Test
  void refusesASearchWithoutAnEnd() {
    assertThatThrownBy(() -> GrowingSearch.builder(start())
            .training(training)
            .validation(validation)
            .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs an end");
    assertThatThrownBy(() -> GrowingSearch.builder(start()).steps(1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no training data");
  }

  @Test
  void refusesASearchWithoutAStart() {
    assertThatThrownBy(() -> GrowingSearch.builder(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no network to start with");
  }

  @Test
  void refusesMomentsThatDoNotRise() {
    assertThatThrownBy(() -> search().moments(List.of(0.2, 0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0.2, 0.1]");
  }
}
