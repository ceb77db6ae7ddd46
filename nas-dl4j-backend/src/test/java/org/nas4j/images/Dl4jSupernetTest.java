package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.oneshot.OneShotSearch;
import org.nas4j.oneshot.Supernet;
import org.nas4j.oneshot.WeightBank;
import org.nas4j.spaces.enas.EnasCell;
import org.nas4j.spaces.enas.EnasMacroSpace;
import org.nas4j.spaces.enas.EnasMicroSpace;
import org.nas4j.strategy.reinforce.Reinforce;

/**
 * What weight sharing promises (Pham et al. 2018, section 2), here on networks that really compute,
 * on each engine.
 */
class Dl4jSupernetTest {

  private static final Shape IMAGE = Shape.image(1, 8, 8);
  private static final Dataset TRAINING = Fixtures.shapes(96, 1);
  private static final Dataset VALIDATION = Fixtures.shapes(50, 2);
  private static final double RATE = 0.05;
  private static final EnasMacroSpace MACRO =
      EnasMacroSpace.builder(IMAGE, 3).layers(3).filters(4).dropout(0).build();
  private static final EnasMicroSpace MICRO =
      EnasMicroSpace.builder(IMAGE, 3).nodes(2).cells(3).filters(4).dropout(0).build();

  @TempDir
  private Path folder;

  static Stream<Engine> engines() {
    return OneDnnNetwork.isAvailable()
        ? Stream.of(Engine.PORTABLE, Engine.ONEDNN)
        : Stream.of(Engine.PORTABLE);
  }

  private static Dl4jSupernet.Builder builder(Engine engine) {
    return Dl4jSupernet.builder()
        .training(TRAINING)
        .validation(VALIDATION)
        .settings(Dl4jTraining.builder()
            .nesterov(0.9)
            .weightDecay(1e-2)
            .batch(16)
            .engine(engine)
            .build())
        .threads(1)
        .seed(5);
  }

  /** A network of the macro space: operations by number, no skip connection. */
  private static Architecture macro(int... operations) {
    int[] layer = {0};
    return MACRO
        .sample(
            point -> point.references().isLink() ? 0 : point.legalOption(operations[layer[0]++]))
        .architecture();
  }

  private static Architecture micro(int... tokens) {
    return MICRO.network(EnasCell.ofTokens(tokens), EnasCell.ofTokens(0, 2, 1, 2, 0, 4, 2, 3));
  }

  private static Map<String, WeightArray> weights(Dl4jSupernet supernet) {
    return supernet.bank().snapshot();
  }

  private static boolean same(WeightArray one, WeightArray other) {
    return java.util.Arrays.equals(one.values(), other.values());
  }

  /** Trained arrays of one network. */
  private static Set<String> names(Architecture architecture) {
    Set<String> names = new TreeSet<>();
    architecture.weights().forEach((name, spec) -> {
      if (spec.trained()) {
        names.add(name);
      }
    });
    return names;
  }

  /** Networks that choose the same operation at the same place share its weights. */
  @ParameterizedTest
  @MethodSource("engines")
  void trainingOneNetworkChangesWhatAnotherSays(Engine engine) throws InterruptedException {
    Architecture one = macro(0, 1, 2);
    Architecture other = macro(0, 5, 4);
    try (Dl4jSupernet supernet = builder(engine).build()) {
      float[] before = supernet.probabilities(other, 0);
      assertThat(supernet.probabilities(other, 0)).isEqualTo(before);
      supernet.train(one, RATE);
      assertThat(supernet.probabilities(other, 0)).isNotEqualTo(before);
    }
  }

  /**
   * Without the released code's habit, nothing moves that the network does not name, momentum or
   * not.
   */
  @ParameterizedTest
  @MethodSource("engines")
  void weightsOfOtherNetworksRest(Engine engine) throws InterruptedException {
    Architecture one = macro(0, 1, 2);
    Architecture other = macro(3, 1, 4);
    try (Dl4jSupernet supernet = builder(engine).build()) {
      supernet.train(other, RATE);
      supernet.score(one, 0);
      Map<String, WeightArray> before = weights(supernet);
      supernet.train(one, RATE);
      Map<String, WeightArray> after = weights(supernet);
      Set<String> named = names(one);
      assertThat(before.keySet()).containsAll(names(other)).containsAll(named);
      before.forEach((name, array) ->
          assertThat(same(array, after.get(name))).as(name).isEqualTo(!named.contains(name)));
    }
  }

