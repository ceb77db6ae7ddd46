package org.nas4j.morphism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Identity;
import org.nas4j.arch.RegressionLoss;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;
import org.nas4j.space.InfeasibleException;

/**
 * Which channels belong together, which places they copy, and how arrays follow, by numbers worked
 * out by hand.
 */
class ChannelAxesTest {

  private static final Window THREE = Window.square(3);

  private static Architecture.Builder builder() {
    return Architecture.builder(Shape.image(4, 6, 6));
  }

  private static void assertFixed(Architecture network, String node, String because) {
    assertThatThrownBy(() -> new Widen(node, 99, 0).edit(network))
        .isInstanceOfSatisfying(
            InfeasibleException.class, e -> assertThat(e.reason()).isEqualTo("channels are fixed"))
        .hasMessage("The channels of node [" + node + "] cannot become more: " + because + ".");
  }

  @Test
  void concatenationsPutSegmentsSideBySide() {
    ChannelGroups groups = new ChannelGroups(Networks.all().get("branches"));
    List<Segment> join = groups.axis("join");
    assertThat(join).extracting(Segment::width).containsExactly(3, 4, 4);
    assertThat(join).extracting(Segment::repeat).containsOnly(1);
    assertThat(join.get(0)).isEqualTo(groups.axis("one").get(0));
    assertThat(join.get(1)).isEqualTo(groups.axis("two").get(0));
    assertThat(join.get(2)).isEqualTo(groups.axis("stem").get(0));
    assertThat(join).extracting(Segment::group).doesNotHaveDuplicates();
    assertThat(groups.inputAxis(Networks.all().get("branches").node("after"))).isEqualTo(join);
  }

  @Test
  void flattenedMapsRepeatEachChannelForItsPixels() {
    ChannelGroups groups = new ChannelGroups(Networks.all().get("branches"));
    assertThat(groups.axis("flat")).extracting(Segment::width).containsExactly(5, 4);
    assertThat(groups.axis("flat")).extracting(Segment::repeat).containsOnly(36);
    assertThat(groups.axis("flat")).extracting(Segment::length).containsExactly(180, 144);
    assertThat(groups.axis("flat").get(0).group())
        .isEqualTo(groups.axis("after").get(0).group());
  }

  @Test
  void additionsMakeOneGroupOfTheirInputs() {
    ChannelGroups groups = new ChannelGroups(Networks.all().get("residual"));
    for (String block : List.of("r1", "r2", "r3")) {
      assertThat(groups.axis(block + "b"))
          .isEqualTo(groups.axis(block + "p"))
          .isEqualTo(groups.axis(block));
    }
    assertThat(groups.axis("same.relu"))
        .isEqualTo(groups.axis("r3"))
        .isEqualTo(groups.axis("skip"));
    assertThat(groups.axis("r1")).isNotEqualTo(groups.axis("r2"));
    assertThat(groups.axis("r1a")).isNotEqualTo(groups.axis("r1b"));
  }

  @Test
  void saysWhyChannelsAreFixed() {
    Architecture.Builder b = builder();
    b.add("like", Convolution.of(4, THREE), Architecture.INPUT);
    b.add("sum", new Add(), "like", Architecture.INPUT);
    b.add("read", Convolution.of(6, THREE), "sum");
    b.add("grouped", new Convolution(6, THREE, 2, false), "read");
    b.add("half", new FactorizedReduction(8), "grouped");
    Architecture network = Networks.ended(b, "half");
    assertFixed(network, "like", "it is the network's input");
    assertFixed(network, "read", "a grouped convolution reads it");
    assertFixed(network, "grouped", "a grouped convolution makes it");
    assertFixed(network, "half", "a factorized reduction makes it of two halves");
    assertFixed(network, "out", "it is the network's output");
  }

  @Test
  void whatMakesNoChannelsCarriesThemOn() {
    Architecture.Builder b = builder();
    b.add("made", Convolution.of(5, THREE), Architecture.INPUT);
    b.add("dropout", new Dropout(0.5), "made");
    b.add("path", new DropPath(0.5, 0.5), "dropout");
    b.add("same", new Identity(), "path");
    b.add("padded", new ZeroPad(1, 1, 0, 0), "same");
    b.add("mean of maps", GlobalPooling.AVERAGE, "padded");
    b.add("flat", new Flatten(), "mean of maps");
    b.add("out", new RegressionOutput(2, RegressionLoss.SQUARED), "flat");
    Architecture network = b.build("out");
    ChannelGroups groups = new ChannelGroups(network);
    for (String node : List.of("dropout", "path", "same", "padded", "mean of maps", "flat")) {
      assertThat(groups.axis(node)).as(node).isEqualTo(groups.axis("made"));
    }
    assertThat(groups.axis("out")).extracting(Segment::width).containsExactly(2);
    assertFixed(network, "out", "it is the network's output");
    assertThat(groups.isWidenable("made")).isTrue();
    assertThat(groups.isWidenable("same")).as("makes none").isFalse();
    assertThat(groups.isWidenable("out")).as("fixed").isFalse();
  }

