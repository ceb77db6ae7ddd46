package org.nas4j.spaces.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;

/** Each part, told what to build: its layers, their names and what they are fed by. */
class PartsValuesTest {

  private static final Shape IMAGE = Shape.image(3, 16, 16);

  private static Architecture built(Part part, Shape input, Gene... genes) {
    return part.over(input).replay(new Genotype(List.of(genes))).architecture();
  }

  private static Gene gene(String decision, int option) {
    return new Gene(decision, option);
  }

  private static List<Layer> layers(Architecture network) {
    return network.nodes().stream().map(Node::layer).toList();
  }

  @Test
  void poolsByTheMaximumOrTheMeanOfAWindow() {
    Part pooling = Parts.pooling(2, 2, 3);
    Architecture greatest = built(pooling, IMAGE, gene("window", 0), gene("by", 0));
    assertThat(layers(greatest)).containsExactly(Pooling.max(Window.square(2).stride(2)));
    assertThat(greatest.shape("pool")).isEqualTo(Shape.image(3, 8, 8));
    Architecture mean = built(pooling, IMAGE, gene("window", 1), gene("by", 1));
    assertThat(layers(mean)).containsExactly(Pooling.average(Window.square(3).stride(2)));
  }

  @ParameterizedTest
  @CsvSource({"1, 8", "8, 1"})
  void doesNotPoolASingleRowOrColumn(int rows, int columns) {
    Shape strip = Shape.image(3, rows, columns);
    Part part = Parts.pooling(2, 2, 3).then(Parts.relu().named("after"));
    assertThat(layers(built(part, strip))).containsExactly(Activation.RELU);
  }

  @Test
  void flattensAndAveragesImagesAlone() {
    assertThat(layers(built(Parts.flat(), IMAGE))).containsExactly(new Flatten());
    assertThat(layers(built(Parts.globalAverage(), IMAGE))).containsExactly(GlobalPooling.AVERAGE);
    for (Part part : List.of(Parts.flat(), Parts.globalAverage())) {
      Architecture vector = built(part.then(Parts.relu().named("after")), Shape.vector(5));
      assertThat(layers(vector)).containsExactly(Activation.RELU);
    }
  }

  @Test
  void addsTheLayersThatItIsNamedAfter() {
    assertThat(layers(built(
            Parts.convolution(List.of(4, 8), List.of(1, 3), 2),
            IMAGE,
            gene("filters", 1),
            gene("kernel", 1))))
        .containsExactly(Convolution.of(8, Window.square(3).stride(2)));
    assertThat(layers(built(Parts.dense(16, 32), Shape.vector(4), gene("dense/units", 1))))
        .containsExactly(new Dense(32, true));
    assertThat(layers(built(Parts.dropout(0.2, 0.5), IMAGE, gene("rate", 1))))
        .containsExactly(new Dropout(0.5));
    assertThat(layers(built(Parts.normalization(), IMAGE)))
        .containsExactly(BatchNormalization.DEFAULT);
    assertThat(layers(built(Parts.classifier(7), IMAGE)))
        .containsExactly(new Flatten(), SoftmaxOutput.of(7));
  }

  @Test
  void onePlaceFeedsAllBranches() {
    Part branch = Parts.convolution(List.of(4), List.of(1));
    Architecture three = built(Parts.branches(branch, 1, 3), IMAGE, gene("branches", 1));
    assertThat(three.nodes().subList(0, 3))
        .allSatisfy(node -> assertThat(node.inputs()).containsExactly(Architecture.INPUT));
    assertThat(three.shape(three.output())).isEqualTo(Shape.image(12, 16, 16));
    Architecture single = built(Parts.branches(branch, 1, 3), IMAGE, gene("branches", 0));
    assertThat(layers(single)).containsExactly(Convolution.of(4, Window.square(1)));
  }

  @Test
  void unnamedPartsAreNumberedFromOne() {
    Part copy = Parts.repeat(Parts.relu(), 1);
    assertThat(built(Parts.sequence(copy, copy), IMAGE).nodes())
        .extracting(Node::name)
        .containsExactly("1/copy 1/relu", "2/copy 1/relu");
    Architecture second = built(Parts.or(copy, copy), IMAGE, gene("branch", 1));
    assertThat(second.nodes()).extracting(Node::name).containsExactly("2/copy 1/relu");
  }

  @Test
  void aNamedPartHasAPlaceOfItsNameOnce() {
    Part named = Parts.relu().named("x");
    assertThat(built(named, IMAGE).nodes()).extracting(Node::name).containsExactly("x/relu");
    assertThat(built(Parts.sequence(named, Parts.normalization()), IMAGE).nodes())
        .extracting(Node::name)
        .containsExactly("x/relu", "2/batch normalization");
    Part within = Parts.residual(Parts.relu().named("body"));
    assertThat(built(within, IMAGE).nodes())
        .extracting(Node::name)
        .containsExactly("body/relu", "sum");
  }
}
