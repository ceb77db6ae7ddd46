package org.nas4j.dl4j.internal.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellBuilder;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.arch.recurrent.CellOperation;
import org.nas4j.arch.recurrent.Mix;
import org.nas4j.arch.recurrent.Nonlinearity;
import org.nas4j.oneshot.WeightBank;
import org.nas4j.spaces.enas.EnasMode;
import org.nas4j.spaces.enas.EnasRecurrentCell;
import org.nas4j.spaces.nas.RecurrentCell;

class LanguageNetworkTest {

  private static final int HIDDEN = 6;
  private static final int VOCABULARY = 5;
  private static final int ROWS = 3;
  private static final int STEPS = 4;
  private static final StepRule PLAIN = StepRule.plain(1e9, 0);

  static Stream<Arguments> cells() {
    return Stream.of(
        Arguments.of("lstm", CellProgram.of(CellGraph.lstm(), HIDDEN)),
        Arguments.of("loose ends", enas(EnasMode.PAPER, 0, 0, 1, 0, 3, 2, 2)),
        Arguments.of("all nodes", enas(EnasMode.OFFICIAL_CODE, 0, 0, 1, 0, 3, 2, 2)),
        Arguments.of("tree", CellProgram.of(smooth(RecurrentCell.published()).graph(), HIDDEN)),
        Arguments.of("own: gated recurrent unit", CellProgram.of(gru(), HIDDEN)),
        Arguments.of("own: every operation", CellProgram.of(everyOperation(), HIDDEN)));
  }

  /** A cell as a user would write it down. */
  private static CellGraph gru() {
    CellBuilder cell = CellGraph.builder(1);
    int x = cell.input();
    int h = cell.state(0);
    int reset = cell.sigmoid(cell.affine("reset", x, h));
    int update = cell.sigmoid(cell.affine("update", x, h));
    int fresh = cell.tanh(cell.affine("fresh", x, cell.times(reset, h)));
    int next = cell.blend(update, fresh, h);
    return cell.build(next, next);
  }

  /**
   * Wide values, products of three sources, weights that are used twice, and a state that is handed
   * on.
   */
  private static CellGraph everyOperation() {
    CellBuilder cell = CellGraph.builder(3);
    int x = cell.input();
    int old = cell.state(0);
    int wide = cell.mix(
        3,
        new Mix.Bias("wide/bias", List.of(0.1, 0.0, -0.5)),
        new Mix.Term(old, "wide/old"),
        new Mix.Term(x, "wide/input"),
        new Mix.Term(cell.state(1), "wide/older"),
        new Mix.Term(x, "wide/input"));
    int squashed = cell.tanh(wide);
    int gate = cell.sigmoid(cell.part(squashed, 2));
    int rest = cell.scale(gate, -0.5, 1);
    int product = cell.times(rest, cell.sum(cell.part(squashed, 0), cell.state(2)));
    int mean = cell.mean(List.of(product, cell.part(squashed, 1), old));
    int again = cell.mix(1, new Mix.Term(mean, "again"));
    int twice = cell.mix(1, Mix.Bias.zeros("twice/bias", 1), new Mix.Term(again, "again"));
    int next = cell.bound(cell.blend(gate, twice, mean));
    return cell.build(product, next, old, cell.tanh(product));
  }

