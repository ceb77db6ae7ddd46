package org.nas4j.morphism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Node;
import org.nas4j.arch.Padding;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.space.InfeasibleException;

/** What edits refuse, and how networks are read that come close to what they look for. */
class EditRefusalsTest {

  private static final Architecture PLAIN = Networks.all().get("plain");

  private static void assertRefuses(Morphism edit, Architecture network, String reason) {
    assertThatThrownBy(() -> edit.edit(network))
        .isInstanceOfSatisfying(
            InfeasibleException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static Architecture.Builder builder() {
    return Architecture.builder(Shape.image(2, 6, 6));
  }

  private static Architecture single(Window window) {
    Architecture.Builder b = builder();
    return Networks.ended(b, b.add("x", Convolution.of(2, window), Architecture.INPUT));
  }

  /** Neither what normalizes or rectifies, nor outputs, nor what has no weights or another size. */
  @ParameterizedTest
  @ValueSource(strings = {"a.bn", "a.relu", "out", "pool", "flat"})
  void removesNoNodesButLayersThatKeepTheSize(String node) {
    assertRefuses(new Remove(node), PLAIN, "cannot be left out");
  }

  @Test
  void removesNoLayerThatChangesTheSizeOnOneSide() {
    assertRefuses(new Remove("x"), single(Window.square(3).stride(2, 1)), "cannot be left out");
    assertRefuses(new Remove("x"), single(Window.square(3).stride(1, 2)), "cannot be left out");
    assertThatThrownBy(() -> new Remove("x").edit(single(Window.square(3).stride(2))))
        .hasMessage("Node [x] makes [2×3×3] of [2×6×6], so that the network would not fit together"
            + " without it.");
    assertThat(new Remove("x").edit(single(Window.square(3))).nodes())
        .extracting(Node::name)
        .containsExactly("mean", "out");
  }

  @Test
  void removesDenseLayersBetweenVectors() {
    Architecture network = new Remove("fc").edit(PLAIN);
    assertThat(network.nodes())
        .extracting(Node::name)
        .containsExactly("a", "a.bn", "a.relu", "b", "pool", "flat", "out");
    assertThat(network.node("out").inputs()).containsExactly("flat");
  }

  @Test
  void shrinksNoKernelWithoutABorder() {
    String reason = "kernel cannot shrink";
    assertRefuses(new ShrinkKernel("x"), single(Window.square(2)), reason);
    assertRefuses(new ShrinkKernel("x"), single(Window.of(5, 1)), reason);
    assertRefuses(new ShrinkKernel("x"), single(Window.square(3).padding(Padding.VALID)), reason);
    assertRefuses(new ShrinkKernel("pool"), PLAIN, "no kernel");
    assertThat(new ShrinkKernel("x").edit(single(Window.of(5, 3))).node("x").layer())
        .isEqualTo(Convolution.of(2, Window.of(3, 1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2, 4})
  void blocksHaveOddKernels(int kernel) {
    assertThatThrownBy(() -> Morphism.insertBlock("a", kernel))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The kernel of a block that keeps the size must be odd, but is [" + kernel + "].");
  }

  @Test
  void blocksComeBehindFinishedFeatureMaps() {
    assertRefuses(Morphism.insertBlock("a", 1), PLAIN, "layer not finished");
    assertRefuses(Morphism.insertBlock("fc.relu", 1), PLAIN, "no feature maps");
    assertRefuses(Morphism.insertBlock("out", 1), PLAIN, "nothing follows an output");
  }

  @Test
  void copiesNothingButMiniBlocks() {
    assertRefuses(new InsertMiniBlock("b", 0), PLAIN, "no mini-block");
    assertThatThrownBy(() -> new InsertMiniBlock("b", 0).edit(PLAIN))
        .hasMessage("Node [b] does not end a mini-block of a densely connected network.");
  }

  @Test
  void pathsHaveNodesAndNoOutputs() {
    assertThatThrownBy(() -> Morphism.replicateToAdd(List.of(), 2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A path has at least one node.");
    assertRefuses(
        Morphism.replicateToAdd(List.of("fc", "fc.relu", "out"), 2, 0), PLAIN, "no step of a path");
    assertRefuses(
        Morphism.replicateToConcat(List.of("a"), 5, 0), PLAIN, "too few channels to share out");
    assertThat(Morphism.replicateToConcat(List.of("a"), 4, 0).edit(PLAIN).shape("a+path3"))
        .isEqualTo(Shape.image(1, 6, 6));
  }

  /** Six filters of three or two groups, shared out among two. */
  @Test
  void groupsAreSharedOutEvenly() {
    Architecture.Builder b = builder();
    b.add("stem", Convolution.of(6, Window.square(1)), Architecture.INPUT);
    b.add("three", new Convolution(6, Window.square(3), 3, false), "stem");
    b.add("two", new Convolution(6, Window.square(3), 2, false), "three");
    Architecture network = Networks.ended(b, "two");
    assertRefuses(
        Morphism.replicateToConcat(List.of("three"), 2, 0), network, "groups cannot be shared out");
    assertThatThrownBy(() -> Morphism.replicateToConcat(List.of("three"), 2, 0).edit(network))
        .hasMessage(
            "The [3] groups of node [three] cannot be shared out evenly among [2] branches.");
    Architecture shared = Morphism.replicateToConcat(List.of("two"), 2, 0).edit(network);
    assertThat(shared.node("two+path1").layer())
        .isEqualTo(new Convolution(3, Window.square(3), 1, false));
  }

  /** The second time all names of the first are taken. */
  @Test
  void copiesGetTheFirstFreeNumber() {
    Morphism edit = Morphism.replicateToAdd(List.of("b"), 2, 0);
    Architecture twice = edit.edit(edit.edit(PLAIN));
    assertThat(twice.nodes())
        .extracting(Node::name)
        .containsSubsequence("b", "b+path2", "b+join2", "b+path1", "b+join1");
  }

  @Test
  void namesOfTheInterfaceStandForEdits() {
    assertThat(Morphism.deepen("a", 3, true, 0.5)).isEqualTo(new Deepen("a", 3, true, 0.5));
    assertThat(Morphism.enlargeKernel("a")).isEqualTo(new EnlargeKernel("a"));
    assertThat(Morphism.addSkip("a", "b")).isEqualTo(new InsertSkip("a", "b", InsertSkip.Join.ADD));
    assertThat(Morphism.concatSkip("a", "b"))
        .isEqualTo(new InsertSkip("a", "b", InsertSkip.Join.CONCAT));
  }

  private static List<String> units(Architecture network) {
    return LayerUnit.of(network).stream()
        .map(each -> each.node() + " " + each.token() + " " + each.block() + "." + each.position())
        .toList();
  }

  @Test
  void blocksOfLayersEndAtPoolings() {
    assertThat(units(PLAIN))
        .as("flattening is no pooling")
        .containsExactly("a conv-4-3 0.0", "b conv-5-3 0.1", "pool pool -1.0", "fc fc-7 1.0");
    Architecture.Builder b = builder();
    b.add("first", Pooling.max(Window.square(2).stride(2)), Architecture.INPUT);
    b.add("one", Convolution.of(3, Window.square(3)), "first");
    b.add("second", Pooling.max(Window.square(2).stride(2)), "one");
    b.add("third", Pooling.max(Window.square(2).stride(2)), "second");
    b.add("both", new Concat(), "third", "third");
    b.add("mean of maps", GlobalPooling.AVERAGE, "both");
    b.add("fc1", new Dense(5, false), "mean of maps");
    b.add("fc2", new Dense(6, false), "fc1");
    b.add("out", SoftmaxOutput.of(3), "fc2");
    assertThat(units(b.build("out")))
        .containsExactly(
            "first pool -1.0",
            "one conv-3-3 0.0",
            "second pool -1.0",
            "third pool -1.0",
            "both concat -1.0",
            "mean of maps pool -1.0",
            "fc1 fc-5 1.0",
            "fc2 fc-6 1.1");
  }

  /** A mini-block but for one thing. */
  private enum Flaw {
    NONE,
    GROUPED,
    NOT_NORMALIZED,
    READ_TWICE,
    TOO_SHORT
  }

  private static Architecture almost(Flaw flaw) {
    Architecture.Builder b = builder();
    String start = flaw == Flaw.TOO_SHORT
        ? Architecture.INPUT
        : b.add("in", Convolution.of(4, Window.square(1)), Architecture.INPUT);
    String last = start;
    if (flaw != Flaw.TOO_SHORT) {
      last = flaw == Flaw.NOT_NORMALIZED
          ? b.add("n1", Activation.RELU, last)
          : b.add("n1", BatchNormalization.DEFAULT, last);
      last = b.add("r1", Activation.RELU, last);
    }
    last = b.add("bottleneck", Convolution.of(4, Window.square(1)), last);
    last = b.add("n2", BatchNormalization.DEFAULT, last);
    String rectified = b.add("r2", Activation.RELU, last);
    int groups = flaw == Flaw.GROUPED ? 2 : 1;
    last = b.add("growth", new Convolution(4, Window.square(3), groups, false), rectified);
    last = b.add("mini", new Concat(), start, last);
    if (flaw == Flaw.READ_TWICE) {
      last = b.add("more", new Concat(), last, rectified);
    }
    return Networks.ended(b, last);
  }

  @Test
  void miniBlocksHaveAllTheirPartsToThemselves() {
    for (Flaw flaw : Flaw.values()) {
      assertThat(MiniBlock.blocks(almost(flaw))).as("%s", flaw).hasSize(flaw == Flaw.NONE ? 1 : 0);
    }
    MiniBlock mini = MiniBlock.blocks(almost(Flaw.NONE)).get(0).get(0);
    assertThat(mini.input()).isEqualTo("in");
    assertThat(mini.concat()).isEqualTo("mini");
    assertThat(mini.nodes())
        .extracting(Node::name)
        .containsExactly("n1", "r1", "bottleneck", "n2", "r2", "growth");
  }

  @Test
  void channelsThatAreAddedMustBeMore() {
    assertRefuses(Morphism.addChannels("b", 5), PLAIN, "not wider");
    WeightedArchitecture network = Networks.weighted(PLAIN, new SplittableRandom(1));
    WeightedArchitecture child =
        Morphism.addChannels("b", 6).apply(network, new SplittableRandom(2));
    assertThat(Networks.difference(network, child)).isLessThan(1e-5);
  }
}
