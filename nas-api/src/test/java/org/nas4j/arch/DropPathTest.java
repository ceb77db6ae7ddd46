package org.nas4j.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The schedule of ScheduledDropPath (Zoph et al. 2018, section 4). What is done with it, the
 * backend tests.
 */
class DropPathTest {

  @Test
  void keepsAllAtFirstAndTheLastCellsPathsAsOftenAsToldInTheEnd() {
    DropPath last = new DropPath(0.6, 1);
    assertThat(last.keepAt(0)).isEqualTo(1);
    assertThat(last.keepAt(1)).isCloseTo(0.6, within(1e-15));
    assertThat(last.keepAt(1.5)).isEqualTo(last.keepAt(1));
  }

  @Test
  void fallsLinearlyInTimeAndDepth() {
    DropPath third = new DropPath(0.6, 3 / 8.0);
    assertThat(third.keepAt(1)).isCloseTo(1 - 3 / 8.0 * 0.4, within(1e-15));
    assertThat(third.keepAt(0.25)).isCloseTo(1 - 0.25 * 3 / 8.0 * 0.4, within(1e-15));
  }

  @Test
  void costsNothingAndKeepsTheShape() {
    Architecture.Builder builder = Architecture.builder(Shape.image(4, 8, 8));
    builder.add("drop", new DropPath(0.6, 0.5), Architecture.INPUT);
    Architecture dropping = builder.build();
    assertThat(dropping.shape("drop")).isEqualTo(Shape.image(4, 8, 8));
    assertThat(dropping.cost().parameters() + dropping.cost().macs()).isZero();
  }

  @Test
  void isPartOfWhatIsComputedUnlessItKeepsAll() {
    assertThat(hash(new DropPath(1, 0.5))).isEqualTo(hash(new Identity()));
    assertThat(hash(new Dropout(0))).isEqualTo(hash(new Identity()));
    assertThat(hash(new DropPath(0.9, 0.5))).isNotEqualTo(hash(new Identity()));
    assertThat(hash(new DropPath(0.9, 0.5))).isNotEqualTo(hash(new DropPath(0.9, 0.6)));
  }

  private static String hash(Layer layer) {
    Architecture.Builder builder = Architecture.builder(Shape.image(4, 8, 8));
    builder.add("conv", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    builder.add("layer", layer, "conv");
    builder.add("pool", GlobalPooling.AVERAGE, "layer");
    return builder.build().canonicalHash();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 40, Double.NaN})
  void refusesWhatIsNoProbability(double keep) {
    assertThatThrownBy(() -> new DropPath(keep, 1))
        .hasMessageContaining("[" + keep + "]")
        .hasMessageContaining("Maybe it was given in percent");
    assertThatThrownBy(() -> new DropPath(0.5, keep)).hasMessageContaining("relative depth");
  }
}
