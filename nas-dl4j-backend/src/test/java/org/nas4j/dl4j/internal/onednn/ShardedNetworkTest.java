package org.nas4j.dl4j.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.testkit.SmallNetworks;

class ShardedNetworkTest {

  private static final int BATCH = 12;
  private static final int STEPS = 5;
  private static final int SHARDS = 3;

  @BeforeEach
  void needsOneDnn() {
    Assumptions.assumeTrue(OneDnnNetwork.isAvailable(), "oneDNN is not for this machine");
  }

  private static NetworkSettings settings(int threads) {
    Optimizer optimizer = new Optimizer(Optimizer.Method.NESTEROV, 0.9, 0, 0);
    return new NetworkSettings(1, optimizer, 1e-3, 0.1, threads);
  }

  /** No normalization, whose statistics would be those of a part. */
  private static Architecture plain() {
    Architecture.Builder b = Architecture.builder(Shape.image(2, 6, 6));
    String x = b.add("c", Convolution.of(5, Window.square(3)).withBias(), Architecture.INPUT);
    x = b.add("mean", GlobalPooling.AVERAGE, x);
    return b.build(b.add("out", SoftmaxOutput.of(3), x));
  }

  private static double train(Network network) {
    SplittableRandom random = new SplittableRandom(3);
    double loss = 0;
    for (int step = 0; step < STEPS; step++) {
      int[] labels = new int[BATCH];
      var room = network.examples(BATCH);
      for (int i = 0; i < BATCH; i++) {
        labels[i] = random.nextInt(3);
        for (int j = 0; j < 72; j++) {
          room.put((float) random.nextGaussian());
        }
      }
      loss = network.train(labels, 0.1);
    }
    return loss;
  }

  @Test
  void learnsAsOneNetworkDoes() {
    try (Network one = OneDnnNetwork.open(plain(), settings(1)).prepare(BATCH, true);
        Network shards = ShardedNetwork.open(plain(), settings(SHARDS), BATCH)) {
      double loss = train(one);
      assertThat(train(shards)).isCloseTo(loss, offset(1e-5));
      Map<String, WeightArray> expected = one.weights();
      Map<String, WeightArray> actual = shards.weights();
      assertThat(actual.keySet()).isEqualTo(expected.keySet());
      expected.forEach((name, array) -> assertThat(actual.get(name).values())
          .as(name)
          .containsExactly(array.values(), offset(1e-5f)));
      Map<String, WeightArray> memory = one.optimizerState().first();
      shards
          .optimizerState()
          .first()
          .forEach((name, array) -> assertThat(array.values())
              .as(name)
              .containsExactly(memory.get(name).values(), offset(1e-5f)));
    }
  }

  @Test
  void predictsAsOneNetworkDoesWhateverTheNumberOfExamples() {
    Architecture residual = SmallNetworks.all().get("residual");
    try (Network one = OneDnnNetwork.open(residual, settings(1)).prepare(BATCH, true);
        Network shards = ShardedNetwork.open(residual, settings(SHARDS), BATCH)) {
      train(shards);
      one.setWeights(shards.weights());
      for (int number : new int[] {1, 4, 7, 12}) {
        SplittableRandom random = new SplittableRandom(number);
        float[] values = new float[number * 72];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) random.nextGaussian();
        }
        one.examples(number).put(values);
        shards.examples(number).put(values);
        assertThat(shards.predict(number)).containsExactly(one.predict(number), offset(1e-5f));
      }
    }
  }

  @Test
  void equalSeedsGiveEqualWeights() {
    Architecture residual = SmallNetworks.all().get("residual");
    try (Network one = ShardedNetwork.open(residual, settings(2), BATCH);
        Network other = ShardedNetwork.open(residual, settings(2), BATCH)) {
      assertThat(train(other)).isEqualTo(train(one));
      assertThat(other.weights()).usingRecursiveComparison().isEqualTo(one.weights());
    }
  }

  @Test
  void givesAllItsMemoryBack() {
    long before = OneDnnNetwork.openBytes();
    try (Network shards = ShardedNetwork.open(plain(), settings(2), BATCH)) {
      train(shards);
      assertThat(OneDnnNetwork.openBytes()).isGreaterThan(before);
      assertThat(shards.nativeBytes()).isPositive();
    }
    assertThat(OneDnnNetwork.openBytes()).isEqualTo(before);
  }

  @Test
  void refusesABatchThatCannotBeShared() {
    try (Network shards = ShardedNetwork.open(plain(), settings(2), BATCH)) {
      shards.examples(7);
      assertThatThrownBy(() -> shards.train(new int[7], 0.1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[7]")
          .hasMessageContaining("Maybe");
    }
  }
}
