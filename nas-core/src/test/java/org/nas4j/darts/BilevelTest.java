package org.nas4j.darts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.spaces.darts.DartsCell;
import org.nas4j.spaces.darts.DartsOperation;

class BilevelTest {

  private static final int OPERATIONS = DartsOperation.values().length;
  private static final double XI = 0.1;
  private static final double MOMENTUM = 0.9;
  private static final double DECAY = 3e-4;

  /**
   * Two weights x and y, and a mixture m of shares: training loss ½(x − m)² + ½(y·m − 1)² + x·y/10,
   * validation loss ½(x·y − 1)² + ½(x + m)². Its derivatives are by hand.
   */
  static final class Toy implements MixedNetwork {

    private final int edges;
    private final boolean bypasses;
    private final DartsOperation cheapest;
    private double[] weights = {0.7, -0.4};
    private int judged;

    Toy(int edges) {
      this(edges, false, DartsOperation.NONE);
    }

    Toy(int edges, boolean bypasses, DartsOperation cheapest) {
      this.edges = edges;
      this.bypasses = bypasses;
      this.cheapest = cheapest;
    }

    @Override
    public boolean bypasses() {
      return bypasses;
    }

    @Override
    public int edges() {
      return edges;
    }

    @Override
    public double[] weights() {
      return weights.clone();
    }

    @Override
    public void setWeights(double[] given) {
      weights = given.clone();
    }

    @Override
    public int batches() {
      return 3;
    }

    @Override
    public void advance() {}

    /** Later operations count more; or all alike but one that counts least. */
    private double factor(int index) {
      int operation = index % OPERATIONS;
      double ofAll = cheapest == DartsOperation.NONE ? 1 + operation : 4;
      return (operation == cheapest.ordinal() ? 1 : ofAll) + index / OPERATIONS / 10.0;
    }

    double loss(Part part, double[] shares) {
      double m = 0;
      for (int i = 0; i < shares.length; i++) {
        m += factor(i) * shares[i] / shares.length;
      }
      double x = weights[0];
      double y = weights[1];
      return part == Part.TRAINING
          ? ((x - m) * (x - m) + (y * m - 1) * (y * m - 1)) / 2 + x * y / 10
          : ((x * y - 1) * (x * y - 1) + (x + m) * (x + m)) / 2;
    }

    @Override
    public Slope slope(Part part, double[] shares) {
      double m = 0;
      for (int i = 0; i < shares.length; i++) {
        m += factor(i) * shares[i] / shares.length;
      }
      double x = weights[0];
      double y = weights[1];
      boolean training = part == Part.TRAINING;
      judged += training ? 0 : 1;
      double byX = training ? x - m + y / 10 : (x * y - 1) * y + x + m;
      double byY = training ? (y * m - 1) * m + x / 10 : (x * y - 1) * x;
      double byM = training ? m - x + (y * m - 1) * y : x + m;
      double[] byShares = new double[shares.length];
      for (int i = 0; i < shares.length; i++) {
        byShares[i] = byM * factor(i) / shares.length;
      }
      return new Slope(loss(part, shares), new double[] {byX, byY}, byShares);
    }
  }

  private static final Alphas.Form PLAIN = new Alphas.Form(2, false, false);

  /** A node of two edges in both kinds of cells, β, and a share of what bypasses each edge. */
  private static final Alphas.Form PARTIAL = new Alphas.Form(4, true, true);

  private static Toy toy(Alphas.Form form) {
    return new Toy(form.edges(), form.bypasses(), DartsOperation.NONE);
  }

  private static Alphas alphas(Alphas.Form form) {
    SplittableRandom random = new SplittableRandom(3);
    double[] values = new double[form.alphas() + (form.isNormalized() ? form.edges() : 0)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return new Alphas(form, values);
  }

  /** The validation loss after a step of training, as a function of α alone. */
  private static double unrolled(Alphas.Form form, double[] values, double[] velocity) {
    Toy toy = toy(form);
    double[] shares = new Alphas(form, values).shares();
    double[] slope = toy.slope(MixedNetwork.Part.TRAINING, shares).weights();
    double[] weights = toy.weights();
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= XI * (MOMENTUM * velocity[i] + slope[i] + DECAY * toy.weights()[i]);
    }
    toy.setWeights(weights);
    return toy.loss(MixedNetwork.Part.VALIDATION, shares);
  }

