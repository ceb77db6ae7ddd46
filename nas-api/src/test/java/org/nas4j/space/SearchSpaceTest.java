package org.nas4j.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {

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
}
