package org.nas4j.oneshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;

/** With which values arrays start, and how a bank takes others over. */
class WeightBankValuesTest {

  private static Architecture network() {
    Architecture.Builder b = Architecture.builder(Shape.image(8, 6, 6));
    b.add("conv", Convolution.of(64, Window.square(3)).withBias(), Architecture.INPUT);
    b.add("bn", BatchNormalization.DEFAULT, "conv");
    b.add("flat", new Flatten(), "bn");
    return b.build(b.add("out", SoftmaxOutput.of(10), "flat"));
  }

  private static double deviation(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares / values.length);
  }

  /**
   * He et al. 2015: √(2 / fan-in); the estimate's own error is √(1/2n) of it, here 1 % and 0.5 %.
   */
  @Test
  void kernelsStartWithVarianceOfTwoByFanIn() {
    Map<String, WeightArray> weights = new WeightBank(1).weights(network());
    float[] kernel = weights.get("conv/kernel").values();
    assertThat(kernel).hasSize(64 * 8 * 9);
    assertThat(deviation(kernel) / Math.sqrt(2.0 / (8 * 9))).isCloseTo(1, within(0.04));
    float[] dense = weights.get("out/kernel").values();
    assertThat(dense).hasSize(10 * 64 * 36);
    assertThat(deviation(dense) / Math.sqrt(2.0 / (64 * 36))).isCloseTo(1, within(0.02));
  }

  @Test
  void scalesAndVariancesStartAsOnesAllElseAsZeros() {
    Map<String, WeightArray> weights = new WeightBank(1).weights(network());
    assertThat(weights.get("bn/gamma").values()).hasSize(64).containsOnly(1);
    assertThat(weights.get("bn/variance").values()).hasSize(64).containsOnly(1);
    assertThat(weights.get("bn/mean").values()).hasSize(64).containsOnly(0);
    assertThat(weights.get("bn/beta").values()).hasSize(64).containsOnly(0);
    assertThat(weights.get("conv/bias").values()).hasSize(64).containsOnly(0);
    assertThat(weights.get("out/bias").values()).hasSize(10).containsOnly(0);
  }

  @Test
  void takesOverCopiesOfOtherValues() {
    WeightBank bank = new WeightBank(1);
    WeightArray own = bank.weights(network()).get("bn/beta");
    WeightArray given = WeightArray.zeros(List.of(64));
    given.values()[3] = 5;
    bank.update(Map.of("bn/beta", given));
    given.values()[3] = 6;
    assertThat(own.values()[3]).isEqualTo(5);
    assertThat(bank.weights(network()).get("bn/gamma").values()).containsOnly(1);
  }

  @Test
  void refusesValuesThatDoNotFit() {
    WeightBank bank = new WeightBank(1);
    bank.weights(network());
    assertThatThrownBy(() -> bank.update(Map.of("bn/alpha", WeightArray.zeros(List.of(64)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The weights [bn/alpha] of shape [64] do not fit the bank, which has [none]"
            + " there.\nMaybe they belong to another bank.");
    assertThatThrownBy(() -> bank.update(Map.of("bn/beta", WeightArray.zeros(List.of(32)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The weights [bn/beta] of shape [32] do not fit")
        .hasMessageContaining("[[64]]");
  }

  @Test
  void countsItsArrays() {
    WeightBank bank = new WeightBank(1);
    assertThat(bank.size()).isZero();
    bank.weights(network());
    assertThat(bank.size()).isEqualTo(8);
    bank.uniform("more", List.of(2), 1);
    bank.weights(network());
    assertThat(bank.size()).isEqualTo(9);
  }
}
