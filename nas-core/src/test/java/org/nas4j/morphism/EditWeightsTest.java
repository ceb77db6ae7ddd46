package org.nas4j.morphism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;

/** Every number that an edit writes, for those that draw, cut off or fill up. */
class EditWeightsTest {

  private static final Window ONE = Window.square(1);
  private static final float UNDONE =
      (float) StrictMath.sqrt(1 + BatchNormalization.DEFAULT.epsilon());

  private static Architecture.Builder builder() {
    return Architecture.builder(Shape.image(2, 4, 4));
  }

  /** 1, 2, 3 … in each array. */
  private static WeightedArchitecture counted(Architecture network) {
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    network.weights().forEach((name, spec) -> {
      WeightArray array = WeightArray.zeros(spec.shape());
      for (int i = 0; i < array.values().length; i++) {
        array.values()[i] = i + 1;
      }
      weights.put(name, array);
    });
    return new WeightedArchitecture(network, weights);
  }

  private static float[] values(WeightedArchitecture network, String name) {
    return network.weights().get(name).values();
  }

  private static float[] drawn(RandomGenerator random, int count, double deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }

  private static Architecture removable(int channels, Window window) {
    Architecture.Builder b = builder();
    b.add("gone", Convolution.of(channels, ONE), Architecture.INPUT);
    b.add("gone.relu", Activation.RELU, "gone");
    b.add("reads", Convolution.of(2, window), "gone.relu");
    return Networks.ended(b, "reads");
  }

