package org.nas4j.spaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.space.Gene;

class ChainSpaceTest {

  @Test
  void buildsEveryRandomString() {
    Walks.random(ChainSpace.of(Shape.image(1, 4, 4), 10), 2000, sample -> {
      Walks.assertNothingUnused(sample.architecture());
      assertThat(sample.architecture().shape("classifier")).isEqualTo(Shape.vector(10));
    });
  }

  @Test
  void buildsDenseNetworksOverVectors() {
    Architecture network =
        Walks.along(ChainSpace.of(Shape.vector(64), 10), 1, 0, 1).architecture();
    assertThat(network.cost().parameters()).isEqualTo(64 * 32 + 32 + 32 * 10 + 10);
    assertThat(network.node("classifier").inputs()).containsExactly("dropout");
  }

  @Test
  void doesNotPoolSingleValue() {
    Walks.random(
        ChainSpace.of(Shape.image(1, 1, 8), 10),
        200,
        sample -> assertThat(sample.genotype().genes()).doesNotContain(new Gene("pooling", 1)));
  }

  @Test
  void countsItsNetworks() {
    ChainSpace space = ChainSpace.builder(Shape.image(1, 4, 4), 3)
        .maxConvolutions(3)
        .kernels(1, 3)
        .filters(8)
        .maxDense(1)
        .units(16, 32)
        .dropout(0)
        .head(ClassifierHead.FLATTEN)
        .build();
    // With k poolings allowed, 2 of 4×4 maps: 2 kernels each, and dense: none, 16 or 32 units.
    // 1 convolution: 2·2; 2: 4·4; 3: 8·7, since all three cannot pool.
    assertThat(Walks.all(space, sample -> {})).isEqualTo((4 + 16 + 56) * 3);
  }

  @Test
  void refusesDropoutInPercent() {
    assertThatThrownBy(() -> ChainSpace.builder(Shape.vector(4), 2).dropout(25))
        .hasMessageContaining("Maybe it was given in percent");
  }
}
