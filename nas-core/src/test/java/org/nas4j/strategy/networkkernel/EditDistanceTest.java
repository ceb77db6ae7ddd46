package org.nas4j.strategy.networkkernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.strategy.networkkernel.NetworkOutline.Skip;
import org.nas4j.testkit.LayerSamples;

/** Distances by hand (jin2019autokeras, section 3.1), each part on its own. */
class EditDistanceTest {

  private static final Window WINDOW = Window.of(3, 5).stride(2, 3);

  private static double[] sizes(Layer layer) {
    return layer.accept(LayerSizes.OF);
  }

  /** Filters or units, then values that the kernel covers, then those that a step passes over. */
  @Test
  void sizesAreThoseByWhichLayersOfAKindDiffer() {
    assertThat(sizes(Convolution.of(7, WINDOW))).containsExactly(7, 15, 6);
    assertThat(sizes(SeparableConvolution.of(9, WINDOW))).containsExactly(9, 15, 6);
    assertThat(sizes(new DepthwiseConvolution(WINDOW, true))).containsExactly(15, 6);
    assertThat(sizes(Pooling.average(WINDOW))).containsExactly(15, 6);
    assertThat(sizes(new FactorizedReduction(8))).containsExactly(8);
    assertThat(sizes(new Dense(11, true))).containsExactly(11);
    assertThat(sizes(new ChannelWindow(2, 5))).containsExactly(5);
  }

  /** All kinds of layers: nothing to change into itself, everything to another kind. */
  @Test
  void changingALayerCostsNothingIntoItselfAndOneIntoAnotherKind() {
    for (Layer one : LayerSamples.all()) {
      assertThat(EditDistance.change(one, one)).as("%s", one).isZero();
      for (Layer other : LayerSamples.all()) {
        if (!one.kind().equals(other.kind())) {
          assertThat(EditDistance.change(one, other)).as("%s to %s", one, other).isEqualTo(1);
        } else if (sizes(one).length == 0) {
          assertThat(EditDistance.change(one, other)).as("%s to %s", one, other).isZero();
        }
      }
    }
  }

  private static NetworkOutline layers(Layer... layers) {
    return new NetworkOutline(List.of(layers), List.of());
  }

  private static NetworkOutline skips(Skip... skips) {
    return new NetworkOutline(List.of(), List.of(skips));
  }

  /** The second of three layers is gone and the last has half the units: 1 + 1/2. */
  @Test
  void layersAreEditedAtTheLeastCost() {
    Layer first = Convolution.of(4, WINDOW);
    assertThat(EditDistance.between(
            layers(first, Activation.RELU, new Dense(8, true)), layers(first, new Dense(4, true))))
        .isEqualTo(1.5);
  }

  /** Starts 1 and 3, lengths 3 and 2: (2 + 1) / (3 + 3). */
  @Test
  void skipsDifferByStartAndLength() {
    assertThat(EditDistance.between(skips(new Skip(1, 4, "add")), skips(new Skip(3, 5, "add"))))
        .isEqualTo(0.5);
    assertThat(EditDistance.between(skips(new Skip(1, 4, "add")), skips(new Skip(1, 4, "concat"))))
        .isEqualTo(1);
    assertThat(EditDistance.between(skips(new Skip(0, 0, "add")), skips(new Skip(0, 0, "add"))))
        .isZero();
  }

  /** One of three has an equal, one costs 1/2, one has none. */
  @Test
  void skipsWithoutAPartnerCostOneEach() {
    NetworkOutline three =
        skips(new Skip(9, 9, "add"), new Skip(3, 5, "add"), new Skip(2, 2, "concat"));
    NetworkOutline two = skips(new Skip(2, 2, "concat"), new Skip(1, 4, "add"));
    assertThat(EditDistance.between(three, two)).isEqualTo(1.5);
    assertThat(EditDistance.between(two, three)).isEqualTo(1.5);
    assertThat(EditDistance.between(three, skips())).isEqualTo(3);
  }

  /** Of what a join reads the first of the latest inputs is the main way, all others are skips. */
  @Test
  void outlineTellsLayersFromSkips() {
    Architecture.Builder b = Architecture.builder(Shape.image(4, 8, 8));
    Layer layer = Convolution.of(4, Window.square(3));
    String one = b.add("one", layer, Architecture.INPUT);
    String two = b.add("two", layer, one);
    String sum = b.add("sum", new Add(), List.of(one, two));
    String three = b.add("three", Activation.RELU, sum);
    b.add("all", new Concat(), List.of(three, Architecture.INPUT, three, two));
    assertThat(NetworkOutline.of(b.build()))
        .isEqualTo(new NetworkOutline(
            List.of(layer, layer, Activation.RELU),
            List.of(
                new Skip(1, 2, new Add().kind()),
                new Skip(0, 3, new Concat().kind()),
                new Skip(3, 3, new Concat().kind()),
                new Skip(2, 3, new Concat().kind()))));
  }

  /** Against the least of all pairings, tried one by one. */
  @Test
  void assignmentIsTheCheapestOfAll() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 300; i++) {
      int rows = random.nextInt(1, 6);
      double[][] costs = new double[rows][random.nextInt(rows, 7)];
      for (double[] row : costs) {
        for (int j = 0; j < row.length; j++) {
          row[j] = random.nextInt(10);
        }
      }
      assertThat(Assignment.cost(costs)).isCloseTo(cheapest(costs), within(1e-9));
    }
  }

  private static double cheapest(double[][] costs) {
    Map<Integer, Double> leastOfTaken = new HashMap<>(Map.of(0, 0.0));
    for (double[] row : costs) {
      Map<Integer, Double> next = new HashMap<>();
      leastOfTaken.forEach((taken, cost) -> {
        for (int j = 0; j < row.length; j++) {
          if ((taken >> j & 1) == 0) {
            next.merge(taken | 1 << j, cost + row[j], Math::min);
          }
        }
      });
      leastOfTaken = next;
    }
    return leastOfTaken.values().stream().mapToDouble(each -> each).min().orElseThrow();
  }
}