  @Test
  void windowsOfChannelsFixWhatTheyRead() {
    Architecture.Builder b = builder();
    b.add("made", Convolution.of(5, THREE), Architecture.INPUT);
    b.add("window", new ChannelWindow(1, 3), "made");
    b.add("like", Convolution.of(3, THREE), Architecture.INPUT);
    b.add("sum", new Add(), "like", "window");
    Architecture network = Networks.ended(b, "sum");
    assertFixed(network, "made", "a window of channels reads it");
    assertFixed(network, "like", "it is a window of channels");
    assertThat(new ChannelGroups(network).axis("window"))
        .extracting(Segment::width)
        .containsExactly(3);
  }

  /** What scales maps has as many values as they have channels, and goes with them. */
  @Test
  void scalesBelongToTheirMaps() {
    ChannelGroups groups = new ChannelGroups(Networks.all().get("excited"));
    assertThat(groups.axis("excite")).isEqualTo(groups.axis("expand"));
    assertThat(groups.axis("scale")).isEqualTo(groups.axis("dw"));
    assertThat(groups.axis("reduce").get(0).group())
        .isNotEqualTo(groups.axis("expand").get(0).group());
    Architecture.Builder b = builder();
    b.add("two", Convolution.of(2, THREE), Architecture.INPUT);
    b.add("four", Convolution.of(4, THREE), Architecture.INPUT);
    b.add("maps", new Concat(), "two", "four");
    b.add("mean of maps", GlobalPooling.AVERAGE, "maps");
    b.add("values", new Dense(6, true), "mean of maps");
    Architecture network = Networks.ended(b, b.add("scaled", new ChannelScale(), "maps", "values"));
    for (String fixed : List.of("two", "four", "values")) {
      assertFixed(network, fixed, "a channel scale joins differently made inputs");
    }
  }

  /** 2 + 4 channels are added to 6, and to 4 + 2. */
  @Test
  void additionsOfDifferentlyMadeInputsFixThemAll() {
    String because = "an addition joins differently made inputs";
    for (boolean whole : new boolean[] {true, false}) {
      Architecture.Builder b = builder();
      b.add("two", Convolution.of(2, THREE), Architecture.INPUT);
      b.add("four", Convolution.of(4, THREE), Architecture.INPUT);
      b.add("one", new Concat(), "two", "four");
      b.add("six", Convolution.of(6, THREE), Architecture.INPUT);
      b.add("2", Convolution.of(2, THREE), Architecture.INPUT);
      b.add("4", Convolution.of(4, THREE), Architecture.INPUT);
      b.add("other", new Concat(), "4", "2");
      b.add("sum", new Add(), "one", whole ? "six" : "other");
      Architecture network = Networks.ended(b, "sum");
      assertFixed(network, "two", because);
      assertFixed(network, "four", because);
      if (whole) {
        assertFixed(network, "six", because);
      } else {
        assertFixed(network, "4", because);
        assertFixed(network, "2", because);
      }
    }
  }

  /** What an addition unites with something fixed is fixed too, whichever comes first. */
  @Test
  void fixedChannelsFixWhatTheyAreAddedTo() {
    for (List<String> inputs : List.of(List.of("a", "half"), List.of("half", "a"))) {
      Architecture.Builder b = builder();
      b.add("half", new FactorizedReduction(8), Architecture.INPUT);
      b.add("a", Convolution.of(8, THREE.stride(2)), Architecture.INPUT);
      b.add("sum", new Add(), inputs);
      assertFixed(Networks.ended(b, "sum"), "a", "a factorized reduction makes it of two halves");
    }
  }

  @Test
  void refusesToWidenWhatMakesNoChannels() {
    assertThatThrownBy(() -> new Widen("a.bn", 9, 0).edit(Networks.all().get("plain")))
        .isInstanceOf(InfeasibleException.class)
        .hasMessage("Node [a.bn] is of kind [batch normalization], which makes no channels of its"
            + " own.");
    assertThatThrownBy(() -> new Widen("a", 4, 0).edit(Networks.all().get("plain")))
        .isInstanceOf(InfeasibleException.class)
        .hasMessage("Node [a] has [4] channels already, which is not less than [4].");
  }

