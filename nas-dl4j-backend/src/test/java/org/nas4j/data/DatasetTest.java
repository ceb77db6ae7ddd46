package org.nas4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.arch.Shape;

class DatasetTest {

  /** Class 0 has 60 %, class 1 30 %, class 2 10 %. */
  private static Dataset skewed(int size) {
    float[][] examples = new float[size][4];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      Arrays.fill(examples[i], i);
      labels[i] = i % 10 < 6 ? 0 : i % 10 < 9 ? 1 : 2;
    }
    return Dataset.of(Shape.image(1, 2, 2), 3, examples, labels);
  }

  private static long count(Dataset data, int label) {
    return IntStream.range(0, data.size()).filter(i -> data.label(i) == label).count();
  }

  @Test
  void splitsKeepEachClassInItsShare() {
    Split split = skewed(1000).split(200, new SplittableRandom(1));
    assertThat(split.training().size()).isEqualTo(800);
    assertThat(split.validation().size()).isEqualTo(200);
    assertThat(count(split.validation(), 0)).isBetween(119L, 121L);
    assertThat(count(split.validation(), 1)).isBetween(59L, 61L);
    assertThat(count(split.validation(), 2)).isBetween(19L, 21L);
    assertThat(split.training().overlap(split.validation())).isZero();
  }

  @Test
  void splitsDependOnTheSeedAlone() {
    Dataset data = skewed(100);
    assertThat(data.split(20, new SplittableRandom(1)))
        .isEqualTo(data.split(20, new SplittableRandom(1)))
        .isNotEqualTo(data.split(20, new SplittableRandom(2)));
  }

  @Test
  void samplesKeepEachClassInItsShare() {
    Dataset sample = skewed(1000).sample(100, new SplittableRandom(3));
    assertThat(sample.size()).isEqualTo(100);
    assertThat(count(sample, 2)).isBetween(9L, 11L);
  }

  /** Of 103 examples one is of class 3 and two are of class 2. */
  private static Dataset withRareClasses() {
    float[][] examples = new float[103][1];
    int[] labels = new int[103];
    for (int i = 0; i < labels.length; i++) {
      examples[i][0] = i;
      labels[i] = i < 100 ? i % 2 : i == 102 ? 3 : 2;
    }
    return Dataset.of(Shape.vector(1), List.of("a", "b", "rare", "single"), examples, labels);
  }

  @Test
  void splitsLoseNoClassFromTraining() {
    Dataset data = withRareClasses();
    for (int seed = 0; seed < 1000; seed++) {
      Split split = data.split(20, new SplittableRandom(seed));
      assertThat(split.training().size()).isEqualTo(83);
      assertThat(split.validation().size()).isEqualTo(20);
      assertThat(split.training().overlap(split.validation())).isZero();
      for (int label = 0; label < 4; label++) {
        assertThat(count(split.training(), label)).as("class " + label).isPositive();
      }
    }
  }

  @Test
  void splitsSayWhichClassesValidationLacks() {
    Split split = withRareClasses().split(20, new SplittableRandom(1));
    assertThat(count(split.validation(), 3)).isZero();
    assertThat(split.validation().notes()).singleElement().asString().contains("single");
    assertThat(split.training().notes()).isEmpty();
  }

  @Test
  void samplesLoseNoClassWhereThereIsRoom() {
    Dataset data = withRareClasses();
    for (int seed = 0; seed < 200; seed++) {
      Dataset sample = data.sample(4, new SplittableRandom(seed));
      assertThat(IntStream.range(0, 4).map(sample::label)).containsExactlyInAnyOrder(0, 1, 2, 3);
    }
    assertThat(data.sample(3, new SplittableRandom(1)).size()).isEqualTo(3);
  }

  @Test
  void refusesSplitsThatCannotTrainEachClass() {
    assertThatThrownBy(() -> withRareClasses().split(100, new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[3] left for training")
        .hasMessageContaining("[4] classes")
        .hasMessageContaining("Maybe leave fewer for validation");
  }

  /** Units do not matter: whatever they are, the standardised values are the same. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e-9, 2e-8, 1e-7, 1e-3, 1, 1e3, 1e6, 1e12})
  void standardisesAlikeInEveryUnit(double unit) {
    Dataset data = inUnit(unit);
    Dataset one = inUnit(1);
    float[] expected = Standardisation.fit(one).apply(one).values(17);
    float[] actual = Standardisation.fit(data).apply(data).values(17);
    assertThat(actual[0]).isCloseTo(expected[0], within(1e-5f));
    assertThat(actual[1]).isCloseTo(expected[1], within(1e-5f));
    assertThat(actual[2]).as("constant").isZero();
  }

  private static Dataset inUnit(double unit) {
    SplittableRandom random = new SplittableRandom(2);
    float[][] values = new float[200][];
    for (int i = 0; i < values.length; i++) {
      values[i] = new float[] {
        (float) ((i % 2 * 2 - 1 + 0.3 * random.nextGaussian()) * unit),
        (float) ((100 + random.nextGaussian()) * unit),
        (float) (3.3 * unit)
      };
    }
    return Dataset.of(
        Shape.vector(3), 2, values, IntStream.range(0, 200).map(i -> i % 2).toArray());
  }

  @Test
  void knowsExamplesAgainAfterStandardisation() {
    Dataset data = skewed(100);
    Split split = data.split(20, new SplittableRandom(1)).standardised();
    assertThat(split.validation().overlap(data)).isEqualTo(20);
    assertThat(split.validation().overlap(split.training())).isZero();
    assertThat(data.without(split.validation()).size()).isEqualTo(80);
  }

  @Test
  void tellsEqualExamplesOfOneDataSetApart() {
    float[][] equal = new float[10][4];
    Dataset data = Dataset.of(Shape.vector(4), 2, equal, new int[10]);
    assertThat(data.subset(0, 1, 2).overlap(data.subset(3, 4))).isZero();
    assertThat(data.subset(0, 1, 2).overlap(data.subset(2, 3))).isEqualTo(1);
  }

  @Test
  void standardisesByTheTrainingDataAlone() {
    Dataset training = Dataset.of(
        Shape.image(2, 1, 2), 2, new float[][] {{1, 3, 5, 5}, {1, 3, 5, 5}}, new int[] {0, 1});
    Dataset other =
        Dataset.of(Shape.image(2, 1, 2), 2, new float[][] {{2, 4, 5, 6}}, new int[] {0});
    Standardisation figures = Standardisation.fit(training);
    assertThat(figures.means()).containsExactly(2, 5);
    assertThat(figures.deviations()).containsExactly(1, 0);
    assertThat(figures.apply(training).values(0)).containsExactly(-1, 1, 0, 0);
    assertThat(figures.apply(other).values(0)).containsExactly(0, 2, 0, 1);
  }

  @Test
  void fingerprintFollowsTheContent() {
    Dataset data = skewed(20);
    assertThat(data.fingerprint()).hasSize(64).isEqualTo(skewed(20).fingerprint());
    assertThat(data.subset(1, 0).fingerprint()).isNotEqualTo(data.subset(0, 1).fingerprint());
    assertThat(Standardisation.fit(data).apply(data).fingerprint())
        .isNotEqualTo(data.fingerprint());
  }

  @Test
  void copiesWhatItIsGivenAndWhatItGives() {
    float[][] examples = {{1, 2}, {3, 4}};
    Dataset data = Dataset.of(Shape.vector(2), 2, examples, new int[] {0, 1});
    examples[0][0] = 9;
    data.values(1)[0] = 9;
    assertThat(data.values(0)).containsExactly(1, 2);
    assertThat(data.values(1)).containsExactly(3, 4);
  }

  @Test
  void refusesWhatDoesNotFit() {
    Shape shape = Shape.vector(2);
    float[][] one = {{1, 2}};
    assertThatThrownBy(() -> Dataset.of(shape, 2, one, new int[] {0, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1] examples, but [2] labels")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> Dataset.of(shape, 2, one, new int[] {2}))
        .hasMessageContaining("example [0] is [2]")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> Dataset.of(Shape.vector(3), 2, one, new int[] {0}))
        .hasMessageContaining("has [2] values");
    assertThatThrownBy(() -> Dataset.of(shape, 2, new float[][] {{1, Float.NaN}}, new int[] {0}))
        .hasMessageContaining("[NaN]");
    assertThatThrownBy(() -> skewed(10).subset(10)).hasMessageContaining("no example [10]");
    assertThatThrownBy(() -> skewed(10).split(10, new SplittableRandom(1)))
        .hasMessageContaining("[10] are for validation");
  }

  @Test
  void augmentationShiftsInZerosAndFlips() {
    float[] ramp = new float[2 * 4 * 4];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i + 1;
    }
    Dataset data = Dataset.of(Shape.image(2, 4, 4), 2, new float[][] {ramp}, new int[] {0});
    SplittableRandom random = new SplittableRandom(5);
    int flipped = 0;
    int[] zeros = new int[200];
    for (int i = 0; i < zeros.length; i++) {
      FloatBuffer target = FloatBuffer.allocate(ramp.length);
      new Augmentation(1, true).write(data, 0, random, target);
      float[] changed = target.array();
      // The centre stays inside under shifts of one; rows rise by 4, columns by 1 or −1 if flipped.
      assertThat(changed[9] - changed[5]).isEqualTo(4);
      assertThat(changed[21] - changed[5]).as("channels move alike").isEqualTo(16);
      flipped += changed[6] - changed[5] == -1 ? 1 : 0;
      for (int j = 0; j < 16; j++) {
        zeros[i] += changed[j] == 0 ? 1 : 0;
      }
    }
    assertThat((double) flipped / zeros.length).isCloseTo(0.5, within(0.12));
    assertThat(IntStream.of(zeros).distinct().sorted().toArray()).containsExactly(0, 4, 7);
  }

  @Test
  void refusesToAugmentVectors() {
    Dataset data = Dataset.of(Shape.vector(2), 2, new float[][] {{1, 2}}, new int[] {0});
    FloatBuffer target = FloatBuffer.allocate(2);
    assertThatThrownBy(() -> Augmentation.CIFAR.write(data, 0, new SplittableRandom(1), target))
        .hasMessageContaining("Vectors of [2]")
        .hasMessageContaining("Maybe");
  }
}
