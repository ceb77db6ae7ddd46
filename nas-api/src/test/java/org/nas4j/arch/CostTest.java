package org.nas4j.arch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CostTest {

  @Test
  void followsLifetimesOfActivations() {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 4, 4));
    b.add("a", Convolution.of(2, Window.square(3)), Architecture.INPUT);
    b.add("b", Convolution.of(8, Window.square(1)), "a");
    b.add("c", Convolution.of(2, Window.square(1)), "b");
    b.add("sum", new Add(), "a", "c");
    b.add("pool", GlobalPooling.AVERAGE, "sum");
    b.add("out", SoftmaxOutput.of(3), "pool");
    // Values: input 16, a 32, b 128, c 32, sum 32, pool 2, out 3. Alive while computed:
    // a: 16+32; b: 32+128; c: 32+128+32 = 192; sum: 32+32+32; pool: 32+2; out: 2+3.
    assertThat(b.build().cost().peakActivationBytes()).isEqualTo(192 * 4);
  }

  @Test
  void holdsInputOfManyReadersUntilTheLast() {
    Architecture.Builder b = Architecture.builder(Shape.vector(100));
    b.add("one", new Dense(10, true), Architecture.INPUT);
    b.add("two", new Dense(10, true), Architecture.INPUT);
    b.add("twice", new Add(), "two", "two");
    b.add("all", new Concat(), "one", "twice");
    // two: 100+10+10; then the input is free: twice: 10+10+10; all: 10+10+20.
    assertThat(b.build().cost().peakActivationBytes()).isEqualTo(120 * 4);
  }

  @Test
  void countsEachKindOfLayerAsByHand() {
    Architecture.Builder b = Architecture.builder(Shape.image(4, 8, 8));
    Window down = Window.square(3).stride(2);
    b.add("grouped", new Convolution(6, Window.of(3, 1), 2, true), Architecture.INPUT);
    b.add("depthwise", new DepthwiseConvolution(down, true), "grouped");
    b.add("separable", SeparableConvolution.of(10, Window.square(5)), "depthwise");
    b.add("norm", BatchNormalization.DEFAULT, "separable");
    b.add("reduction", new FactorizedReduction(7), "norm");
    b.add("flat", new Flatten(), "reduction");
    b.add("dense", new Dense(5, false), "flat");
    b.add("out", RegressionOutput.of(2), "dense");
    Cost cost = b.build().cost();
    assertThat(figures(cost, "grouped")).containsExactly(6 * 2 * 3 + 6, 64 * 6 * 2 * 3);
    assertThat(figures(cost, "depthwise")).containsExactly(6 * 9 + 6, 16 * 6 * 9);
    assertThat(figures(cost, "separable")).containsExactly(6 * 25 + 6 * 10, 16 * (6 * 25 + 6 * 10));
    assertThat(figures(cost, "norm")).containsExactly(20, 0);
    assertThat(figures(cost, "reduction")).containsExactly(70, 4 * 7 * 10);
    assertThat(figures(cost, "dense")).containsExactly(28 * 5, 28 * 5);
    assertThat(figures(cost, "out")).containsExactly(5 * 2 + 2, 5 * 2);
    assertThat(cost.perNode().get("separable").activationBytes()).isEqualTo(10 * 16 * 4);
    assertThat(cost.parameters()).isEqualTo(42 + 60 + 210 + 20 + 70 + 140 + 12);
  }

  private static long[] figures(Cost cost, String node) {
    Cost.NodeCost own = cost.perNode().get(node);
    return new long[] {own.parameters(), own.macs()};
  }
}
