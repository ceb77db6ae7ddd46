package org.nas4j.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nas4j.space.InfeasibleException;

class ArchitectureTest {

  /**
   * MetaQNN, table A2, fourth network. The paper's 1.13 million belong to its own pooling rule ⌊(n
   * − f + 1) / s⌋, which leaves 4×4 maps; the usual rule, ours, leaves 5×5 and so 11,520 weights
   * more in the classifier.
   */
  @Test
  void countsParametersAsByHand() {
    Architecture.Builder b = Architecture.builder(Shape.image(3, 32, 32));
    String x = b.add("c1", Convolution.of(256, Window.square(3)).withBias(), Architecture.INPUT);
    x = b.add("c2", Convolution.of(256, Window.square(3)).withBias(), x);
    x = b.add("p1", Pooling.max(Window.square(5).stride(3).padding(Padding.VALID)), x);
    x = b.add("c3", Convolution.of(256, Window.square(1)).withBias(), x);
    x = b.add("c4", Convolution.of(128, Window.square(3)).withBias(), x);
    x = b.add("p2", Pooling.max(Window.square(2).stride(2).padding(Padding.VALID)), x);
    x = b.add("c5", Convolution.of(128, Window.square(3)).withBias(), x);
    x = b.add("flat", new Flatten(), x);
    b.add("out", SoftmaxOutput.of(10), x);
    // The last summand is the classifier's (128 · 5 · 5 + 1) · 10.
    assertThat(b.build().cost().parameters())
        .isEqualTo(7168 + 590_080 + 65_792 + 295_040 + 147_584 + 32_010);
  }

  @Test
  void hashIgnoresNamesIdentitiesAndOrderOfAdditions() {
    assertThat(twoBranches("a", "b", false)).isEqualTo(twoBranches("c", "d", true));
  }

  private static String twoBranches(String first, String second, boolean turned) {
    Architecture.Builder b = Architecture.builder(Shape.image(4, 8, 8));
    b.add(first, Convolution.of(4, Window.square(3)), Architecture.INPUT);
    b.add(second, new Identity(), Architecture.INPUT);
    b.add("sum", new Add(), turned ? second : first, turned ? first : second);
    return b.build().canonicalHash();
  }

  @Test
  void hashTellsSharedNodeFromTwoEqualOnes() {
    Architecture.Builder one = Architecture.builder(Shape.image(4, 8, 8));
    one.add("a", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    one.add("sum", new Add(), "a", "a");
    Architecture.Builder two = Architecture.builder(Shape.image(4, 8, 8));
    two.add("a", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    two.add("b", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    two.add("sum", new Add(), "a", "b");
    assertThat(one.build().canonicalHash()).isNotEqualTo(two.build().canonicalHash());
  }

  @Test
  void refusesKernelLargerThanItsInput() {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 4, 4));
    assertThatThrownBy(() ->
            b.add("p", Pooling.max(Window.square(5).padding(Padding.VALID)), Architecture.INPUT))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("Node [p]");
  }
}
