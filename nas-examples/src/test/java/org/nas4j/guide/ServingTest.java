package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.exchange.OnnxModel;
import org.nas4j.images.JavaSource;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.model.Model;
import org.nas4j.model.Prediction;

/** docs/guide/serving.md. */
class ServingTest {

  @TempDir
  private Path folder;

  // region: network
  /** Stands for the one that a search has found. */
  static TrainedNetwork network() {
    Architecture.Builder network = Architecture.builder(Shape.image(3, 8, 8));
    network.add("conv", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    network.add("mean", GlobalPooling.AVERAGE, "conv");
    return TrainedNetwork.of(
        network.build(network.add("out", SoftmaxOutput.of(2), "mean")), Map.of(), 1);
  }

  // end region

  @Test
  void predictsFromAPicture() throws Exception {
    // region: save
    Path file = folder.resolve("pets.nas4j");
    TrainedNetwork network = network();
    network.model().classNames(List.of("cat", "dog")).build().save(file);
    // end region
    // region: predict
    BufferedImage picture = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
    Model model = Model.load(file);
    Prediction prediction = model.predict(picture);
    String answer = prediction.label() + " with probability " + prediction.probability();
    // end region
    assertThat(answer).matches("(cat|dog) with probability 0[.]\\d+");
  }

  @Test
  void runsElsewhere() throws Exception {
    // region: elsewhere
    TrainedNetwork network = network();
    OnnxModel.write(network.architecture(), network.weights(), folder.resolve("best.onnx"));
    network.save(folder.resolve("best.zip"));
    JavaSource.write(network.architecture(), "org.example.Best", folder.resolve("Best.java"));
    // end region
    assertThat(folder.resolve("best.onnx")).isNotEmptyFile();
    assertThat(folder.resolve("best.zip")).isNotEmptyFile();
    assertThat(folder.resolve("Best.java")).content().startsWith("package org.example;");
  }
}
