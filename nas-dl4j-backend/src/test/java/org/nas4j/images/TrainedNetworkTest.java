package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.data.Dataset;
import org.nas4j.store.MalformedWeightsException;
import org.nd4j.linalg.factory.Nd4j;

class TrainedNetworkTest {

  private static final Dataset TRAINING = Fixtures.shapes(300, 1);
  private static final Dataset TEST = Fixtures.shapes(90, 2);

  @TempDir
  private Path folder;

  /** Normalized, dilated, with a path to be dropped and with an auxiliary head. */
  private static Architecture rich() {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 8, 8));
    b.add("c", Convolution.of(8, Window.square(3)), Architecture.INPUT);
    b.add("n", BatchNormalization.DEFAULT, "c");
    b.add("r", Activation.RELU, "n");
    b.add("g1", GlobalPooling.AVERAGE, "r");
    b.add("aux", new SoftmaxOutput(3, 0.4), "g1");
    b.add("s", SeparableConvolution.of(12, Window.square(3).dilation(2)), "r");
    b.add("d", new DropPath(0.8, 0.5), "s");
    b.add("n2", BatchNormalization.DEFAULT, "d");
    b.add("r2", Activation.RELU, "n2");
    b.add("g", GlobalPooling.AVERAGE, "r2");
    b.add("out", SoftmaxOutput.of(3), "g");
    return b.build();
  }

  @Test
  void learnsAndRepeatsBitForBit() throws InterruptedException {
    Dl4jTraining settings = Dl4jTraining.builder()
        .epochs(8)
        .batch(20)
        .nesterov(0.9)
        .learningRate(LearningRate.cosine(0.05))
        .weightDecay(1e-4)
        .build();
    TrainedNetwork network = TrainedNetwork.train(rich(), TRAINING, settings, 3);
    assertThat(network.evaluate(TEST).accuracy()).isGreaterThan(0.9);
    TrainedNetwork again = TrainedNetwork.train(rich(), TRAINING, settings, 3);
    assertThat(again.probabilities(TEST)).isDeepEqualTo(network.probabilities(TEST));
  }

  @Test
  void loadsWhatItSavedWithEqualOutputs() throws IOException, InterruptedException {
    TrainedNetwork network = TrainedNetwork.train(rich(), TRAINING, Dl4jTraining.of(1), 4);
    Path file = folder.resolve("best.zip");
    network.save(file);
    TrainedNetwork loaded = TrainedNetwork.load(file, rich());
    assertThat(loaded.probabilities(TEST)).isDeepEqualTo(network.probabilities(TEST));
    assertThat(loaded.evaluate(TEST)).isEqualTo(network.evaluate(TEST));
  }

  @Test
  void savesWhatDeeplearning4jItselfReads() throws IOException, InterruptedException {
    TrainedNetwork network = TrainedNetwork.train(rich(), TRAINING, Dl4jTraining.of(1), 5);
    Path file = folder.resolve("best.zip");
    network.save(file);
    ComputationGraph graph = ModelSerializer.restoreComputationGraph(file.toFile(), false);
    float[] output =
        graph.output(Nd4j.create(TEST.values(7), new long[] {1, 1, 8, 8}, 'c'))[0].toFloatVector();
    graph.close();
    float[] expected = network.probabilities(TEST)[7];
    for (int i = 0; i < expected.length; i++) {
      assertThat(output[i]).isCloseTo(expected[i], org.assertj.core.api.Assertions.within(1e-5f));
    }
  }

  @Test
  void refusesFilesThatDoNotFit() throws IOException, InterruptedException {
    Path file = folder.resolve("best.zip");
    TrainedNetwork.train(rich(), TRAINING, Dl4jTraining.of(1), 6).save(file);
    assertThatThrownBy(() -> TrainedNetwork.load(file, Fixtures.small(Shape.image(1, 8, 8), 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "are of another architecture: the name of a node is [c] there and [c1] here.")
        .hasMessageContaining("Maybe");
    Path text = Files.writeString(folder.resolve("text.zip"), "no zip");
    assertThatThrownBy(() -> TrainedNetwork.load(text, rich()))
        .isInstanceOf(MalformedWeightsException.class)
        .hasMessageContaining("is no whole zip file");
  }

  /** In its first step no path is dropped yet, later ones are. */
  @Test
  void trainingTellsTheNetworkTheTime() throws InterruptedException {
    assertThat(trained(0.3, 1)).isDeepEqualTo(trained(1, 1));
    assertThat(Arrays.deepEquals(trained(0.3, 3), trained(1, 3))).isFalse();
  }

  private static float[][] trained(double keep, int steps) throws InterruptedException {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 8, 8));
    b.add("c", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    b.add("d", new DropPath(keep, 1), "c");
    b.add("g", GlobalPooling.AVERAGE, "d");
    b.add("out", SoftmaxOutput.of(3), "g");
    Dl4jTraining settings =
        Dl4jTraining.builder().batch(TRAINING.size()).epochs(steps).build();
    return TrainedNetwork.train(b.build(), TRAINING, settings, 3).probabilities(TEST);
  }
}
