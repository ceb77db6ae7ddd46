package org.nas4j.dl4j.internal.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nas4j.arch.recurrent.Nonlinearity;

class ActivationLoopsTest {

  private static final int COUNT = 200_001;

  private static float[] range(double least, double greatest) {
    float[] x = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      x[i] = (float) (least + (greatest - least) * i / (COUNT - 1));
    }
    return x;
  }

  @Test
  void tangentAndSigmoidAreWithinAMillionth() {
    float[] x = range(-20, 20);
    float[] tanh = x.clone();
    ActivationLoops.apply(Nonlinearity.TANH, tanh, 0, COUNT);
    float[] sigmoid = x.clone();
    ActivationLoops.apply(Nonlinearity.SIGMOID, sigmoid, 0, COUNT);
    for (int i = 0; i < COUNT; i++) {
      assertThat((double) tanh[i]).isCloseTo(StrictMath.tanh(x[i]), within(5e-7));
      assertThat((double) sigmoid[i]).isCloseTo(1 / (1 + StrictMath.exp(-x[i])), within(3e-7));
    }
  }

  @Test
  void exponentialIsWithinSomeMillionthsOfItsSize() {
    float[] x = range(-80, 0);
    float[] exp = x.clone();
    ActivationLoops.exp(exp, 0, COUNT, 0);
    for (int i = 0; i < COUNT; i++) {
      double truth = StrictMath.exp(x[i]);
      assertThat((double) exp[i]).isCloseTo(truth, within(5e-5 * truth));
    }
  }

  @Test
  void whatIsNoNumberStaysNone() {
    float[] x = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    ActivationLoops.apply(Nonlinearity.TANH, x, 0, 3);
    assertThat(x[0]).isNaN();
    assertThat(x[1]).isCloseTo(1, within(1e-6f));
    assertThat(x[2]).isCloseTo(-1, within(1e-6f));
  }
}