  @Test
  void secondOrderIsTheGradientOfTheUnrolledLoss() throws InterruptedException {
    for (Alphas.Form form : List.of(PLAIN, PARTIAL)) {
      Toy toy = toy(form);
      double[] velocity = {0.3, -0.2};
      Alphas alphas = alphas(form);
      Bilevel.Result result = new Bilevel(toy, MOMENTUM, DECAY).second(alphas, XI, velocity);
      double step = 1e-5;
      for (int i = 0; i < alphas.values().length; i++) {
        double[] up = alphas.values().clone();
        double[] down = alphas.values().clone();
        up[i] += step;
        down[i] -= step;
        double expected =
            (unrolled(form, up, velocity) - unrolled(form, down, velocity)) / (2 * step);
        assertThat(result.gradient()[i])
            .as("value %s of %s", i, form)
            .isCloseTo(expected, within(1e-3 * Math.max(0.1, Math.abs(expected))));
      }
      assertThat(toy.weights()).containsExactly(0.7, -0.4);
    }
  }

  /** It matters: without the second term the gradient is another. */
  @Test
  void firstOrderIsTheGradientWithTheWeightsHeld() throws InterruptedException {
    for (Alphas.Form form : List.of(PLAIN, PARTIAL)) {
      Toy toy = toy(form);
      Alphas alphas = alphas(form);
      double[] first = new Bilevel(toy, MOMENTUM, DECAY).first(alphas).gradient();
      double[] second =
          new Bilevel(toy, MOMENTUM, DECAY).second(alphas, XI, new double[2]).gradient();
      double step = 1e-5;
      for (int i = 0; i < first.length; i++) {
        double[] up = alphas.values().clone();
        up[i] += step;
        double[] down = alphas.values().clone();
        down[i] -= step;
        double expected = (toy.loss(MixedNetwork.Part.VALIDATION, new Alphas(form, up).shares())
                - toy.loss(MixedNetwork.Part.VALIDATION, new Alphas(form, down).shares()))
            / (2 * step);
        assertThat(first[i]).as("value %s of %s", i, form).isCloseTo(expected, within(1e-8));
      }
      double greatest = 0;
      double difference = 0;
      for (int i = 0; i < first.length; i++) {
        greatest = Math.max(greatest, Math.abs(first[i]));
        difference = Math.max(difference, Math.abs(first[i] - second[i]));
      }
      assertThat(difference).isGreaterThan(0.01 * greatest);
    }
  }

  /** By hand, of two nodes: β of e to the 1, 1 and 0 makes a factor of 0.42, 0.42 and 0.16. */
  @Test
  void sharesAreThoseOfTheEdgeTimesThoseOfItsOperations() {
    Alphas.Form form = new Alphas.Form(10, true, true);
    double[] values = new double[form.alphas() + form.edges()];
    values[form.alphas() + 2] = 1;
    values[form.alphas() + 3] = 1;
    double[] shares = new Alphas(form, values).shares();
    double[] factors = {0.5, 0.5, 0.42232, 0.42232, 0.15536, 0.5, 0.5, 1 / 3.0, 1 / 3.0, 1 / 3.0};
    for (int edge = 0; edge < form.edges(); edge++) {
      assertThat(shares[form.alphas() + edge]).isCloseTo(factors[edge], within(1e-5));
      assertThat(shares[edge * OPERATIONS + 3]).isCloseTo(factors[edge] / OPERATIONS, within(1e-5));
    }
    double[] plain =
        new Alphas(new Alphas.Form(10, false, true), new double[form.alphas()]).shares();
    assertThat(plain[form.alphas() + 2]).isOne();
    assertThat(plain[2 * OPERATIONS]).isEqualTo(1.0 / OPERATIONS);
  }

  /** Of three edges that have the same operations the second node keeps those that β prefers. */
  @Test
  void edgesAreChosenByBothFactors() {
    Alphas.Form form = new Alphas.Form(10, true, true);
    double[] values = new double[form.alphas() + form.edges()];
    for (int edge = 0; edge < form.edges(); edge++) {
      values[edge * OPERATIONS + DartsOperation.SEPARABLE_3X3.ordinal()] = edge == 2 ? 1.2 : 1;
    }
    values[form.alphas() + 3] = 0.5;
    values[form.alphas() + 4] = 0.4;
    DartsCell cell = new Alphas(form, values).cell(false);
    assertThat(cell.edges().subList(2, 4))
        .containsExactly(
            new DartsCell.Edge(DartsOperation.SEPARABLE_3X3, 1),
            new DartsCell.Edge(DartsOperation.SEPARABLE_3X3, 2));
    double[] withoutBeta = Arrays.copyOf(values, form.alphas());
    assertThat(new Alphas(new Alphas.Form(10, false, true), withoutBeta)
            .cell(false)
            .edges()
            .get(2))
        .isEqualTo(new DartsCell.Edge(DartsOperation.SEPARABLE_3X3, 0));
  }

