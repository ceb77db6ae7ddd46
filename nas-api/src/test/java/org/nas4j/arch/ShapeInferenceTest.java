package org.nas4j.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nas4j.space.InfeasibleException;

class ShapeInferenceTest {

  private static final Shape MAPS = Shape.image(4, 8, 6);
  private static final Shape VECTOR = Shape.vector(5);

  private static void assertInfeasible(
      Layer layer, List<Shape> inputs, String reason, String message) {
    assertThatThrownBy(() -> layer.output(inputs))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((InfeasibleException) e).reason())
        .isEqualTo(reason);
  }

  @Test
  void slidesWindows() {
    Window window = new Window(3, 5, 2, 1, 2, 1, Padding.explicit(1, 0));
    // Rows: (8 + 2 − 5) / 2 + 1 = 3; columns: 6 − 5 + 1 = 2.
    assertThat(Convolution.of(7, window).output(List.of(MAPS))).isEqualTo(Shape.image(7, 3, 2));
    assertThat(Pooling.max(Window.square(3).stride(2)).output(List.of(Shape.image(4, 7, 8))))
        .isEqualTo(Shape.image(4, 4, 4));
    assertThat(new ZeroPad(1, 2, 3, 4).output(List.of(MAPS))).isEqualTo(Shape.image(4, 11, 13));
    assertThat(new ChannelWindow(3, 2).output(List.of(MAPS))).isEqualTo(Shape.image(2, 8, 6));
    assertThat(new ChannelWindow(3, 9).taken(MAPS.channels())).isEqualTo(1);
    assertThat(new ChannelScale().output(List.of(MAPS, Shape.vector(4)))).isEqualTo(MAPS);
    assertThat(new Average().output(List.of(MAPS, MAPS))).isEqualTo(MAPS);
    assertThat(new FactorizedReduction(6).output(List.of(Shape.image(4, 7, 8))))
        .isEqualTo(Shape.image(6, 4, 4));
  }

  @Test
  void rejectsWhatDoesNotFit() {
    Window wide = Window.square(9).padding(Padding.VALID);
    assertInfeasible(
        Convolution.of(4, wide), List.of(MAPS), "convolution larger than its input", "spans [9]");
    assertInfeasible(
        new Convolution(6, Window.square(1), 3, false),
        List.of(MAPS),
        "channels not divisible by groups",
        "[4] channels cannot be split into [3]");
    assertInfeasible(
        new ChannelWindow(4, 1),
        List.of(MAPS),
        "channel window beyond its input",
        "channel [4] has nothing of an input with [4]");
    assertInfeasible(
        new FactorizedReduction(4),
        List.of(Shape.image(4, 1, 8)),
        "reduction of a single row or column",
        "[4×1×8]");
  }

  @Test
  void scalesMapsByAsManyValuesOnly() {
    assertInfeasible(
        new ChannelScale(),
        List.of(MAPS, VECTOR),
        "another number of values than channels",
        "[4] channels of [4×8×6] cannot be multiplied by [5]");
    assertInfeasible(
        new ChannelScale(), List.of(MAPS, MAPS), "channel scale on feature maps", "needs a vector");
    assertInfeasible(
        new ChannelScale(), List.of(VECTOR, VECTOR), "channel scale on a vector", "[5]");
    assertThatThrownBy(() -> new ChannelScale().output(List.of(MAPS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("takes feature maps and a vector, but got [1]");
  }

  @Test
  void rejectsJointsOfUnequalInputs() {
    Shape smaller = Shape.image(4, 8, 5);
    assertInfeasible(
        new Add(), List.of(MAPS, smaller), "addition of unequal shapes", "Maybe bring them");
    assertInfeasible(
        new Concat(), List.of(MAPS, smaller), "concatenation of unequal sizes", "Maybe pad");
    assertInfeasible(new Concat(), List.of(VECTOR, MAPS), "concat on a vector", "[5]");
    assertThat(new Concat().output(List.of(MAPS, MAPS))).isEqualTo(Shape.image(8, 8, 6));
    assertThat(new Concat().output(List.of(VECTOR, VECTOR))).isEqualTo(Shape.vector(10));
  }

  @Test
  void tellsVectorsFromMaps() {
    assertInfeasible(
        GlobalPooling.AVERAGE, List.of(VECTOR), "global average pooling on a vector", "[5]");
    assertInfeasible(new Dense(3, true), List.of(MAPS), "dense on feature maps", "Maybe flatten");
    assertInfeasible(
        SoftmaxOutput.of(3), List.of(MAPS), "softmax output on feature maps", "[4×8×6]");
  }

  @Test
  void refusesWrongNumberOfInputs() {
    assertThatThrownBy(() -> Activation.RELU.output(List.of(MAPS, MAPS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("relu takes one input, but got [2]")
        .hasMessageContaining("Maybe join them");
    assertThatThrownBy(() -> new Add().output(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Concat().output(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesImpossibleSettings() {
    assertThatThrownBy(() -> new Convolution(5, Window.square(3), 2, false))
        .hasMessageContaining("[5] filters cannot be split into [2]");
    assertThatThrownBy(() -> Pooling.max(Window.square(3).dilation(2)))
        .hasMessageContaining("no dilation");
    assertThatThrownBy(() -> new Dropout(50)).hasMessageContaining("Maybe it was given in percent");
    assertThatThrownBy(() -> new SoftmaxOutput(1, 1)).hasMessageContaining("[1]");
    assertThatThrownBy(() -> new SoftmaxOutput(2, Double.NaN)).hasMessageContaining("[NaN]");
    assertThatThrownBy(() -> Shape.image(1, 0, 1)).hasMessageContaining("height");
    assertThatThrownBy(() -> new Padding(true, 1, 0)).hasMessageContaining("SAME");
    assertThatThrownBy(() -> new BatchNormalization(0, 0.9)).hasMessageContaining("epsilon");
  }

  @Test
  void namesTheNodeAtFault() {
    Architecture.Builder builder = Architecture.builder(MAPS);
    assertThatThrownBy(() -> builder.add("head", new Dense(3, true), Architecture.INPUT))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageStartingWith("Node [head]: dense needs a vector");
    assertThatThrownBy(() -> builder.add("a", new Flatten(), "b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no node [b] yet");
    builder.add("a", new Flatten(), Architecture.INPUT);
    assertThatThrownBy(() -> builder.add("a", new Flatten(), Architecture.INPUT))
        .hasMessageContaining("a node [a] already");
  }

  @Test
  void refusesConcatenationBeyondIntegers() {
    Shape wide = Shape.image(1 << 30, 1, 1);
    assertThatThrownBy(() -> new Concat().output(List.of(wide, wide, wide, wide, wide)))
        .isInstanceOf(ArithmeticException.class);
  }
}
