package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;

class TrainingProfileTest {

  @BeforeAll
  static void needsOneDnn() {
    Assumptions.assumeTrue(OneDnnNetwork.isAvailable(), "oneDNN is not for this machine");
  }

  private static TrainingProfile profile() {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 14, 14));
    b.add("small", Convolution.of(8, Window.square(1)), "input");
    b.add("norm", BatchNormalization.DEFAULT, "small");
    b.add("relu", Activation.RELU, "norm");
    b.add("large", Convolution.of(64, Window.square(5)), "relu");
    b.add("mean", GlobalPooling.AVERAGE, "large");
    Architecture architecture = b.build(b.add("out", SoftmaxOutput.of(3), "mean"));
    return Dl4jTraining.builder().batch(16).build().profile(architecture);
  }

  private static TrainingProfile.Layer layer(TrainingProfile profile, String node) {
    return profile.layers().stream()
        .filter(each -> each.node().equals(node))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void hasALineForEachLayerInOrderAndForTheUpdate() {
    List<TrainingProfile.Layer> layers = profile().layers();
    // The rectifier is done by the normalization before it, but for its part in the backward pass.
    assertThat(layers)
        .extracting(TrainingProfile.Layer::node)
        .containsSubsequence("small", "norm", "large", "mean", "out", "update");
    assertThat(layers)
        .extracting(TrainingProfile.Layer::kind)
        .contains("convolution", "batch normalization", "weights");
  }

  @Test
  void tellsTimeTrafficAndSpeed() {
    TrainingProfile profile = profile();
    TrainingProfile.Layer large = layer(profile, "large");
    assertThat(large.macs()).isEqualTo(3L * 16 * 14 * 14 * 25 * 8 * 64);
    assertThat(large.bytes()).isGreaterThan(16L * 14 * 14 * (8 + 64) * Float.BYTES);
    assertThat(large.gigaflops()).isBetween(0.1, 10_000.0);
    assertThat(large.forward()).isPositive();
    assertThat(large.backward()).isPositive();
    assertThat(profile.step())
        .isEqualTo(profile.layers().stream()
            .map(TrainingProfile.Layer::total)
            .reduce(Duration.ZERO, Duration::plus));
    assertThat(profile.nativeBytes()).isGreaterThan(16L * 14 * 14 * 64 * Float.BYTES);
  }

  @Test
  void printsTheSlowestLayerFirst() {
    TrainingProfile profile = profile();
    List<String> lines = profile.toString().lines().toList();
    String slowest = profile.layers().stream()
        .max(Comparator.comparing(TrainingProfile.Layer::total))
        .orElseThrow()
        .node();
    assertThat(lines.get(0)).contains("node", "ahead ms", "back ms", "GFLOP/s");
    assertThat(lines.get(1)).startsWith(slowest);
    assertThat(lines.get(lines.size() - 1)).contains("step of 16 examples", "MB native memory");
  }
}
