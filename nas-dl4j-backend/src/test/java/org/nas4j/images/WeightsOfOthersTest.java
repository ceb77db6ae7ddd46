package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;

/** Weights of another network are refused, though they are as many. */
class WeightsOfOthersTest {

  private static final Activation TANH = new Activation(Activation.Function.TANH);

  @TempDir
  private Path folder;

  private static Architecture network(Activation activation, Window window) {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 6, 6));
    b.add("c", Convolution.of(4, window), Architecture.INPUT);
    b.add("a", activation, "c");
    b.add("g", GlobalPooling.AVERAGE, "a");
    b.add("o", SoftmaxOutput.of(3), "g");
    return b.build();
  }

  private Path saved(Architecture architecture) throws IOException {
    Path file = folder.resolve("best.zip");
    TrainedNetwork.of(architecture, Map.of(), 1).save(file);
    return file;
  }

  /** As the first version wrote it: without an entry of ours. */
  private Path savedByTheFirstVersion(Architecture architecture) throws IOException {
    Path file = saved(architecture);
    try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + file.toUri()), Map.of())) {
      Files.delete(zip.getPath("architecture.json"));
    }
    return file;
  }

  private static void assertRefused(Path file, Architecture other, String difference) {
    assertThatThrownBy(() -> TrainedNetwork.load(file, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The weights in [" + file + "] are of another architecture: ")
        .hasMessageContaining(difference)
        .hasMessageContaining("\nMaybe read the architecture that was saved beside them.");
  }

  @Test
  void anotherActivationIsNamed() throws IOException {
    Architecture tanh = network(TANH, Window.square(3));
    assertRefused(
        saved(network(Activation.RELU, Window.square(3))),
        tanh,
        "node [a] is [" + Activation.RELU + "] there and [" + TANH + "] here");
  }

  @Test
  void aTransposedKernelIsNamed() throws IOException {
    Path file = saved(network(Activation.RELU, Window.of(3, 5)));
    assertRefused(file, network(Activation.RELU, Window.of(5, 3)), "node [c] is [");
  }

  @Test
  void withoutTheArchitectureTheConfigurationTells() throws IOException {
    Path file = savedByTheFirstVersion(network(Activation.RELU, Window.of(3, 5)));
    assertRefused(
        file,
        network(Activation.RELU, Window.of(5, 3)),
        "vertices/c/layerConf/layer/kernelSize is [[3,5]] there and [[5,3]] here");
    assertRefused(
        file,
        network(TANH, Window.of(3, 5)),
        "vertices/a/layerConf/layer/activationFn/@class is [");
  }

  @Test
  void itsOwnAreRead() throws IOException {
    Architecture architecture = network(Activation.RELU, Window.of(3, 5));
    TrainedNetwork network = TrainedNetwork.of(architecture, Map.of(), 1);
    for (Path file : new Path[] {saved(architecture), savedByTheFirstVersion(architecture)}) {
      Map<String, WeightArray> read = TrainedNetwork.load(file, architecture).weights();
      assertThat(read).containsOnlyKeys(network.weights().keySet());
      network
          .weights()
          .forEach((name, array) -> assertThat(read.get(name).values()).isEqualTo(array.values()));
    }
  }
}
