package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;

class RestartsTest {

  private static final Shape SHAPE = Shape.image(1, 8, 8);
  private static final Architecture SMALL = Fixtures.small(SHAPE, 3);

  private static Evaluation evaluate(Split data, Dl4jTraining settings)
      throws InterruptedException {
    return Dl4jEvaluator.builder()
        .training(data.training())
        .validation(data.validation())
        .settings(settings)
        .latencyBatch(0)
        .build()
        .evaluate(Fixtures.candidate(SMALL), Fixtures.Context.of(1));
  }

  /** Labels that have nothing to do with the images. */
  private static Split noise() {
    SplittableRandom random = new SplittableRandom(5);
    float[][] images = new float[600][64];
    int[] labels = new int[600];
    for (int i = 0; i < images.length; i++) {
      for (int j = 0; j < 64; j++) {
        images[i][j] = (float) random.nextGaussian();
      }
      labels[i] = random.nextInt(3);
    }
    return Dataset.of(SHAPE, 3, images, labels).split(300, random);
  }

  private static Dl4jTraining.Builder settings() {
    return Dl4jTraining.builder().epochs(3).batch(32);
  }

  @Test
  void givesUpAfterTheLastTry() throws InterruptedException {
    Split noise = noise();
    assertThat(evaluate(noise, settings().build()).history(Metric.VALIDATION_ACCURACY))
        .hasSize(3);
    Evaluation tried = evaluate(noise, settings().restarts(Restarts.META_QNN).build());
    assertThat(tried.history(Metric.VALIDATION_ACCURACY)).hasSize(1);
  }

  /** Where the first step is so short that nothing is learned, a factor below 1 cannot help. */
  @Test
  void shorterStepsAreAnotherTraining() throws InterruptedException {
    Split noise = noise();
    Evaluation once = evaluate(noise, settings().restarts(new Restarts(0.4, 1)).build());
    Evaluation twice = evaluate(noise, settings().restarts(new Restarts(0.4, 2)).build());
    assertThat(twice.get(Metric.TRAINING_LOSS)).isNotEqualTo(once.get(Metric.TRAINING_LOSS));
  }

  @Test
  void whatLearnsIsTrainedToItsEnd() throws InterruptedException {
    Split shapes = Fixtures.shapes(330, 1).split(90, new SplittableRandom(1));
    Dl4jTraining plain = settings().batch(8).build();
    Dl4jTraining restarting = plain.toBuilder().restarts(Restarts.BLOCK_QNN).build();
    assertThat(evaluate(shapes, restarting).history(Metric.VALIDATION_ACCURACY))
        .hasSize(3)
        .isEqualTo(evaluate(shapes, plain).history(Metric.VALIDATION_ACCURACY));
  }

  /** MetaQNN's code: at most 0.15 of ten classes. */
  @Test
  void chanceIsWhatTheCodeTakesForIt() {
    assertThat(Restarts.META_QNN.isChance(0.15, 10)).isTrue();
    assertThat(Restarts.META_QNN.isChance(0.16, 10)).isFalse();
    assertThat(Dl4jTraining.metaQnn().restarts()).contains(new Restarts(0.4, 5));
    assertThat(Dl4jTraining.blockQnn().restarts()).contains(new Restarts(0.4, 4));
    assertThatThrownBy(() -> new Restarts(1.5, 1)).hasMessageContaining("[1.5]");
    assertThatThrownBy(() -> new Restarts(0.4, 0)).hasMessageContaining("[0]");
  }
}
