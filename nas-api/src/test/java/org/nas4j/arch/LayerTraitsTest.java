package org.nas4j.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LayerTraitsTest {

  private static final List<Shape> MAPS = List.of(Shape.image(4, 6, 6));
  private static final List<Shape> VECTOR = List.of(Shape.vector(12));

  /** One layer of each kind; none is set to do nothing. */
  private static final List<Layer> KINDS = List.of(
      Convolution.of(8, Window.square(3)),
      new DepthwiseConvolution(Window.square(3), false),
      SeparableConvolution.of(8, Window.square(3)),
      new FactorizedReduction(8),
      Pooling.max(Window.square(2)),
      GlobalPooling.AVERAGE,
      BatchNormalization.DEFAULT,
      Activation.RELU,
      new Dense(7, true),
      new Dropout(0.5),
      new DropPath(0.5, 1),
      new Identity(),
      new Flatten(),
      new ZeroPad(1, 1, 1, 1),
      new ChannelWindow(0, 2),
      new Add(),
      new Average(),
      new Concat(),
      new ChannelScale(),
      SoftmaxOutput.of(3),
      RegressionOutput.of(2));

  private static List<Shape> fitting(Layer layer) {
    boolean flat = Set.of("dense", "softmax output", "regression output").contains(layer.kind());
    return layer instanceof ChannelScale
        ? List.of(MAPS.get(0), Shape.vector(4))
        : flat ? VECTOR : MAPS;
  }

  private static Set<String> kinds(Predicate<LayerTraits> trait) {
    return KINDS.stream()
        .filter(layer -> trait.test(layer.traits()))
        .map(Layer::kind)
        .collect(Collectors.toSet());
  }

  @Test
  void knowsEveryKind() {
    assertThat(KINDS)
        .<Class<?>>extracting(Layer::getClass)
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Layer.class.getPermittedSubclasses()));
  }

  @Test
  void hasWeightsIfItAsksForSome() {
    for (Layer layer : KINDS) {
      assertThat(layer.traits().hasWeights())
          .as(layer.kind())
          .isEqualTo(!layer.weights(fitting(layer)).isEmpty());
    }
  }

  /**
   * Fed with more channels, a layer that makes its own gives as many as before. A window does, too,
   * but what comes out are channels of its input.
   */
  @Test
  void makesChannelsIfTheyDoNotFollowTheInput() {
    assertThat(new ChannelWindow(0, 2).traits().makesChannels()).isFalse();
    for (Layer layer : KINDS) {
      if (layer instanceof ChannelWindow) {
        continue;
      }
      int before = layer.output(fitting(layer)).channels();
      Shape more = fitting(layer)
          .get(0)
          .<Shape>match(maps -> maps.withChannels(10), vector -> Shape.vector(20));
      List<Shape> wider =
          layer instanceof ChannelScale ? List.of(more, Shape.vector(10)) : List.of(more);
      int after = layer.output(wider).channels();
      assertThat(layer.traits().makesChannels()).as(layer.kind()).isEqualTo(before == after);
    }
  }

  @Test
  void joinsIfItTakesSeveralInputs() {
    for (Layer layer : KINDS) {
      List<Shape> twice = layer instanceof ChannelScale
          ? fitting(layer)
          : List.of(fitting(layer).get(0), fitting(layer).get(0));
      boolean joins;
      try {
        layer.output(twice);
        joins = true;
      } catch (IllegalArgumentException e) {
        joins = false;
      }
      assertThat(layer.traits().joinsInputs()).as(layer.kind()).isEqualTo(joins);
    }
  }

  @Test
  void hasTheRoleThatEnginesAndEditsRelyOn() {
    assertThat(kinds(LayerTraits::isOutput))
        .containsExactlyInAnyOrder("softmax output", "regression output");
    assertThat(kinds(LayerTraits::finishes))
        .containsExactlyInAnyOrder("batch normalization", "relu");
    assertThat(kinds(LayerTraits::actsInTrainingOnly))
        .containsExactlyInAnyOrder("dropout", "drop path");
    assertThat(kinds(LayerTraits::isPure))
        .containsExactlyInAnyOrder(
            "max pooling",
            "global average pooling",
            "relu",
            "identity",
            "flatten",
            "zero padding",
            "channel window",
            "add",
            "average",
            "concat",
            "channel scale");
  }

  @Test
  void isIdleBySettingsOrByInputs() {
    assertThat(kinds(LayerTraits::isIdle)).containsExactly("identity");
    assertThat(new Dropout(0).traits().isIdle()).isTrue();
    assertThat(new DropPath(1, 0.5).traits().isIdle()).isTrue();
    assertThat(new Dropout(0).isIdle(MAPS)).isTrue();
    assertThat(new Flatten().isIdle(VECTOR)).isTrue();
    assertThat(new Flatten().isIdle(MAPS)).isFalse();
    assertThat(new Add().isIdle(MAPS)).isTrue();
    assertThat(new Add().isIdle(List.of(MAPS.get(0), MAPS.get(0)))).isFalse();
    assertThat(new Concat().isIdle(VECTOR)).isTrue();
    assertThat(new Average().isIdle(VECTOR)).isTrue();
    int channels = MAPS.get(0).channels();
    assertThat(new ChannelWindow(0, channels).isIdle(MAPS)).isTrue();
    assertThat(new ChannelWindow(0, channels + 1).isIdle(MAPS)).isFalse();
    assertThat(new ChannelWindow(1, channels).isIdle(MAPS)).isFalse();
    assertThat(new Pooling(PoolingKind.MAX, Window.square(1)).isIdle(MAPS)).isFalse();
  }
}