  /** With it, kernels of other networks decay, and whatever was trained goes on by its momentum. */
  @ParameterizedTest
  @MethodSource("engines")
  void weightsOfOtherNetworksDecayIfTold(Engine engine) throws InterruptedException {
    Architecture one = macro(0, 1, 2);
    Architecture other = macro(3, 1, 4);
    try (Dl4jSupernet supernet = builder(engine).decayUnused(true).build()) {
      supernet.train(other, RATE);
      Map<String, WeightArray> before = weights(supernet);
      supernet.train(one, RATE);
      Map<String, WeightArray> after = weights(supernet);
      assertThat(names(other))
          .allSatisfy(name ->
              assertThat(same(before.get(name), after.get(name))).as(name).isFalse());
    }
  }

  /** While the controller learns, no weight changes, and so while networks are derived. */
  @ParameterizedTest
  @MethodSource("engines")
  void weightsRestWhileTheControllerLearns(Engine engine) throws InterruptedException {
    try (Dl4jSupernet supernet = builder(engine).build()) {
      Watched watched = new Watched(supernet);
      OneShotSearch.builder(MICRO, watched)
          .strategy(Reinforce.enas())
          .epochs(2)
          .controllerSamples(6)
          .derive(3, 2)
          .run();
      assertThat(watched.compared).isGreaterThan(12);
    }
  }

  /** Compares all weights before and after each judgement. */
  private static final class Watched implements Supernet<Architecture> {

    private final Dl4jSupernet supernet;
    private Map<String, WeightArray> resting;
    private int compared;

    Watched(Dl4jSupernet supernet) {
      this.supernet = supernet;
    }

    @Override
    public int trainingBatches() {
      return supernet.trainingBatches();
    }

    @Override
    public double train(Architecture child, double learningRate) throws InterruptedException {
      compare();
      double loss = supernet.train(child, learningRate);
      resting = weights(supernet);
      return loss;
    }

    @Override
    public int validationBatches() {
      return supernet.validationBatches();
    }

    @Override
    public double score(Architecture child, int batch) throws InterruptedException {
      double score = supernet.score(child, batch);
      compare();
      return score;
    }

    private void compare() {
      if (resting != null) {
        Map<String, WeightArray> now = weights(supernet);
        resting.forEach(
            (name, array) -> assertThat(same(array, now.get(name))).as(name).isTrue());
        compared++;
      }
    }
  }

  /** One operation after another at one place, on the same weights. */
  @ParameterizedTest
  @MethodSource("engines")
  void eachOperationComputesSomethingElse(Engine engine) {
    List<float[]> said = new ArrayList<>();
    try (Dl4jSupernet supernet = builder(engine).build()) {
      for (int operation = 0; operation < 6; operation++) {
        said.add(supernet.probabilities(macro(1, operation, 3), 0));
      }
      assertThat(said).doesNotHaveDuplicates();
    }
    said.clear();
    try (Dl4jSupernet supernet = builder(engine).build()) {
      for (int operation = 0; operation < 5; operation++) {
        said.add(supernet.probabilities(micro(0, operation, 1, 0, 2, 1, 1, 2), 0));
      }
      assertThat(said).doesNotHaveDuplicates();
    }
  }