  @Test
  void refusesToNormalizeEdgesThatAreNotThoseOfNodes() {
    assertThatThrownBy(() -> alphas(new Alphas.Form(6, true, false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[6] edges")
        .hasMessageContaining("Maybe");
  }

  /** Validation loss falls as the mixture falls, so that the first operations gain. */
  @Test
  void searchGoesDownTheValidationLossAndTellsOfEachEpoch() throws InterruptedException {
    for (int order : new int[] {1, 2}) {
      DartsResult result = DartsSearch.builder(new Toy(28))
          .order(order)
          .epochs(30)
          .learningRate(0.05, 0.001)
          .build()
          .run();
      assertThat(result.epochs()).hasSize(30);
      assertThat(result.epochs().get(29).validationLoss())
          .isLessThan(result.epochs().get(0).validationLoss());
      assertThat(result.epochs().get(29).number()).isEqualTo(30);
      assertThat(result.collapsed()).isFalse();
      assertThat(result.normal().edges()).hasSize(8);
    }
  }

  /** What costs least is chosen more and more: without the rule, everywhere. */
  @Test
  void collapseIsShownAndTheSearchEndsBeforeIt() throws InterruptedException {
    DartsResult free = DartsSearch.builder(new Toy(28, false, DartsOperation.SKIP))
        .epochs(20)
        .build()
        .run();
    List<Integer> skips = free.epochs().stream().map(DartsResult.Epoch::skips).toList();
    assertThat(free.collapsed()).isFalse();
    assertThat(skips.get(0)).isLessThan(8);
    assertThat(skips.get(19)).isEqualTo(8);
    assertThat(free.epochs().get(19).skipShare())
        .isGreaterThan(free.epochs().get(0).skipShare());
    int most = skips.get(0) + 1;
    DartsResult stopped = DartsSearch.builder(new Toy(28, false, DartsOperation.SKIP))
        .epochs(20)
        .mostSkips(most)
        .build()
        .run();
    assertThat(stopped.collapsed()).isTrue();
    assertThat(stopped.normal().skips()).isLessThanOrEqualTo(most);
    int last = stopped.epochs().size() - 1;
    assertThat(stopped.epochs().get(last).skips()).isGreaterThan(most);
    assertThat(stopped.epochs().subList(0, last))
        .isNotEmpty()
        .isEqualTo(free.epochs().subList(0, last))
        .allSatisfy(epoch -> assertThat(epoch.skips()).isLessThanOrEqualTo(most));
  }

  /** Shares are as they were drawn: nobody looks at validation data, and no rule at skips. */
  @Test
  void warmUpTrainsWeightsAlone() throws InterruptedException {
    Toy toy = new Toy(28, true, DartsOperation.SKIP);
    DartsResult result = DartsSearch.partialChannels(toy).toBuilder()
        .epochs(3)
        .warmUp(2)
        .mostSkips(0)
        .build()
        .run();
    assertThat(toy.judged).isEqualTo(3);
    assertThat(result.epochs()).hasSize(3);
    DartsResult.Epoch first = result.epochs().get(0);
    assertThat(result.epochs().subList(0, 2)).allSatisfy(epoch -> {
      assertThat(epoch.validationLoss()).isNaN();
      assertThat(epoch.skipShare()).isEqualTo(first.skipShare());
    });
    assertThat(result.epochs().get(1).trainingLoss()).isNotEqualTo(first.trainingLoss());
    assertThat(result.epochs().get(2).validationLoss()).isPositive();
    assertThat(result.epochs().get(2).skipShare()).isGreaterThan(first.skipShare());
    assertThat(first.skips()).isPositive();
  }

  @Test
  void partialChannelsAreAsPublished() {
    DartsSearch search = DartsSearch.partialChannels(new Toy(28, true, DartsOperation.NONE));
    assertThat(search.settings())
        .containsEntry("order", "1")
        .containsEntry("epochs", "50")
        .containsEntry("warmUp", "15")
        .containsEntry("learningRate", "0.1")
        .containsEntry("leastLearningRate", "0.0")
        .containsEntry("alphaLearningRate", "6.0E-4")
        .containsEntry("edgeNormalization", "true");
    assertThat(search.toBuilder().build().settings()).isEqualTo(search.settings());
    assertThatThrownBy(() -> search.toBuilder().epochs(15).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[15]")
        .hasMessageContaining("Maybe");
  }

  @Test
  void settingsTellAllAndRefuseWhatCannotBe() {
    DartsSearch.Builder builder = DartsSearch.builder(new Toy(28));
    assertThat(builder.build().settings())
        .containsEntry("order", "2")
        .containsEntry("epochs", "50")
        .containsEntry("warmUp", "0")
        .containsEntry("alphaLearningRate", "3.0E-4")
        .containsEntry("edgeNormalization", "false")
        .containsEntry("learningRate", "0.025");
    assertThatThrownBy(() -> builder.order(3)).hasMessageContaining("[3");
    assertThatThrownBy(() -> builder.epochs(0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> builder.mostSkips(-1)).hasMessageContaining("[-1]");
  }
}
