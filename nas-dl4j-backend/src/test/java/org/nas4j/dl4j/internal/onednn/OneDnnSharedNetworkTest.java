package org.nas4j.dl4j.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.dl4j.internal.SharedSettings;
import org.nas4j.oneshot.WeightBank;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.enas.EnasMicroSpace;

/** Plans that share primitives, workspace and weights compute what a plan of one's own does. */
class OneDnnSharedNetworkTest {

  private static final Shape IMAGE = Shape.image(1, 12, 12);
  private static final int[] LABELS = {0, 1, 2, 0, 1, 2};
  private static final NetworkSettings SETTINGS =
      new NetworkSettings(1, new Optimizer(Optimizer.Method.NESTEROV, 0.9, 0, 0), 1e-3, 0.1, 1);

  @BeforeAll
  static void needsOneDnn() {
    Assumptions.assumeTrue(OneDnnNetwork.isAvailable(), "oneDNN is not for this machine");
  }

  private static SearchSpace<Architecture> space() {
    return EnasMicroSpace.builder(IMAGE, 3).cells(3).filters(6).dropout(0).build();
  }

  private static List<Architecture> children(int count) {
    SplittableRandom random = new SplittableRandom(3);
    return IntStream.range(0, count)
        .mapToObj(i -> space().sample(Chooser.uniform(random)).architecture())
        .toList();
  }

  private static OneDnnSharedNetwork open(WeightBank bank) {
    return OneDnnSharedNetwork.open(new SharedSettings(bank::weights, SETTINGS, false), IMAGE);
  }

  private static void write(FloatBuffer examples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    while (examples.hasRemaining()) {
      examples.put((float) random.nextGaussian());
    }
  }

  @Test
  void aNetworkTrainsAsItDoesAlone() {
    Architecture child = children(1).get(0);
    WeightBank bank = new WeightBank(5);
    try (OneDnnNetwork alone = OneDnnNetwork.open(child, SETTINGS);
        OneDnnSharedNetwork shared = open(bank)) {
      Map<String, WeightArray> used = alone.weights();
      used.replaceAll((name, array) -> bank.weights(child).get(name));
      alone.setWeights(used);
      for (int step = 0; step < 3; step++) {
        write(alone.examples(LABELS.length), step);
        write(shared.examples(LABELS.length), step);
        assertThat(shared.train(child, LABELS, 0.05))
            .isCloseTo(alone.train(LABELS, 0.05), within(1e-6));
      }
      Map<String, WeightArray> after = alone.weights();
      shared.weights().forEach((name, array) -> {
        if (after.containsKey(name)) {
          assertThat(array.values())
              .as(name)
              .containsExactly(after.get(name).values(), within(1e-6f));
        }
      });
    }
  }

  /**
   * The workspace grows, plans are forgotten and made again: figures are those of a run without the
   * others.
   */
  @Test
  void whatANetworkSaysDoesNotDependOnWhoCameBetween() {
    List<Architecture> children = children(40);
    Architecture first = children.get(0);
    try (OneDnnSharedNetwork network = open(new WeightBank(5))) {
      write(network.examples(4), 1);
      float[] before = network.predict(first, 4);
      write(network.examples(LABELS.length), 2);
      for (Architecture child : children) {
        network.train(child, LABELS, 0);
      }
      write(network.examples(4), 1);
      assertThat(network.predict(first, 4)).containsExactly(before);
    }
  }

  @Test
  void memoryStaysWithinBoundsAndIsFreed() {
    long open = OneDnnNetwork.openBytes();
    List<Architecture> children = children(120);
    try (OneDnnSharedNetwork network = open(new WeightBank(5))) {
      long afterSome = 0;
      write(network.examples(LABELS.length), 1);
      for (int i = 0; i < children.size(); i++) {
        network.train(children.get(i), LABELS, 0.01);
        network.predict(children.get(i), LABELS.length);
        if (i == 60) {
          afterSome = network.nativeBytes();
        }
      }
      assertThat(network.nativeBytes()).isEqualTo(OneDnnNetwork.openBytes() - open);
      // Names that were not there before bring weights; plans bring nothing.
      assertThat(network.nativeBytes() - afterSome).isLessThan(8L << 20);
    }
    assertThat(OneDnnNetwork.openBytes()).isEqualTo(open);
  }

  @Test
  void refusesANameWithAnotherShape() {
    try (OneDnnSharedNetwork network = open(new WeightBank(5))) {
      write(network.examples(2), 1);
      network.predict(plain(4), 2);
      assertThatThrownBy(() -> network.predict(plain(5), 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[conv/kernel]")
          .hasMessageContaining("Maybe");
    }
  }

  private static Architecture plain(int filters) {
    Architecture.Builder b = Architecture.builder(IMAGE);
    b.add("conv", Convolution.of(filters, Window.square(3)), "input");
    b.add("mean", GlobalPooling.AVERAGE, "conv");
    return b.build(b.add("out", SoftmaxOutput.of(3), "mean"));
  }
}
