package org.nas4j.spaces.enas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.oneshot.WeightBank;
import org.nas4j.space.Build;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ReferenceNetwork;
import org.nas4j.testkit.SearchSpaceContract;

class EnasMicroSpaceTest extends SearchSpaceContract<Architecture> {

  private static final Shape IMAGE = Shape.image(1, 8, 8);

  /** The released normal and reduction cell. */
  private static final EnasCell NORMAL =
      EnasCell.ofTokens(0, 2, 0, 0, 0, 4, 0, 1, 0, 4, 1, 1, 1, 0, 0, 1, 0, 2, 1, 1);

  private static final EnasCell REDUCTION =
      EnasCell.ofTokens(1, 0, 1, 0, 0, 3, 0, 2, 1, 1, 3, 1, 1, 0, 0, 4, 0, 3, 1, 1);

  @Override
  protected SearchSpace<Architecture> space() {
    return EnasMicroSpace.builder(IMAGE, 3).nodes(2).cells(3).filters(2).build();
  }

  /** 20 tokens a cell; node i of the cell chooses twice among i + 2 states. */
  @Test
  void asksFortyDecisions() {
    SplittableRandom random = new SplittableRandom(1);
    Build<Architecture> sample = EnasMicroSpace.builder(Shape.image(3, 32, 32), 10)
        .build()
        .sample(point -> point.legalOption(random.nextInt(point.legalCount())));
    assertThat(sample.points()).hasSize(40);
    for (int i = 0; i < 40; i++) {
      int node = i % 20 / 4;
      assertThat(sample.points().get(i).legalCount()).isEqualTo(i % 4 < 2 ? node + 2 : 5);
    }
  }

  /** (2² · 5²)² ordered answers for cells of one node. */
  @Test
  void hasAsManyNetworksAsCountedForOneNode() {
    SearchSpace<Architecture> space =
        EnasMicroSpace.builder(IMAGE, 3).nodes(1).cells(3).filters(2).build();
    Set<Genotype> all = new HashSet<>();
    int[] answers = new int[8];
    for (int number = 0; number < 10_000; number++) {
      int left = number;
      for (int i = 0; i < 8; i++) {
        int options = i % 4 < 2 ? 2 : 5;
        answers[i] = left % options;
        left /= options;
      }
      Build<Architecture> sample = space.sample(point -> answers[point.index()]);
      assertThat(sample.points()).hasSize(8);
      all.add(sample.genotype());
    }
    assertThat(all).hasSize(10_000);
  }

  @Test
  void expressesThePublishedCells() {
    EnasMicroSpace space = EnasMicroSpace.builder(Shape.image(3, 32, 32), 10).build();
    Architecture network = space.network(NORMAL, REDUCTION);
    assertThat(network.shape("cell0/output/norm")).isEqualTo(Shape.image(20, 32, 32));
    assertThat(network.shape("cell7/output/norm")).isEqualTo(Shape.image(80, 8, 8));
    assertThat(NORMAL.looseEnds()).containsExactly(2, 3, 4, 5, 6);
    assertThat(REDUCTION.looseEnds()).containsExactly(2, 4, 5, 6);
  }

  /** Exactly the states that nobody reads make the output, and there is always one. */
  @Test
  void looseEndsMakeTheOutput() {
    EnasCell two = EnasCell.ofTokens(0, 4, 1, 4, 2, 4, 0, 4, 2, 4, 1, 4);
    assertThat(two.looseEnds()).containsExactly(3, 4);
    EnasCell chain = EnasCell.ofTokens(0, 4, 1, 4, 2, 4, 0, 4, 3, 4, 1, 4);
    assertThat(chain.looseEnds()).containsExactly(4);
    Architecture network =
        EnasMicroSpace.builder(IMAGE, 3).nodes(3).cells(3).filters(2).build().network(two, chain);
    assertThat(network.node("cell0/output/add").inputs())
        .containsExactly("cell0/output/from3", "cell0/output/from4");
  }

