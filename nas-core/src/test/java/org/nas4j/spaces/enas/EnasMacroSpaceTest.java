package org.nas4j.spaces.enas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.oneshot.WeightBank;
import org.nas4j.space.Build;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ReferenceNetwork;
import org.nas4j.testkit.SearchSpaceContract;

class EnasMacroSpaceTest extends SearchSpaceContract<Architecture> {

  private static final Shape IMAGE = Shape.image(1, 8, 8);

  @Override
  protected SearchSpace<Architecture> space() {
    return EnasMacroSpace.builder(IMAGE, 3).layers(4).filters(4).build();
  }

  /** 12 operations and 66 skip bits. */
  /** The code's pool_distance is 5 // 3 = 1: halved after layers 1 and 2, and not after 1 and 3. */
  @Test
  void halvesAfterTwiceTheRoundedThird() {
    Architecture architecture = EnasMacroSpace.builder(Shape.image(3, 16, 16), 10)
        .layers(5)
        .build()
        .sample(DecisionPoint -> 0)
        .architecture();
    assertThat(architecture.nodes().stream().map(Node::name))
        .contains("tensor1/reduce1/conv", "tensor2/reduce2/conv")
        .doesNotContain("tensor3/reduce2/conv");
  }

  @Test
  void asksSeventyEightDecisions() {
    SplittableRandom random = new SplittableRandom(1);
    for (EnasMode mode : EnasMode.values()) {
      Build<Architecture> sample = EnasMacroSpace.builder(Shape.image(3, 32, 32), 10)
          .mode(mode)
          .build()
          .sample(point -> point.legalOption(random.nextInt(point.legalCount())));
      assertThat(sample.points()).hasSize(78);
      assertThat(sample.points().stream().filter(point -> point.references().isLink()))
          .hasSize(66);
    }
  }

  /** 6^L · 2^(L(L−1)/2) for L = 2. */
  @Test
  void hasAsManyNetworksAsPublishedForTwoLayers() {
    SearchSpace<Architecture> space =
        EnasMacroSpace.builder(IMAGE, 3).layers(2).filters(2).build();
    Set<Genotype> all = new HashSet<>();
    List<int[]> open = new ArrayList<>(List.of(new int[0]));
    while (!open.isEmpty()) {
      int[] prefix = open.remove(open.size() - 1);
      int[] options = {0};
      Build<Architecture> sample = space.sample(point -> {
        if (point.index() == prefix.length) {
          options[0] = point.legalCount();
        }
        return point.index() < prefix.length ? prefix[point.index()] : point.legalOption(0);
      });
      if (prefix.length == sample.points().size()) {
        all.add(sample.genotype());
      } else {
        for (int i = 0; i < options[0]; i++) {
          int[] longer = java.util.Arrays.copyOf(prefix, prefix.length + 1);
          longer[prefix.length] = i;
          open.add(longer);
        }
      }
    }
    assertThat(all).hasSize(6 * 6 * 2);
  }

  /** Each operation computes something else, and so does each skip connection. */
  @Test
  void eachOperationAndEachSkipDiffers() {
    WeightBank bank = new WeightBank(4);
    for (EnasMode mode : EnasMode.values()) {
      SearchSpace<Architecture> space =
          EnasMacroSpace.builder(IMAGE, 3).layers(3).filters(4).mode(mode).build();
      Set<String> outputs = new HashSet<>();
      for (int operation = 0; operation < 6; operation++) {
        outputs.add(output(space, bank, operation, false, false));
      }
      assertThat(outputs).as("operations, %s", mode).hasSize(6);
      outputs.clear();
      for (boolean first : new boolean[] {false, true}) {
        for (boolean second : new boolean[] {false, true}) {
          outputs.add(output(space, bank, 0, first, second));
        }
      }
      assertThat(outputs).as("skips, %s", mode).hasSize(4);
    }
  }

  private static String output(
      SearchSpace<Architecture> space, WeightBank bank, int operation, boolean... skips) {
    int[] answers = {0, operation, 0, 0, skips[0] ? 1 : 0, skips[1] ? 1 : 0};
    Architecture child = space.sample(point -> answers[point.index()]).architecture();
    double[] input = new SplittableRandom(5).doubles(64).toArray();
    double[] output = new ReferenceNetwork(child, bank.weights(child)).output(input);
    return java.util.Arrays.toString(output);
  }

  /** Children that choose the same operation at the same layer name the same weights. */
  @Test
  void equalChoicesNameEqualWeights() {
    WeightBank bank = new WeightBank(4);
    SearchSpace<Architecture> space = space();
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 300; i++) {
      bank.weights(space
          .sample(point -> point.legalOption(random.nextInt(point.legalCount())))
          .architecture());
    }
    int most = bank.size();
    for (int i = 0; i < 300; i++) {
      bank.weights(space
          .sample(point -> point.legalOption(random.nextInt(point.legalCount())))
          .architecture());
    }
    assertThat(bank.size()).isEqualTo(most);
  }

  @Test
  void halvesTwice() {
    Architecture network = EnasMacroSpace.builder(Shape.image(3, 32, 32), 10)
        .build()
        .sample(point -> point.legalOption(0))
        .architecture();
    List<Shape> shapes = network.nodes().stream()
        .filter(node -> node.name().startsWith("layer11/"))
        .map(Node::name)
        .map(network::shape)
        .distinct()
        .toList();
    assertThat(shapes).containsExactly(Shape.image(36, 8, 8));
  }
}