  /** Of 3 channels the first 2 are left. */
  @Test
  void readersOfFewerChannelsKeepTheFirst() {
    WeightedArchitecture child =
        new Remove("gone").apply(counted(removable(3, ONE)), new SplittableRandom(1));
    assertThat(child.architecture().node("reads").inputs()).containsExactly(Architecture.INPUT);
    assertThat(child.weights().get("reads/kernel").shape()).containsExactly(2, 2, 1, 1);
    assertThat(values(child, "reads/kernel")).containsExactly(1, 2, 4, 5);
    assertThat(values(child, "out/kernel")).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void readersOfMoreChannelsGiveThemNoWeight() {
    WeightedArchitecture child =
        new Remove("gone").apply(counted(removable(1, Window.of(1, 3))), new SplittableRandom(1));
    assertThat(child.weights().get("reads/kernel").shape()).containsExactly(2, 2, 1, 3);
    assertThat(values(child, "reads/kernel")).containsExactly(1, 2, 3, 0, 0, 0, 4, 5, 6, 0, 0, 0);
  }

  /** A normalization of 1 + 2 channels becomes one of 2 + 2. */
  @Test
  void normalizationsOfMoreChannelsDoNothingToThem() {
    Architecture.Builder b = builder();
    b.add("gone", Convolution.of(1, ONE), Architecture.INPUT);
    b.add("both", new Concat(), "gone", Architecture.INPUT);
    b.add("bn", BatchNormalization.DEFAULT, "both");
    WeightedArchitecture child =
        new Remove("gone").apply(counted(Networks.ended(b, "bn")), new SplittableRandom(1));
    assertThat(values(child, "bn/gamma")).containsExactly(1, 2, 3, 1);
    assertThat(values(child, "bn/variance")).containsExactly(1, 2, 3, 1);
    assertThat(values(child, "bn/beta")).containsExactly(1, 2, 3, 0);
    assertThat(values(child, "bn/mean")).containsExactly(1, 2, 3, 0);
    assertThat(new Remove("gone").keepsFunction()).isFalse();
    assertThat(new ShrinkKernel("gone").keepsFunction()).isFalse();
  }

  /** Deviations of 2 / fan-in, and a last scale of zero. */
  @Test
  void blocksAreDrawnAndAddNothing() {
    WeightedArchitecture parent = counted(removable(3, ONE));
    WeightedArchitecture child =
        Morphism.insertBlock("gone.relu", 3).apply(parent, new SplittableRandom(4));
    String name = "gone.relu+block1";
    RandomGenerator random = new SplittableRandom(4);
    double deviation = StrictMath.sqrt(2.0 / (3 * 9));
    assertThat(values(child, name + "/kernel")).isEqualTo(drawn(random, 3 * 3 * 9, deviation));
    assertThat(values(child, name + "/second/kernel"))
        .isEqualTo(drawn(random, 3 * 3 * 9, deviation));
    assertThat(values(child, name + "/bn/gamma")).containsExactly(1, 1, 1);
    assertThat(values(child, name + "/bn/variance")).containsExactly(1, 1, 1);
    assertThat(values(child, name + "/bn/mean")).containsExactly(0, 0, 0);
    assertThat(values(child, name + "/bn/beta")).containsExactly(0, 0, 0);
    assertThat(values(child, name + "/last/gamma")).containsExactly(0, 0, 0);
    assertThat(values(child, name + "/last/variance")).containsExactly(1, 1, 1);
    assertThat(values(child, name + "/last/beta")).containsExactly(0, 0, 0);
    assertThat(values(child, "reads/kernel")).isEqualTo(values(parent, "reads/kernel"));
  }

  @Test
  void addedChannelsAreDrawnNormalizedAndNotRead() {
    Architecture.Builder b = builder();
    b.add("wider", Convolution.of(2, Window.of(1, 3)).withBias(), Architecture.INPUT);
    b.add("bn", BatchNormalization.DEFAULT, "wider");
    b.add("reads", Convolution.of(2, ONE), "bn");
    WeightedArchitecture parent = counted(Networks.ended(b, "reads"));
    WeightedArchitecture child =
        Morphism.addChannels("wider", 4).apply(parent, new SplittableRandom(5));
    float[] kernel = values(child, "wider/kernel");
    assertThat(kernel).startsWith(values(parent, "wider/kernel"));
    assertThat(Arrays.copyOfRange(kernel, 12, 24))
        .isEqualTo(drawn(new SplittableRandom(5), 12, StrictMath.sqrt(2.0 / 6)));
    assertThat(values(child, "wider/bias")).containsExactly(1, 2, 0, 0);
    assertThat(values(child, "bn/gamma")).containsExactly(1, 2, 1, 1);
    assertThat(values(child, "bn/variance")).containsExactly(1, 2, 1, 1);
    assertThat(values(child, "bn/beta")).containsExactly(1, 2, 0, 0);
    assertThat(values(child, "bn/mean")).containsExactly(1, 2, 0, 0);
    assertThat(values(child, "reads/kernel")).containsExactly(1, 2, 0, 0, 3, 4, 0, 0);
  }

  /** What an optimizer remembers of new channels is nothing. */
  @Test
  void addedChannelsRememberNothing() {
    Architecture.Builder b = builder();
    b.add("wider", Convolution.of(2, ONE), Architecture.INPUT);
    b.add("bn", BatchNormalization.DEFAULT, "wider");
    WeightedArchitecture state = counted(Networks.ended(b, "bn"));
    Morphism edit = Morphism.addChannels("wider", 3);
    Map<String, WeightArray> carried =
        edit.transferState(state, edit.edit(state.architecture()), new SplittableRandom(1));
    assertThat(carried.get("wider/kernel").values()).containsExactly(1, 2, 3, 4, 0, 0);
    assertThat(carried.get("bn/gamma").values()).containsExactly(1, 2, 0);
    assertThat(carried.get("out/kernel").values()).containsExactly(1, 2, 0, 3, 4, 0, 5, 6, 0);
  }

  /** A bottleneck of 3 channels with a kernel of 1×3, which makes 2 channels of 2. */
  private static Architecture miniBlock() {
    Architecture.Builder b = builder();
    b.add("in", Convolution.of(2, ONE), Architecture.INPUT);
    b.add("n1", BatchNormalization.DEFAULT, "in");
    b.add("r1", Activation.RELU, "n1");
    b.add("bottleneck", Convolution.of(3, Window.of(1, 3)), "r1");
    b.add("n2", BatchNormalization.DEFAULT, "bottleneck");
    b.add("r2", Activation.RELU, "n2");
    b.add("growth", Convolution.of(2, ONE), "r2");
    b.add("mini", new Concat(), "in", "growth");
    return Networks.ended(b, "mini");
  }

  @Test
  void copiesOfMiniBlocksLeaveWhatTheyDoNotReadAsItIs() {
    WeightedArchitecture child =
        new InsertMiniBlock("mini", 0).apply(counted(miniBlock()), new SplittableRandom(6));
    String name = "mini+mini1";
    assertThat(values(child, name + "/1/gamma")).containsExactly(1, 2, UNDONE, UNDONE);
    assertThat(values(child, name + "/1/beta")).containsExactly(1, 2, 0, 0);
    assertThat(values(child, name + "/1/mean")).containsExactly(1, 2, 0, 0);
    assertThat(values(child, name + "/1/variance")).containsExactly(1, 2, 1, 1);
    assertThat(child.weights().get(name + "/3/kernel").shape()).containsExactly(3, 4, 1, 3);
    float[] kernel = new float[3 * 12];
    for (int i = 0; i < 18; i++) {
      kernel[i / 6 * 12 + i % 6] = i + 1;
    }
    assertThat(values(child, name + "/3/kernel")).isEqualTo(kernel);
    assertThat(values(child, name + "/4/gamma")).containsExactly(1, 2, 3);
    WeightedArchitecture parent = Networks.weighted(miniBlock(), new SplittableRandom(7));
    assertThat(Networks.difference(
            parent, new InsertMiniBlock("mini", 0).apply(parent, new SplittableRandom(8))))
        .isLessThan(1e-5);
  }

  /** 1 to 6 deviate from 3.5 by the root of 35 / 12. */
  @Test
  void copiesOfMiniBlocksAreDisturbedInTheirLastKernelOnly() {
    WeightedArchitecture parent = counted(miniBlock());
    WeightedArchitecture exact =
        new InsertMiniBlock("mini", 0).apply(parent, new SplittableRandom(6));
    WeightedArchitecture noisy =
        new InsertMiniBlock("mini", 0.5).apply(parent, new SplittableRandom(6));
    SplittableRandom random = new SplittableRandom(6);
    random.nextInt(2);
    random.nextInt(2);
    float[] noise = drawn(random, 6, 0.5 * StrictMath.sqrt(35.0 / 12));
    float[] expected = values(exact, "mini+mini1/6/kernel").clone();
    for (int i = 0; i < 6; i++) {
      expected[i] += noise[i];
    }
    assertThat(values(noisy, "mini+mini1/6/kernel")).containsExactly(expected, within(1e-6f));
    exact.weights().forEach((name, array) -> {
      if (!name.equals("mini+mini1/6/kernel")) {
        assertThat(values(noisy, name)).as(name).isEqualTo(array.values());
      }
    });
  }

  private static Architecture identity() {
    Architecture.Builder b = builder();
    b.add("relu", Activation.RELU, b.add("stem", Convolution.of(2, ONE), Architecture.INPUT));
    return Networks.ended(b, b.add("x", new Identity(), "relu"));
  }

  /** Two ones among four numbers deviate by a half; a bias of zeros does not deviate. */
  @Test
  void operationsInThePlaceOfAnIdentityAreDisturbedInTheirKernelsOnly() {
    Morphism edit =
        Morphism.replaceIdentity("x", Convolution.of(2, ONE).withBias(), LayerOrder.BARE, 0.5);
    WeightedArchitecture child = edit.apply(counted(identity()), new SplittableRandom(9));
    float[] expected = drawn(new SplittableRandom(9), 4, 0.25);
    expected[0] += 1;
    expected[3] += 1;
    assertThat(values(child, "x/kernel")).containsExactly(expected, within(1e-6f));
    assertThat(values(child, "x/bias")).containsExactly(0, 0);
  }

  @Test
  void whatStandsAroundAnOperationComesBehindOrBefore() {
    Convolution layer = Convolution.of(2, ONE);
    Architecture behind =
        Morphism.replaceIdentity("x", layer, LayerOrder.POST_ACTIVATION, 0).edit(identity());
    assertThat(behind.nodes().stream().map(each -> each.name()))
        .containsExactly("stem", "relu", "x", "x/bn", "x/relu", "mean", "out");
    Architecture before =
        Morphism.replaceIdentity("x", layer, LayerOrder.PRE_ACTIVATION, 0).edit(identity());
    assertThat(before.nodes().stream().map(each -> each.name()))
        .containsExactly("stem", "relu", "x/bn", "x/relu", "x", "mean", "out");
  }

  static Stream<Morphism> exactEdits() {
    return Stream.of(
        new Deepen("r1", 3, true, 0),
        new EnlargeKernel("in"),
        new InsertSkip("in", "mini", InsertSkip.Join.ADD),
        new PathCopies(List.of("growth"), 2, PathCopies.Join.AVERAGE, 0));
  }

  /** So that what is drawn afterwards does not depend on it. */
  @ParameterizedTest
  @MethodSource("exactEdits")
  void editsWithoutNoiseDrawNothing(Morphism edit) {
    SplittableRandom random = new SplittableRandom(3);
    edit.apply(counted(miniBlock()), random);
    assertThat(random.nextLong()).isEqualTo(new SplittableRandom(3).nextLong());
  }

  /** One source for each new channel, and no more. */
  @Test
  void copiesWithoutNoiseDrawTheirSourcesOnly() {
    SplittableRandom expected = new SplittableRandom(3);
    expected.nextInt(2);
    expected.nextInt(2);
    long next = expected.nextLong();
    SplittableRandom widened = new SplittableRandom(3);
    new Widen("growth", 4, 0).apply(counted(miniBlock()), widened);
    assertThat(widened.nextLong()).isEqualTo(next);
    SplittableRandom inserted = new SplittableRandom(3);
    new InsertMiniBlock("mini", 0).apply(counted(miniBlock()), inserted);
    assertThat(inserted.nextLong()).isEqualTo(next);
    SplittableRandom replaced = new SplittableRandom(3);
    Morphism.replaceIdentity("x", Convolution.of(2, ONE), LayerOrder.BARE, 0)
        .apply(counted(identity()), replaced);
    assertThat(replaced.nextLong()).isEqualTo(new SplittableRandom(3).nextLong());
  }

  @Test
  void deviationsAreThoseOfAllValues() {
    assertThat(Noise.deviation(new float[] {2, 4, 9}))
        .isCloseTo(StrictMath.sqrt((4 + 16 + 81) / 3.0 - 25), within(1e-12));
    assertThat(Noise.deviation(new float[] {0.1f, 0.1f, 0.1f})).isCloseTo(0, within(1e-7));
  }
}
