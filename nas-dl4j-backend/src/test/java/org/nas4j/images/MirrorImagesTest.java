package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;

class MirrorImagesTest {

  private static final int SIZE = 8;
  private static final int STEPS = 3_000;

  /** A bright spot in one half: the left or the right one, or the upper or the lower one. */
  private static Dataset spots(int channels, boolean besides, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] images = new float[count][];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      float[] image = new float[channels * SIZE * SIZE];
      for (int j = 0; j < image.length; j++) {
        image[j] = (float) (0.3 * random.nextGaussian());
      }
      labels[i] = i % 2;
      int near = 1 + random.nextInt(2) + 4 * labels[i];
      int free = random.nextInt(SIZE);
      for (int channel = 0; channel < channels; channel++) {
        int row = besides ? free : near;
        int column = besides ? near : free;
        image[(channel * SIZE + row) * SIZE + column] = 4;
      }
      images[i] = image;
    }
    return Dataset.of(Shape.image(channels, SIZE, SIZE), 2, images, labels);
  }

  private static boolean areHarmless(Dataset training, Dataset unseen, int steps)
      throws InterruptedException {
    GrowingSearch search = GrowingSearch.builder(
            StartNetworks.residual((Shape.Image) training.shape(), training.classes()))
        .training(training)
        .validation(unseen)
        .steps(steps)
        .threads(1)
        .build();
    return MirrorImages.areHarmless(search, unseen);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void leavesOutMirrorImagesOfAnotherClass(int channels) throws InterruptedException {
    assertThat(areHarmless(spots(channels, true, 600, 1), spots(channels, true, 200, 2), STEPS))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void takesMirrorImagesOfTheSameClass(int channels) throws InterruptedException {
    assertThat(areHarmless(spots(channels, false, 600, 1), spots(channels, false, 200, 2), STEPS))
        .isTrue();
  }

  @Test
  void goesByColourWhereNothingIsLearned() throws InterruptedException {
    assertThat(areHarmless(spots(1, false, 600, 1), spots(1, false, 40, 2), 1)).isFalse();
    assertThat(areHarmless(spots(3, true, 600, 1), spots(3, true, 40, 2), 1)).isTrue();
  }
}
