package org.nas4j.internal.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdamTest {

  private static double firstStep(Adam adam, double gradient) {
    Parameter parameter = new Parameter(1);
    parameter.gradient()[0] = gradient;
    adam.ascend(List.of(parameter), Double.POSITIVE_INFINITY);
    return parameter.value()[0];
  }

  /** By hand: m̂ = g, √v̂ = g, and ε/√(1 − 0.999) = 0.0316. */
  @Test
  void tensorFlowsEpsilonIsThirtyTimesAsLargeInTheFirstStep() {
    double gradient = 1e-3;
    assertThat(firstStep(new Adam(0.1, 0, 0.999, 1e-3), gradient)).isCloseTo(0.05, within(1e-12));
    assertThat(firstStep(new Adam(0.1, 0, 0.999, 1e-3, true), gradient))
        .isCloseTo(0.1 * 1e-3 / (1e-3 + 1e-3 / Math.sqrt(1e-3)), within(1e-12));
  }

  /** Journals of the first version hold the text of the published form. */
  @Test
  void onlyTheOtherFormShowsInItsText() {
    assertThat(new Adam(0.5, 0, 0.25, 0.125))
        .hasToString("Adam[learningRate=0.5, beta1=0.0, beta2=0.25, epsilon=0.125]");
    assertThat(new Adam(0.5, 0, 0.25, 0.125, true).toString()).contains("TensorFlow");
  }
}