  /** Cells of ENAS and LSTMs have groups of operations that are computed in one pass. */
  static Stream<Arguments> graphs() {
    return Stream.of(
        Arguments.of("lstm", CellGraph.lstm(), 2),
        Arguments.of("tree", RecurrentCell.published().graph(), 35),
        Arguments.of(
            "highways",
            EnasRecurrentCell.ofTokens(EnasMode.PAPER, 0, 0, 1, 0, 2, 2, 3).graph(),
            10),
        Arguments.of("gated recurrent unit", gru(), 8),
        Arguments.of("every operation", everyOperation(), 18));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("graphs")
  void groupsOfOperationsGiveTheSameNumbers(String name, CellGraph cell, int operations) {
    CellProgram fused = new CellCompiler(cell, HIDDEN, true).compile();
    CellProgram plain = new CellCompiler(cell, HIDDEN, false).compile();
    assertThat(fused.operations()).hasSize(operations);
    for (int vocabulary : new int[] {VOCABULARY, 20}) {
      assertThat(trained(fused, vocabulary, 2, false))
          .isEqualTo(trained(plain, vocabulary, 2, false));
    }
  }

  /** What the data say a cell computes, in double precision, is what is computed. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("graphs")
  void computesWhatTheCellSays(String name, CellGraph cell, int operations) {
    try (RecurrentParameters parameters = parameters(VOCABULARY, 0.8);
        LanguageNetwork network = new LanguageNetwork(parameters, 1, STEPS, 1)) {
      TokenBatch batch = batch(1, STEPS, VOCABULARY);
      network.loss(CellProgram.of(cell, HIDDEN), batch, new RecurrentState(1, HIDDEN));
      Map<String, WeightArray> arrays = parameters.arrays();
      List<double[]> states = Collections.nCopies(cell.states(), new double[HIDDEN]);
      for (int t = 0; t < STEPS; t++) {
        double[] x = new double[HIDDEN];
        for (int i = 0; i < HIDDEN; i++) {
          x[i] = arrays.get(RecurrentParameters.EMBEDDING).values()[batch.input(t, 0) * HIDDEN + i];
        }
        CellGraph.Step step = cell.step(x, states, arrays);
        states = step.states();
        check(network.probabilities(t, 0), decode(step.output(), arrays));
      }
    }
  }

  @Test
  void refusesWeightsThatAreTheModels() {
    CellBuilder cell = CellGraph.builder(1);
    int next = cell.mix(1, new Mix.Term(cell.input(), "embedding"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CellProgram.of(cell.build(next, next), HIDDEN))
        .withMessageContaining("[embedding]")
        .withMessageContaining("Maybe");
  }

  /**
   * Where many rectifiers have their corners, differences are no gradients: cells of ENAS have one
   * to be checked by.
   */
  private static RecurrentCell smooth(RecurrentCell cell) {
    List<RecurrentCell.Merge> nodes = cell.nodes().stream()
        .map(each -> each.activation() == Nonlinearity.RELU
            ? new RecurrentCell.Merge(each.combination(), Nonlinearity.IDENTITY)
            : each)
        .toList();
    return new RecurrentCell(nodes, cell.injection(), cell.cellOutput(), cell.cellInput());
  }

  private static CellProgram enas(EnasMode mode, int... tokens) {
    return CellProgram.of(EnasRecurrentCell.ofTokens(mode, tokens).graph(), HIDDEN);
  }

  private static RecurrentParameters parameters(int vocabulary, double bound) {
    WeightBank bank = new WeightBank(3);
    return new RecurrentParameters(
        vocabulary, HIDDEN, (name, shape) -> bank.uniform(name, shape, bound));
  }

  private static TokenBatch batch(int rows, int steps, int vocabulary) {
    TokenBatch batch = new TokenBatch(rows, steps);
    SplittableRandom random = new SplittableRandom(5);
    for (int t = 0; t < steps; t++) {
      for (int r = 0; r < rows; r++) {
        boolean counts = t > 0 || r > 0;
        batch.set(t, r, random.nextInt(vocabulary), counts ? random.nextInt(vocabulary) : -1);
      }
    }
    return batch;
  }

  /**
   * With few tokens inputs are looked up in a table, with many or with dropout they are multiplied.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void gradientsAreThoseOfFiniteDifferences(String name, CellProgram cell) {
    checkGradients(cell, VOCABULARY, batch(ROWS, STEPS, VOCABULARY), 1);
    checkGradients(cell, VOCABULARY, batch(ROWS, STEPS, VOCABULARY), 2);
    checkGradients(cell, 20, batch(ROWS, STEPS, 20), 2);
    TokenBatch dropped = batch(ROWS, STEPS, VOCABULARY);
    dropped.drop(HIDDEN, 0.3, 0.3, new SplittableRandom(9));
    checkGradients(cell, VOCABULARY, dropped, 2);
  }

  private static void checkGradients(
      CellProgram cell, int vocabulary, TokenBatch batch, int threads) {
    checkGradients(cell, vocabulary, batch, threads, 0.8, 4e-3f);
  }

  private static void checkGradients(
      CellProgram cell, int vocabulary, TokenBatch batch, int threads, double weights, float step) {
    try (RecurrentParameters parameters = parameters(vocabulary, weights);
        LanguageNetwork network = new LanguageNetwork(parameters, ROWS, STEPS, threads)) {
      network.gradients(cell, batch, new RecurrentState(ROWS, HIDDEN));
      for (RecurrentParameter each : parameters.all()) {
        float[] gradient = network.gradient(each);
        SplittableRandom random = new SplittableRandom(1);
        for (int k = 0; k < Math.min(15, each.size()); k++) {
          int i = random.nextInt(each.size());
          double slope = slope(network, cell, batch, parameters, each, i, step);
          assertThat((double) gradient[i])
              .as("%s[%s] of %s", parameters.arrays().keySet(), i, each.shape())
              .isCloseTo(slope, within(2e-3 * (0.1 + Math.abs(slope))));
        }
      }
    }
  }

  private static double slope(
      LanguageNetwork network,
      CellProgram cell,
      TokenBatch batch,
      RecurrentParameters parameters,
      RecurrentParameter parameter,
      int i,
      float step) {
    float kept = parameter.values()[i];
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      parameter.values()[i] = side == 0 ? kept - step : kept + step;
      parameters.publish();
      losses[side] = network.loss(cell, batch, new RecurrentState(ROWS, HIDDEN)) / batch.targets();
    }
    double width = (double) (kept + step) - (kept - step);
    parameter.values()[i] = kept;
    parameters.publish();
    return (losses[1] - losses[0]) / width;
  }

  /**
   * Gradients reach back through carried states within a batch, not beyond; the states themselves
   * go on.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void twoBatchesAreOneLongerOne(String name, CellProgram cell) {
    TokenBatch whole = batch(ROWS, 2 * STEPS, VOCABULARY);
    try (RecurrentParameters parameters = parameters(VOCABULARY, 0.8);
        LanguageNetwork large = new LanguageNetwork(parameters, ROWS, 2 * STEPS, 1);
        LanguageNetwork small = new LanguageNetwork(parameters, ROWS, STEPS, 2)) {
      double expected = large.loss(cell, whole, new RecurrentState(ROWS, HIDDEN));
      RecurrentState carried = new RecurrentState(ROWS, HIDDEN);
      double sum = 0;
      for (int part = 0; part < 2; part++) {
        TokenBatch half = new TokenBatch(ROWS, STEPS);
        for (int t = 0; t < STEPS; t++) {
          for (int r = 0; r < ROWS; r++) {
            int at = part * STEPS + t;
            half.set(t, r, whole.input(at, r), whole.target(at, r));
          }
        }
        sum += small.loss(cell, half, carried);
      }
      assertThat(sum).isCloseTo(expected, within(1e-4));
    }
  }

  private static double[] product(double[] x, WeightArray matrix) {
    int columns = matrix.shape().get(1);
    double[] y = new double[columns];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < columns; j++) {
        y[j] += x[i] * matrix.values()[i * columns + j];
      }
    }
    return y;
  }

  private static double[] decode(double[] h, Map<String, WeightArray> arrays) {
    double[] p = new double[VOCABULARY];
    double sum = 0;
    for (int v = 0; v < VOCABULARY; v++) {
      double logit = arrays.get(RecurrentParameters.DECODER_BIAS).values()[v];
      for (int i = 0; i < HIDDEN; i++) {
        logit += h[i] * arrays.get(RecurrentParameters.EMBEDDING).values()[v * HIDDEN + i];
      }
      p[v] = Math.exp(logit);
      sum += p[v];
    }
    for (int v = 0; v < VOCABULARY; v++) {
      p[v] /= sum;
    }
    return p;
  }

  private static void check(float[] actual, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-5));
    }
  }

  /** An LSTM and a cell of ENAS, from their equations. */
  @Test
  void lstmAndHighwayFollowTheirEquations() {
    try (RecurrentParameters parameters = parameters(VOCABULARY, 0.8);
        LanguageNetwork network = new LanguageNetwork(parameters, 1, 1, 1)) {
      TokenBatch batch = new TokenBatch(1, 1);
      batch.set(0, 0, 2, 1);
      RecurrentState carried = new RecurrentState(1, HIDDEN);
      carried.atLeast(2);
      double[] h = {0.1, -0.2, 0.3, 0.5, -0.6, 0.9};
      double[] c = {-0.3, 0.2, 0.1, 0.8, 0.4, -0.9};
      fill(carried, h, c);
      network.loss(CellProgram.of(CellGraph.lstm(), HIDDEN), batch, carried);
      Map<String, WeightArray> arrays = parameters.arrays();
      double[] x = new double[HIDDEN];
      for (int i = 0; i < HIDDEN; i++) {
        x[i] = arrays.get(RecurrentParameters.EMBEDDING).values()[2 * HIDDEN + i];
      }
      double[] in = product(x, arrays.get("lstm/input"));
      double[] old = product(h, arrays.get("lstm/hidden"));
      float[] bias = arrays.get("lstm/bias").values();
      for (int i = 0; i < HIDDEN; i++) {
        double[] gate = new double[4];
        for (int g = 0; g < 4; g++) {
          int at = g * HIDDEN + i;
          double z = in[at] + old[at] + bias[at];
          gate[g] = g == 2 ? Math.tanh(z) : 1 / (1 + Math.exp(-z));
        }
        double cell = gate[1] * c[i] + gate[0] * gate[2];
        assertThat((double) carried.state(1)[i]).isCloseTo(cell, within(1e-5));
        assertThat((double) carried.state(0)[i]).isCloseTo(gate[3] * Math.tanh(cell), within(1e-5));
      }
      fill(carried, h, c);
      network.loss(enas(EnasMode.PAPER, 1, 0, 3, 0, 0), batch, carried);
      arrays = parameters.arrays();
      double[] s0 = new double[HIDDEN];
      in = product(x, arrays.get("node0/input"));
      old = product(h, arrays.get("node0/hidden"));
      for (int i = 0; i < HIDDEN; i++) {
        double t = 1 / (1 + Math.exp(-in[HIDDEN + i] - old[HIDDEN + i]));
        s0[i] = h[i] + t * (Math.max(0, in[i] + old[i]) - h[i]);
      }
      double[] m1 = product(s0, arrays.get("node1/from0"));
      double[] m2 = product(s0, arrays.get("node2/from0"));
      for (int i = 0; i < HIDDEN; i++) {
        double t1 = 1 / (1 + Math.exp(-m1[HIDDEN + i]));
        double s1 = s0[i] + t1 * (1 / (1 + Math.exp(-m1[i])) - s0[i]);
        double t2 = 1 / (1 + Math.exp(-m2[HIDDEN + i]));
        double s2 = s0[i] + t2 * (Math.tanh(m2[i]) - s0[i]);
        assertThat((double) carried.state(0)[i]).isCloseTo((s1 + s2) / 2, within(1e-5));
      }
    }
  }

  private static void fill(RecurrentState carried, double[] h, double[] c) {
    for (int i = 0; i < HIDDEN; i++) {
      carried.state(0)[i] = (float) h[i];
      carried.state(1)[i] = (float) c[i];
    }
  }

  /** Each activation, and each mode, computes something else. */
  @Test
  void eachActivationDiffers() {
    Set<Double> losses = new HashSet<>();
    try (RecurrentParameters parameters = parameters(VOCABULARY, 0.8);
        LanguageNetwork network = new LanguageNetwork(parameters, ROWS, STEPS, 1)) {
      for (int node = 0; node < 3; node++) {
        for (int activation = node == 0 ? 0 : 1; activation < 4; activation++) {
          int[] tokens = {0, 0, 0, 1, 0};
          tokens[2 * node] = activation;
          losses.add(network.loss(
              enas(EnasMode.PAPER, tokens),
              batch(ROWS, STEPS, VOCABULARY),
              new RecurrentState(ROWS, HIDDEN)));
        }
      }
    }
    assertThat(losses).hasSize(10);
  }

  /**
   * Cells share edges by name; a step moves the sampled edges only, or decays the rest, by mode.
   */
  @Test
  void onlySampledEdgesMoveUnlessToldToDecayTheRest() {
    CellProgram chain = enas(EnasMode.PAPER, 0, 0, 1, 1, 1);
    CellProgram fork = enas(EnasMode.PAPER, 2, 0, 1, 0, 1);
    TokenBatch batch = batch(ROWS, STEPS, VOCABULARY);
    for (boolean adam : new boolean[] {false, true}) {
      for (boolean decayUnused : new boolean[] {false, true}) {
        try (RecurrentParameters parameters = parameters(VOCABULARY, 0.8);
            LanguageNetwork network = new LanguageNetwork(parameters, ROWS, STEPS, 2)) {
          StepRule rule =
              (adam ? StepRule.adam(1, 1e-2) : StepRule.plain(1, 1e-2)).decayUnused(decayUnused);
          network.loss(fork, batch, new RecurrentState(ROWS, HIDDEN));
          network.train(chain, batch, new RecurrentState(ROWS, HIDDEN), 0.01, rule);
          Map<String, float[]> before = values(parameters);
          double forkBefore = network.loss(fork, batch, new RecurrentState(ROWS, HIDDEN));
          network.train(chain, batch, new RecurrentState(ROWS, HIDDEN), 0.01, rule);
          Map<String, float[]> after = values(parameters);
          assertThat(after.get("node1/from0")).isNotEqualTo(before.get("node1/from0"));
          assertThat(after.get("node2/from1")).isNotEqualTo(before.get("node2/from1"));
          boolean moved = !Arrays.equals(after.get("node2/from0"), before.get("node2/from0"));
          assertThat(moved).isEqualTo(decayUnused);
          assertThat(network.loss(fork, batch, new RecurrentState(ROWS, HIDDEN)))
              .isNotEqualTo(forkBefore);
        }
      }
    }
  }

  private static Map<String, float[]> values(RecurrentParameters parameters) {
    Map<String, float[]> values = new TreeMap<>();
    parameters.arrays().forEach((name, array) -> values.put(name, array.values().clone()));
    return values;
  }

  /**
   * Judging changes no weight; equal calls give equal weights, whatever the number of threads but
   * for rounding.
   */
  @Test
  void repeatsBitForBit() {
    CellProgram cell = enas(EnasMode.PAPER, 0, 0, 1, 0, 3);
    for (int threads : List.of(1, 2)) {
      assertThat(trained(cell, threads, true)).isEqualTo(trained(cell, threads, false));
    }
    assertThat(trained(cell, 1, false)[0]).isCloseTo(trained(cell, 2, false)[0], within(1e-4f));
  }

  private static float[] trained(CellProgram cell, int threads, boolean judge) {
    return trained(cell, VOCABULARY, threads, judge);
  }

  private static float[] trained(CellProgram cell, int vocabulary, int threads, boolean judge) {
    try (RecurrentParameters parameters = parameters(vocabulary, 0.8);
        LanguageNetwork network = new LanguageNetwork(parameters, ROWS, STEPS, threads)) {
      RecurrentState carried = new RecurrentState(ROWS, HIDDEN);
      for (int i = 0; i < 20; i++) {
        network.train(cell, batch(ROWS, STEPS, vocabulary), carried, 0.01, StepRule.adam(1, 1e-7));
        if (judge) {
          network.loss(cell, batch(ROWS, STEPS, vocabulary), new RecurrentState(ROWS, HIDDEN));
        }
      }
      return parameters.arrays().get(RecurrentParameters.EMBEDDING).values().clone();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void learnsWhatComesNextAndFreesAllMemory(String name, CellProgram cell) {
    long open = LanguageNetwork.openBytes();
    TokenBatch cycle = new TokenBatch(ROWS, STEPS);
    for (int t = 0; t < STEPS; t++) {
      for (int r = 0; r < ROWS; r++) {
        cycle.set(t, r, (t + r) % VOCABULARY, (t + r + 1) % VOCABULARY);
      }
    }
    try (RecurrentParameters parameters = parameters(VOCABULARY, 0.3);
        LanguageNetwork network = new LanguageNetwork(parameters, ROWS, STEPS, 2)) {
      double loss = 0;
      for (int i = 0; i < 300; i++) {
        loss =
            network.train(cell, cycle, new RecurrentState(ROWS, HIDDEN), 0.02, StepRule.adam(1, 0));
      }
      assertThat(loss).isLessThan(0.1);
      assertThat(LanguageNetwork.openBytes()).isGreaterThan(open);
    }
    assertThat(LanguageNetwork.openBytes()).isEqualTo(open);
  }

  /**
   * The gradient of all weights together is cut to a length: a plain step is then exactly that
   * long.
   */
  @Test
  void clipsTheWholeGradient() {
    CellProgram cell = CellProgram.of(CellGraph.lstm(), HIDDEN);
    try (RecurrentParameters parameters = parameters(VOCABULARY, 0.8);
        LanguageNetwork network = new LanguageNetwork(parameters, ROWS, STEPS, 1)) {
      TokenBatch batch = batch(ROWS, STEPS, VOCABULARY);
      network.loss(cell, batch, new RecurrentState(ROWS, HIDDEN));
      Map<String, float[]> before = values(parameters);
      network.train(cell, batch, new RecurrentState(ROWS, HIDDEN), 1, StepRule.plain(1e-2, 0));
      double sum = 0;
      for (Map.Entry<String, float[]> each : values(parameters).entrySet()) {
        for (int i = 0; i < each.getValue().length; i++) {
          sum += Math.pow(each.getValue()[i] - (double) before.get(each.getKey())[i], 2);
        }
      }
      assertThat(Math.sqrt(sum)).isCloseTo(1e-2, within(1e-5));
    }
  }

  @Test
  void aBatchThatOverflowsMovesNoWeight() {
    CellProgram cell = enas(EnasMode.PAPER, 2, 0, 2);
    try (RecurrentParameters parameters = parameters(VOCABULARY, 0.8);
        LanguageNetwork network = new LanguageNetwork(parameters, ROWS, STEPS, 2)) {
      TokenBatch batch = batch(ROWS, STEPS, VOCABULARY);
      network.loss(cell, batch, new RecurrentState(ROWS, HIDDEN));
      Map<String, float[]> before = values(parameters);
      RecurrentState carried = new RecurrentState(ROWS, HIDDEN);
      carried.atLeast(1);
      Arrays.fill(carried.state(0), Float.MAX_VALUE);
      StepRule rule = StepRule.adam(1, 0);
      assertThat(network.train(cell, batch, carried, 0.01, rule)).isNaN();
      values(parameters).forEach((name, now) -> assertThat(now).isEqualTo(before.get(name)));
    }
  }

  /** Identities with large weights would grow from step to step; tangents are what they are. */
  @Test
  void statesKeepALength() {
    CellProgram cell = enas(EnasMode.PAPER, 2, 0, 2);
    try (RecurrentParameters parameters = parameters(VOCABULARY, 1.5);
        LanguageNetwork network = new LanguageNetwork(parameters, ROWS, STEPS, 2)) {
      RecurrentState carried = new RecurrentState(ROWS, HIDDEN);
      network.loss(cell, batch(ROWS, STEPS, VOCABULARY), carried);
      double longest = 0;
      for (int row = 0; row < ROWS; row++) {
        double squares = 0;
        for (int i = 0; i < HIDDEN; i++) {
          squares += Math.pow(carried.state(0)[row * HIDDEN + i], 2);
        }
        longest = Math.max(longest, Math.sqrt(squares / HIDDEN));
      }
      assertThat(longest).isCloseTo(CellOperation.Bound.DEFAULT, within(1e-5));
    }
    checkGradients(cell, VOCABULARY, batch(ROWS, STEPS, VOCABULARY), 2, 1.5, 2e-3f);
  }
}