  @Test
  void knowsWhatEachAxisRunsOver() {
    Convolution plain = Convolution.of(4, THREE);
    assertThat(AxisRole.of(plain, "kernel")).containsExactly(AxisRole.MADE, AxisRole.READ);
    assertThat(AxisRole.of(plain.withBias(), "bias")).containsExactly(AxisRole.MADE);
    assertThat(AxisRole.of(new Convolution(4, THREE, 2, true), "kernel")).isEmpty();
    assertThat(AxisRole.of(new Dense(4, true), "kernel"))
        .containsExactly(AxisRole.MADE, AxisRole.READ);
    assertThat(AxisRole.of(BatchNormalization.DEFAULT, "variance"))
        .containsExactly(AxisRole.CARRIED);
    assertThat(AxisRole.of(new DepthwiseConvolution(THREE, true), "bias"))
        .containsExactly(AxisRole.CARRIED);
    SeparableConvolution separable = new SeparableConvolution(4, THREE, true);
    assertThat(AxisRole.of(separable, "depthwise")).containsExactly(AxisRole.CARRIED);
    assertThat(AxisRole.of(separable, "pointwise")).containsExactly(AxisRole.MADE, AxisRole.READ);
    assertThat(AxisRole.of(separable, "bias")).containsExactly(AxisRole.MADE);
    assertThat(AxisRole.of(new FactorizedReduction(4), "even"))
        .containsExactly(AxisRole.OTHER, AxisRole.READ);
  }

  @Test
  void gathersSlicesAlongAnyAxis() {
    float[] values = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    WeightArray array = WeightArray.of(List.of(2, 3, 2), values);
    WeightArray first = Gather.along(array, 0, new int[] {1, 0, 1}, null);
    assertThat(first.shape()).containsExactly(3, 3, 2);
    assertThat(first.values())
        .containsExactly(6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    WeightArray middle = Gather.along(array, 1, new int[] {2, 0}, new float[] {2, 1});
    assertThat(middle.shape()).containsExactly(2, 2, 2);
    assertThat(middle.values()).containsExactly(2, 2.5f, 0, 1, 5, 5.5f, 6, 7);
    WeightArray last = Gather.along(array, 2, new int[] {0, 1, 1}, new float[] {1, 4, 2});
    assertThat(last.shape()).containsExactly(2, 3, 3);
    assertThat(last.values())
        .containsExactly(
            0, 0.25f, 0.5f, 2, 0.75f, 1.5f, 4, 1.25f, 2.5f, 6, 1.75f, 3.5f, 8, 2.25f, 4.5f, 10,
            2.75f, 5.5f);
    assertThat(array.values()).isEqualTo(values);
  }

  /** Group 7 of 3 channels becomes 5, between one of 2 channels and its own 2 pixels. */
  @Test
  void replicatesOneGroupWhereverItLies() {
    Replication replication = Replication.draw(7, 3, 5, new SplittableRandom(1));
    int[] source = replication.places(List.of(new Segment(7, 3, 1)));
    assertThat(Arrays.copyOf(source, 3)).containsExactly(0, 1, 2);
    assertThat(source).hasSize(5);
    int[] copies = new int[3];
    for (int each : source) {
      copies[each]++;
    }
    int third = source[3];
    int fourth = source[4];
    List<Segment> axis = List.of(new Segment(1, 2, 1), new Segment(7, 3, 2), new Segment(2, 1, 3));
    assertThat(replication.concerns(axis)).isTrue();
    assertThat(replication.concerns(List.of(new Segment(1, 2, 1)))).isFalse();
    assertThat(replication.places(axis))
        .containsExactly(
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            2 + 2 * third,
            3 + 2 * third,
            2 + 2 * fourth,
            3 + 2 * fourth,
            8,
            9,
            10);
    float[] expected = {
      1,
      1,
      copies[0],
      copies[0],
      copies[1],
      copies[1],
      copies[2],
      copies[2],
      copies[third],
      copies[third],
      copies[fourth],
      copies[fourth],
      1,
      1,
      1
    };
    assertThat(replication.divisors(axis)).containsExactly(expected);
    assertThat(replication.isNew(2)).isFalse();
    assertThat(replication.isNew(3)).isTrue();
  }

  @Test
  void noiseIsMeasuredAndAddedByDeviations() {
    assertThat(Noise.deviation(new float[] {1, 3, 1, 3})).isCloseTo(1, within(1e-12));
    assertThat(Noise.deviation(new float[] {5, 5})).isZero();
    assertThat(Noise.deviation(new float[] {-2, 0, 2}))
        .isCloseTo(Math.sqrt(8.0 / 3), within(1e-12));
    float[] values = new float[10_000];
    Noise.add(values, 10, 9_990, 0.5, new SplittableRandom(1));
    assertThat(Arrays.copyOf(values, 10)).containsOnly(0);
    assertThat(Arrays.copyOfRange(values, 9_990, 10_000)).containsOnly(0);
    assertThat(Arrays.copyOfRange(values, 10, 9_990)).doesNotContain(0);
    assertThat(Noise.deviation(values)).isCloseTo(0.5, within(0.02));
    for (double wrong : new double[] {-0.01, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Noise.checked(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be a ratio of at least 0, but is [" + wrong + "]");
    }
    assertThat(Noise.checked(0)).isZero();
    assertThat(Noise.checked(0.25)).isEqualTo(0.25);
  }
}
