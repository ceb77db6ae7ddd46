package org.nas4j.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes without saying of a layer need not be said. */
class LayerFactoriesTest {

  private static final Window WINDOW = Window.square(3);

  static Stream<Class<?>> layersWithSettings() {
    return Arrays.stream(Layer.class.getPermittedSubclasses())
        .filter(layer -> layer.getRecordComponents().length > 0);
  }

  private static boolean isFactory(Member member, Class<?> made, Class<?> layer) {
    return made == layer
        && Modifier.isStatic(member.getModifiers())
        && Modifier.isPublic(member.getModifiers());
  }

  @ParameterizedTest
  @MethodSource("layersWithSettings")
  void eachHasAFactoryOrAConstant(Class<?> layer) {
    assertThat(Stream.concat(
            Arrays.stream(layer.getDeclaredMethods())
                .filter(method -> isFactory(method, method.getReturnType(), layer)),
            Arrays.stream(layer.getDeclaredFields())
                .filter(field -> isFactory(field, field.getType(), layer))))
        .isNotEmpty();
  }

  @Test
  void densePredictorsHaveABiasAndConvolutionsNone() {
    assertThat(Dense.of(4)).isEqualTo(new Dense(4, true));
    assertThat(Dense.of(4).withoutBias()).isEqualTo(new Dense(4, false));
    assertThat(DepthwiseConvolution.of(WINDOW)).isEqualTo(new DepthwiseConvolution(WINDOW, false));
    assertThat(DepthwiseConvolution.of(WINDOW).withBias())
        .isEqualTo(new DepthwiseConvolution(WINDOW, true));
    assertThat(SeparableConvolution.of(4, WINDOW).withBias())
        .isEqualTo(new SeparableConvolution(4, WINDOW, true));
    assertThat(Convolution.of(4, WINDOW).withBias()).isEqualTo(new Convolution(4, WINDOW, 1, true));
  }

  @Test
  void numbersArePredictedBySquaredErrorUnlessToldOtherwise() {
    assertThat(RegressionOutput.of(2))
        .isEqualTo(new RegressionOutput(2, RegressionLoss.SQUARED))
        .extracting(output -> output.withLoss(RegressionLoss.HUBER))
        .isEqualTo(new RegressionOutput(2, RegressionLoss.HUBER));
  }

  @Test
  void theOthersTakeTheirSettingsInOrder() {
    assertThat(Dropout.of(0.25).rate()).isEqualTo(0.25);
    assertThat(FactorizedReduction.of(6).filters()).isEqualTo(6);
    assertThat(DropPath.of(0.6, 0.5)).isEqualTo(new DropPath(0.6, 0.5));
    assertThat(ZeroPad.of(1, 2, 3, 4)).isEqualTo(new ZeroPad(1, 2, 3, 4));
    assertThat(ChannelWindow.of(2, 5)).isEqualTo(new ChannelWindow(2, 5));
  }

  @Test
  void eachFunctionHasItsConstant() {
    assertThat(List.of(
            Activation.RELU,
            Activation.LEAKY_RELU,
            Activation.ELU,
            Activation.TANH,
            Activation.SIGMOID,
            Activation.RELU6,
            Activation.HARD_SWISH))
        .extracting(Activation::function)
        .containsExactly(Activation.Function.values());
    assertThat(List.of(GlobalPooling.MAX, GlobalPooling.AVERAGE))
        .extracting(GlobalPooling::by)
        .containsExactly(PoolingKind.values());
  }
}
