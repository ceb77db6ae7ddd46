package org.nas4j.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {

  private static final Comparator<Double> CLOSE =
      (one, other) -> Math.abs(one / other - 1) < 1e-12 ? 0 : Double.compare(one, other);

  private static final Decision<Integer> WIDTH = Decision.of("width", 8, 16, 32);

  private final SearchSpace<List<Object>> space = choices -> {
    Anchor first = choices.anchor();
    int width = choices.pick(WIDTH, w -> w < 32);
    choices.anchor();
    return List.of(width, choices.link("skip", first));
  };

  @Test
  void replayRebuildsWhatWasSampled() {
    Build<List<Object>> sample = space.sample(point -> point.legalOption(point.legalCount() - 1));
    assertThat(sample.architecture()).isEqualTo(List.of(16, true));
    assertThat(sample.genotype().code()).isEqualTo("1-1");
    assertThat(space.replay(sample.genotype()).architecture()).isEqualTo(sample.architecture());
  }

  @Test
  void refusesMaskedOption() {
    assertThatThrownBy(() -> space.sample(point -> 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Option [2] of decision [width]");
  }

  @Test
  void linkPointsAtTheEarlierAnchor() {
    DecisionPoint link = space.sample(point -> 0).points().get(1);
    assertThat(link.references().isLink()).isTrue();
    assertThat(link.references().anchorOf(1)).isZero();
    assertThat(link.references().anchorOf(0)).isEqualTo(References.NO_ANCHOR);
  }

  @Test
  void refusesGenotypeOfAnotherSpace() {
    Genotype other = new Genotype(List.of(new Gene("height", 0)));
    assertThatThrownBy(() -> space.replay(other)).hasMessageContaining("answers [height]");
  }

  @Test
  void rangesHoldBothEndsAndEqualStepsBetween() {
    assertThat(Decision.linear("share", 0.1, 0.5, 5).options())
        .usingElementComparator(CLOSE)
        .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5);
    List<Double> rates = Decision.logarithmic("rate", 1e-4, 0.1, 4).options();
    assertThat(rates).usingElementComparator(CLOSE).containsExactly(1e-4, 1e-3, 1e-2, 0.1);
    assertThat(rates.get(0)).isEqualTo(1e-4);
    assertThat(rates.get(3)).isEqualTo(0.1);
  }

  @Test
  void refusesRangesThatAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Decision.linear("x", 2, 1, 3))
        .withMessage("Decision [x] has the range from [2.0] to [1.0], which is none.\n"
            + "Maybe the ends are exchanged.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Decision.linear("x", 0, Double.NaN, 3))
        .withMessageContaining("[NaN]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Decision.linear("x", 0, 1, 1))
        .withMessageContaining("a range of [1] numbers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Decision.logarithmic("x", 0, 1, 3))
        .withMessageContaining("begins at [0.0]")
        .withMessageContaining("Maybe use linear(…)");
  }
}
