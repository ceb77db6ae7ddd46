package org.nas4j.examples.first;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CustomSpaceTest {

  @Test
  void findsATinThatNeedsLittleMetal() {
    var result = CustomSpace.search(1).run();
    var best = result.best().orElseThrow();
    // The widest, tallest tin needs 385.7 cm² a litre, the mean of all tins is above 700.
    assertThat(-best.reward())
        .isLessThan(500)
        .isEqualTo(CustomSpace.tinPerLitre(best.architecture()));
    assertThat(result.trials()).hasSizeGreaterThanOrEqualTo(25);
  }
}
