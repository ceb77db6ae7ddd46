package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.model.Model;
import org.nas4j.model.Prediction;

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

  /** As the model that serves does, image by image. */
  @Test
  void judgesByTheMeanOfBothImages() throws InterruptedException {
    Dataset data = spots(3, true, 70, 4);
    TrainedNetwork network = TrainedNetwork.of(
        StartNetworks.residual((Shape.Image) data.shape(), data.classes()), Map.of(), 5);
    Model model = network.model().averagingMirrorImages(true).build().inPureJava();
    int right = 0;
    double loss = 0;
    for (int i = 0; i < data.size(); i++) {
      Prediction prediction = model.predict(data.values(i));
      right += prediction.index() == data.label(i) ? 1 : 0;
      loss -= Math.log(prediction.probabilities()[data.label(i)]) / data.size();
    }
    Scores scores = network.evaluateWithMirrorImages(data);
    assertThat(scores.accuracy()).isCloseTo(right / 70.0, within(1e-9));
    assertThat(scores.loss()).isCloseTo(loss, within(1e-4));
    assertThat(network.evaluate(data).loss()).isNotCloseTo(loss, within(1e-3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.evaluateWithMirrorImages(
            Dataset.of(Shape.vector(2), 2, new float[2][2], new int[] {0, 1})))
        .withMessageContaining("no mirror images");
  }
}
