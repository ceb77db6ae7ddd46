package org.nas4j.darts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
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
    private double[] weights = {0.7, -0.4};

    Toy(int edges) {
      this.edges = edges;
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

    /** Later operations count more. */
    private static double factor(int index) {
      return 1 + index % OPERATIONS + index / OPERATIONS / 10.0;
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

  private static Alphas alphas() {
    SplittableRandom random = new SplittableRandom(3);
    double[] values = new double[2 * OPERATIONS];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return new Alphas(values);
  }

  /** The validation loss after a step of training, as a function of α alone. */
  private static double unrolled(double[] values, double[] velocity) {
    Toy toy = new Toy(2);
    double[] shares = new Alphas(values).shares();
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
    Toy toy = new Toy(2);
    double[] velocity = {0.3, -0.2};
    Alphas alphas = alphas();
    Bilevel.Result result = new Bilevel(toy, MOMENTUM, DECAY).second(alphas, XI, velocity);
    double step = 1e-5;
    for (int i = 0; i < alphas.values().length; i++) {
      double[] up = alphas.values().clone();
      double[] down = alphas.values().clone();
      up[i] += step;
      down[i] -= step;
      double expected = (unrolled(up, velocity) - unrolled(down, velocity)) / (2 * step);
      assertThat(result.gradient()[i])
          .as("alpha %s", i)
          .isCloseTo(expected, within(1e-3 * Math.max(0.1, Math.abs(expected))));
    }
    assertThat(toy.weights()).containsExactly(0.7, -0.4);
  }

  /** It matters: without the second term the gradient is another. */
  @Test
  void firstOrderIsTheGradientWithTheWeightsHeld() throws InterruptedException {
    Toy toy = new Toy(2);
    Alphas alphas = alphas();
    double[] first = new Bilevel(toy, MOMENTUM, DECAY).first(alphas).gradient();
    double[] second =
        new Bilevel(toy, MOMENTUM, DECAY).second(alphas, XI, new double[2]).gradient();
    double step = 1e-5;
    for (int i = 0; i < first.length; i++) {
      double[] up = alphas.values().clone();
      up[i] += step;
      double[] down = alphas.values().clone();
      down[i] -= step;
      double expected = (toy.loss(MixedNetwork.Part.VALIDATION, new Alphas(up).shares())
              - toy.loss(MixedNetwork.Part.VALIDATION, new Alphas(down).shares()))
          / (2 * step);
      assertThat(first[i]).isCloseTo(expected, within(1e-8));
    }
    double greatest = 0;
    double difference = 0;
    for (int i = 0; i < first.length; i++) {
      greatest = Math.max(greatest, Math.abs(first[i]));
      difference = Math.max(difference, Math.abs(first[i] - second[i]));
    }
    assertThat(difference).isGreaterThan(0.01 * greatest);
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

  @Test
  void endsBeforeSkipConnectionsAreTooMany() throws InterruptedException {
    DartsResult free = DartsSearch.builder(new Toy(28)).epochs(5).build().run();
    int skips = free.epochs().get(0).skips();
    DartsResult stopped = DartsSearch.builder(new Toy(28))
        .epochs(5)
        .mostSkips(Math.max(0, skips - 1))
        .build()
        .run();
    assertThat(stopped.collapsed()).isEqualTo(skips > 0);
    assertThat(stopped.epochs()).hasSize(skips > 0 ? 1 : 5);
  }

  @Test
  void settingsTellAllAndRefuseWhatCannotBe() {
    DartsSearch.Builder builder = DartsSearch.builder(new Toy(28));
    assertThat(builder.build().settings())
        .containsEntry("order", "2")
        .containsEntry("epochs", "50")
        .containsEntry("learningRate", "0.025");
    assertThatThrownBy(() -> builder.order(3)).hasMessageContaining("[3");
    assertThatThrownBy(() -> builder.epochs(0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> builder.mostSkips(-1)).hasMessageContaining("[-1]");
  }
}
