package org.nas4j.dl4j.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What ScheduledDropPath does to each example (Zoph et al. 2018, section 4). */
class DroppedPathsTest {

  private static final NetworkSettings SETTINGS =
      new NetworkSettings(7, new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 0), 0, 0, 1);
  private static final Architecture IMAGE = dropping(Shape.image(2, 3, 3), 0.4);

  private static Architecture dropping(Shape shape, double keep) {
    Architecture.Builder builder = Architecture.builder(shape);
    builder.add("drop", new DropPath(keep, 0.5), Architecture.INPUT);
    builder.add("flat", new Flatten(), "drop");
    builder.add("out", SoftmaxOutput.of(2), "flat");
    return builder.build();
  }

  /** What leaves the dropped path if all that enters it is 1. */
  private static INDArray dropped(GraphNetwork network, int examples, boolean training) {
    FloatBuffer batch = network.examples(examples);
    while (batch.hasRemaining()) {
      batch.put(1);
    }
    return network
        .graph()
        .feedForward(new INDArray[] {network.written(examples)}, training)
        .get("drop");
  }

  @Test
  void keepsTheExpectationOfTheOutput() {
    try (GraphNetwork network = GraphNetwork.open(dropping(Shape.vector(1), 0.4), SETTINGS)) {
      network.progress(1);
      float[] out = dropped(network, 100_000, true).dup('c').data().asFloat();
      double sum = 0;
      int kept = 0;
      for (float each : out) {
        sum += each;
        kept += each == 0 ? 0 : 1;
      }
      assertThat(sum / out.length).isCloseTo(1, within(0.01));
      assertThat((double) kept / out.length).isCloseTo(1 - 0.5 * 0.6, within(0.01));
    }
  }

  @Test
  void dropsWholeExamples() {
    try (GraphNetwork network = GraphNetwork.open(IMAGE, SETTINGS)) {
      network.progress(1);
      INDArray out = dropped(network, 200, true);
      int dropped = 0;
      for (int i = 0; i < 200; i++) {
        float[] example = out.slice(i).dup('c').data().asFloat();
        float[] same = new float[18];
        Arrays.fill(same, example[0]);
        assertThat(example).containsExactly(same);
        assertThat(example[0]).isIn(0f, (float) (1 / 0.7));
        dropped += example[0] == 0 ? 1 : 0;
      }
      assertThat(dropped).isBetween(35, 85);
    }
  }

  @Test
  void passesAllOnAtInferenceAndAtTheStartOfTraining() {
    try (GraphNetwork network = GraphNetwork.open(IMAGE, SETTINGS)) {
      assertThat(dropped(network, 50, true).minNumber().floatValue()).isEqualTo(1);
      network.progress(1);
      assertThat(dropped(network, 50, true).minNumber().floatValue()).isEqualTo(0);
      INDArray out = dropped(network, 50, false);
      assertThat(out.minNumber().floatValue()).isEqualTo(1);
      assertThat(out.maxNumber().floatValue()).isEqualTo(1);
    }
  }

  /**
   * The dense layer before a dropped path learns from the kept examples alone, each scaled by 1 /
   * p.
   */
  @Test
  void dropsGradientsWithTheirExamples() {
    Architecture.Builder builder = Architecture.builder(Shape.vector(40));
    builder.add("dense", new Dense(3, false), Architecture.INPUT);
    builder.add("drop", new DropPath(0.5, 1), "dense");
    builder.add("out", SoftmaxOutput.of(2), "drop");
    try (GraphNetwork network = GraphNetwork.open(builder.build(), SETTINGS)) {
      network.progress(1);
      // Example i alone feeds weight row i, so the row moves if and only if the example was kept.
      FloatBuffer batch = network.examples(40);
      for (int i = 0; i < 40 * 40; i++) {
        batch.put(i % 41 == 0 ? 1 : 0);
      }
      INDArray before = network.graph().paramTable().get("dense_W").dup();
      network.train(new int[40], 1);
      INDArray moved = network.graph().paramTable().get("dense_W").sub(before);
      int still = 0;
      for (int i = 0; i < 40; i++) {
        still += moved.getRow(i).norm2Number().doubleValue() == 0 ? 1 : 0;
      }
      assertThat(still).isBetween(8, 32);
    }
  }

  @Test
  void drawsTheSameFromTheSameSeed() {
    try (GraphNetwork one = GraphNetwork.open(IMAGE, SETTINGS);
        GraphNetwork two = GraphNetwork.open(IMAGE, SETTINGS)) {
      one.progress(1);
      two.progress(1);
      assertThat(dropped(one, 100, true)).isEqualTo(dropped(two, 100, true));
    }
  }
}