  /**
   * Of two loose ends each has its part in the output, and a state that is read has none of its
   * own.
   */
  @ParameterizedTest
  @MethodSource("engines")
  void looseEndsMakeTheOutput(Engine engine) {
    Architecture loose = micro(0, 0, 1, 1, 0, 2, 1, 3);
    Architecture chained = micro(0, 0, 1, 1, 2, 2, 1, 3);
    assertThat(names(loose)).contains("cell0/output/from2/kernel", "cell0/output/from3/kernel");
    assertThat(names(chained)).doesNotContain("cell0/output/from2/kernel");
    for (int end = 2; end <= 3; end++) {
      WeightBank bank = new WeightBank(1);
      float[] before;
      try (Dl4jSupernet supernet = builder(engine).bank(bank).build()) {
        before = supernet.probabilities(loose, 0);
      }
      bank.weights(loose).get("cell0/output/from" + end + "/kernel").values()[0] += 1;
      try (Dl4jSupernet supernet = builder(engine).bank(bank).build()) {
        assertThat(supernet.probabilities(loose, 0)).as("end %s", end).isNotEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void noNetworkIsJudgedWithDropout(Engine engine) throws InterruptedException {
    Architecture.Builder b = Architecture.builder(IMAGE);
    String x = b.add("flat", new Flatten(), Architecture.INPUT);
    x = b.add("drop", new Dropout(0.5), x);
    Architecture dropping = b.build(b.add("classifier", SoftmaxOutput.of(3), x));
    Architecture.Builder plain = Architecture.builder(IMAGE);
    String y = plain.add("flat", new Flatten(), Architecture.INPUT);
    Architecture whole = plain.build(plain.add("classifier", SoftmaxOutput.of(3), y));
    try (Dl4jSupernet supernet = builder(engine).build()) {
      supernet.train(dropping, RATE);
      assertThat(supernet.probabilities(dropping, 1)).isEqualTo(supernet.probabilities(whole, 1));
    }
  }

  /** No path is dropped at the start of a search; at its end they are. */
  @ParameterizedTest
  @MethodSource("engines")
  void pathsAreDroppedByTheProgressOfTheSearch(Engine engine) throws InterruptedException {
    EnasCell cell = EnasCell.ofTokens(0, 2, 1, 2, 0, 3, 2, 3);
    Architecture whole = MICRO.network(cell, cell);
    Architecture dropping = EnasMicroSpace.builder(IMAGE, 3)
        .nodes(2)
        .cells(3)
        .filters(4)
        .dropout(0)
        .dropPath(0.4)
        .build()
        .network(cell, cell);
    assertThat(firstLoss(engine, dropping, 0)).isEqualTo(firstLoss(engine, whole, 0));
    assertThat(firstLoss(engine, dropping, 1)).isNotEqualTo(firstLoss(engine, whole, 1));
  }

  private static double firstLoss(Engine engine, Architecture child, double progress)
      throws InterruptedException {
    try (Dl4jSupernet supernet = builder(engine).build()) {
      supernet.progress(progress);
      return supernet.train(child, RATE);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void equalCallsGiveEqualFigures(Engine engine) throws InterruptedException {
    List<Double> losses = new ArrayList<>();
    List<Map<String, WeightArray>> ends = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      try (Dl4jSupernet supernet = builder(engine).build()) {
        double sum = 0;
        for (int step = 0; step < 8; step++) {
          sum += supernet.train(macro(step % 6, (step + 2) % 6, 1), RATE);
        }
        losses.add(sum);
        ends.add(weights(supernet));
      }
    }
    assertThat(losses.get(1)).isEqualTo(losses.get(0));
    ends.get(0)
        .forEach((name, array) ->
            assertThat(same(array, ends.get(1).get(name))).as(name).isTrue());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void learns(Engine engine) throws InterruptedException {
    Architecture[] two = {micro(0, 0, 1, 1, 2, 2, 1, 3), micro(1, 3, 1, 1, 2, 0, 2, 4)};
    try (Dl4jSupernet supernet = builder(engine).build()) {
      for (int step = 0; step < 20 * supernet.trainingBatches(); step++) {
        supernet.train(two[step % 2], RATE);
      }
      assertThat(supernet.score(two[0])).isBetween(0.8, 1.0);
      assertThat(supernet.score(two[1])).isGreaterThan(0.8);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void goesOnFromSavedWeights(Engine engine) throws InterruptedException, IOException {
    Architecture child = macro(0, 3, 4);
    Path file = folder.resolve("weights");
    float[] said;
    try (Dl4jSupernet supernet = builder(engine).build()) {
      supernet.train(child, RATE);
      supernet.bank().save(file);
      said = supernet.probabilities(child, 0);
    }
    try (Dl4jSupernet supernet = builder(engine).bank(WeightBank.load(file, 99)).build()) {
      assertThat(supernet.probabilities(child, 0)).isEqualTo(said);
    }
  }

  @Test
  void enginesTrainAlike() throws InterruptedException {
    List<Map<String, WeightArray>> ends = new ArrayList<>();
    for (Engine engine : engines().toList()) {
      try (Dl4jSupernet supernet = builder(engine).decayUnused(true).build()) {
        for (int step = 0; step < 3; step++) {
          supernet.train(macro(step, 5 - step, 1), 0.01);
        }
        ends.add(weights(supernet));
      }
    }
    Map<String, WeightArray> first = ends.get(0);
    Map<String, WeightArray> last = ends.get(ends.size() - 1);
    assertThat(last.keySet()).isEqualTo(first.keySet());
    // The gradient of a bias or kernel before a normalization is nothing but rounding in part.
    first.forEach((name, array) ->
        assertThat(last.get(name).values()).as(name).containsExactly(array.values(), near(2e-4f)));
  }

  private static org.assertj.core.data.Offset<Float> near(float most) {
    return org.assertj.core.data.Offset.offset(most);
  }

  @Test
  void everyValidationExampleCountsOnce() throws InterruptedException {
    ValidationBatches batches = new ValidationBatches(VALIDATION, 16, new SplittableRandom(1));
    Set<Float> seen = new TreeSet<>();
    int counted = 0;
    List<Float> order = new ArrayList<>();
    for (int batch = 0; batch < batches.count(); batch++) {
      FloatBuffer target = FloatBuffer.allocate(16 * 64);
      batches.write(batch, target);
      for (int i = batches.firstUnseen(batch); i < batches.size(); i++) {
        seen.add(target.get(i * 64));
        order.add(target.get(i * 64));
        counted++;
      }
    }
    assertThat(batches.count()).isEqualTo(4);
    assertThat(counted).isEqualTo(50);
    assertThat(seen).hasSize(50);
    assertThat(order.get(0)).isNotEqualTo(VALIDATION.values(0)[0]);
    try (Dl4jSupernet supernet = builder(Engine.PORTABLE).build()) {
      double right = 50 * supernet.score(macro(0, 0, 0));
      assertThat(right).isCloseTo(Math.rint(right), org.assertj.core.data.Offset.offset(1e-9));
    }
  }

  @Test
  void refusesWhatDoesNotFit() throws InterruptedException {
    assertThatThrownBy(() -> Dl4jSupernet.builder().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no training data")
        .hasMessageContaining("no validation data");
    assertThatThrownBy(() -> builder(Engine.AUTO).validation(TRAINING).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[96] of [96] validation examples");
    assertThatThrownBy(() -> builder(Engine.AUTO).validationBatch(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1]");
    Architecture wider = EnasMacroSpace.builder(IMAGE, 3)
        .layers(3)
        .filters(6)
        .build()
        .sample(p -> 0)
        .architecture();
    for (Engine engine : engines().toList()) {
      try (Dl4jSupernet supernet = builder(engine).build()) {
        assertThatThrownBy(() -> supernet.score(macro(0, 0, 0), 4))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("[4]");
        supernet.train(macro(0, 0, 0), RATE);
        assertThatThrownBy(() -> supernet.train(wider, RATE))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("stem/conv/kernel");
        Architecture foreign = EnasMacroSpace.small(Shape.image(1, 9, 9), 3)
            .sample(p -> p.legalOption(0))
            .architecture();
        assertThatThrownBy(() -> supernet.train(foreign, RATE))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("9");
      }
    }
  }

  @Test
  void stopsIfInterrupted() {
    try (Dl4jSupernet supernet = builder(Engine.PORTABLE).build()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> supernet.train(macro(0, 0, 0), RATE))
          .isInstanceOf(InterruptedException.class);
    }
  }
}
