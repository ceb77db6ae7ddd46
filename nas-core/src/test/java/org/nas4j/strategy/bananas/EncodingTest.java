package org.nas4j.strategy.bananas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;

/** Which features a candidate has. */
class EncodingTest {

  private static final Layer WIDE = Convolution.of(4, Window.square(3));
  private static final Layer NARROW = Convolution.of(4, Window.square(1));

  @Test
  void answersAreToldApartByQuestionAndTime() {
    Genotype genotype =
        new Genotype(List.of(new Gene("layer", 2), new Gene("size", 0), new Gene("layer", 2)));
    assertThat(new GeneEncoding().features(genotype))
        .containsExactly("layer 1 2", "size 1 0", "layer 2 2");
    assertThat(Bananas.builder().build().settings()).containsEntry("encoding", "answers");
  }

  /** All between the two convolutions only joins, scales, rectifies or acts in training. */
  @Test
  void plainLayersAreNoPartOfAWay() {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 4, 4));
    String at = b.add("wide", WIDE, Architecture.INPUT);
    at = b.add("norm", BatchNormalization.DEFAULT, at);
    at = b.add("relu", Activation.RELU, at);
    at = b.add("dropout", new Dropout(0.5), at);
    at = b.add("same", new Identity(), at);
    at = b.add("both", new Concat(), List.of(at, at));
    Architecture network = b.build(b.add("narrow", NARROW, at));
    PathEncoding encoding = new PathEncoding(choices -> network, 9);
    assertThat(encoding.features(Genotype.EMPTY)).containsExactly(WIDE + ";" + NARROW + ";");
  }

  private static Architecture chain(int layers) {
    Architecture.Builder b = Architecture.builder(Shape.image(4, 4, 4));
    String at = Architecture.INPUT;
    for (int i = 0; i < layers; i++) {
      at = b.add("layer " + i, NARROW, at);
    }
    return b.build(at);
  }

  /** Fifty beginnings for each way that is wanted: of a chain, the fiftieth layer is too deep. */
  @Test
  void endlessNetworksAreGivenUp() {
    PathEncoding one = new PathEncoding(choices -> chain(1), 1);
    assertThat(one.paths(chain(49))).containsExactly((NARROW + ";").repeat(49));
    assertThat(one.paths(chain(50))).isEmpty();
    assertThat(new PathEncoding(choices -> chain(1), 2).paths(chain(99))).hasSize(1);
  }
}