  /** The sum of convolutions over loose ends is one convolution over their concatenation. */
  @Test
  void sumOfConvolutionsIsTheConvolutionOfTheConcatenation() {
    EnasCell cell = EnasCell.ofTokens(0, 4, 1, 4, 0, 2, 0, 3);
    EnasMicroSpace space =
        EnasMicroSpace.builder(IMAGE, 3).nodes(2).cells(3).filters(2).build();
    Architecture network = space.network(cell, cell);
    WeightBank bank = new WeightBank(3);
    var weights = bank.weights(network);
    double[] input = new SplittableRandom(5).doubles(64).toArray();
    var values = new ReferenceNetwork(network, weights).values(input);
    double[] sum = values.get("cell0/output/add");
    for (int filter = 0; filter < 2; filter++) {
      double expected = 0;
      for (int state : List.of(2, 3)) {
        float[] kernel = weights.get("cell0/output/from" + state + "/kernel").values();
        for (int channel = 0; channel < 2; channel++) {
          expected += kernel[filter * 2 + channel]
              * values.get("cell0/output/relu" + state)[channel * 64 + 17];
        }
      }
      assertThat(sum[filter * 64 + 17]).isCloseTo(expected, within(1e-9));
    }
  }

  /** Each operation computes something else. */
  @Test
  void eachOperationDiffers() {
    for (EnasMode mode : EnasMode.values()) {
      EnasMicroSpace space = EnasMicroSpace.builder(IMAGE, 3)
          .nodes(1)
          .cells(3)
          .filters(2)
          .mode(mode)
          .build();
      WeightBank bank = new WeightBank(3);
      Set<String> outputs = new HashSet<>();
      for (int operation = 0; operation < 5; operation++) {
        EnasCell cell = EnasCell.ofTokens(0, operation, 1, 4);
        Architecture network = space.network(cell, cell);
        outputs.add(Arrays.toString(new ReferenceNetwork(network, bank.weights(network))
            .output(new SplittableRandom(5).doubles(64).toArray())));
      }
      assertThat(outputs).as("%s", mode).hasSize(5);
    }
  }

  @Test
  void hangsTheReleasedCodesExtrasWhereItDoes() {
    Architecture network = EnasMicroSpace.builder(Shape.image(3, 32, 32), 10)
        .dropPath(0.6)
        .auxiliaryHead(true)
        .build()
        .network(NORMAL, REDUCTION);
    // The classifier sees the first cell of the last stage: 4 · 20 filters at a quarter of the
    // resolution.
    assertThat(network.shape("auxiliary/pool")).isEqualTo(Shape.image(80, 2, 2));
    assertThat(network.node("auxiliary/relu").inputs()).containsExactly("cell6/output/norm");
    assertThat(network.node("auxiliary/classifier").layer()).isEqualTo(new SoftmaxOutput(10, 0.4));
    assertThat(network.output()).isEqualTo("classifier");
    assertThat(network.node("dropout").layer()).isEqualTo(new Dropout(0.1));
    assertThat(network.node("cell0/node0a/from0/drop").layer())
        .isEqualTo(new DropPath(0.6, 1 / 8.0));
    assertThat(network.node("cell7/node4b/from1/drop").layer()).isEqualTo(new DropPath(0.6, 1));
    Architecture plain = EnasMicroSpace.builder(Shape.image(3, 32, 32), 10)
        .dropout(0)
        .build()
        .network(NORMAL, REDUCTION);
    assertThat(plain.nodes())
        .noneMatch(node -> node.layer() instanceof DropPath || node.layer() instanceof Dropout)
        .noneMatch(node -> node.name().startsWith("auxiliary"));
  }

  @Test
  void refusesStatesThatComeLater() {
    assertThatThrownBy(() -> EnasCell.ofTokens(2, 0, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2]");
    assertThatThrownBy(() -> EnasMicroSpace.builder(IMAGE, 3).cells(4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[4]");
  }
}
