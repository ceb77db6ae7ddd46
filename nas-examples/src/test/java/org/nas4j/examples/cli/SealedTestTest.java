package org.nas4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.data.Dataset;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.TrainedNetwork;

class SealedTestTest {

  @Test
  void canBeLookedAtOnce() throws InterruptedException {
    Dataset data = Dataset.of(
        Shape.vector(2), 2, new float[][] {{1, 0}, {0, 1}, {1, 0}, {0, 1}}, new int[] {0, 1, 0, 1});
    Architecture.Builder network = Architecture.builder(Shape.vector(2));
    network.add("out", SoftmaxOutput.of(2), Architecture.INPUT);
    TrainedNetwork trained = TrainedNetwork.train(network.build(), data, Dl4jTraining.of(1), 1);
    SealedTestData test = new SealedTestData(data);
    assertThat(test.judge(List.of(trained, trained))).hasSize(1).containsKey(trained);
    assertThatThrownBy(() -> test.judge(List.of(trained)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("looked at before");
  }
}
