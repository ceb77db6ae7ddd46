package org.nas4j.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.data.Dataset;
import org.nas4j.data.ImageFolder;
import org.nas4j.data.Standardisation;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.model.Model;

/** Pictures that take three times the heap of a Java of its own are trained on in it. */
class LargerThanHeapTest {

  private static final int HEAP_MEGABYTES = 64;
  private static final int PICTURES = 4_200;
  private static final Shape.Image SHAPE = Shape.image(3, 64, 64);

  @TempDir
  private Path folder;

  /** Trains in the small heap. Arguments: pictures, file of values, model, whether to search. */
  static final class Program {

    private Program() {}

    public static void main(String[] arguments) throws Exception {
      Dataset data = ImageFolder.readToDisk(Path.of(arguments[0]), SHAPE, Path.of(arguments[1]));
      Model model = Boolean.parseBoolean(arguments[3])
          ? AutoSearch.images(data).within(Duration.ofSeconds(20)).run().model()
          : train(data);
      model.save(Path.of(arguments[2]));
    }

    private static Model train(Dataset data) throws InterruptedException {
      Standardisation figures = Standardisation.fit(data);
      Architecture.Builder b = Architecture.builder(SHAPE);
      b.add("c", Convolution.of(8, Window.square(8).stride(8)).withBias(), Architecture.INPUT);
      b.add("r", Activation.RELU, "c");
      b.add("g", GlobalPooling.AVERAGE, "r");
      b.add("out", SoftmaxOutput.of(2), "g");
      TrainedNetwork network =
          TrainedNetwork.train(b.build(), figures.apply(data), Dl4jTraining.of(1), 1);
      return network
          .model()
          .scaling(figures.scaling())
          .classNames(data.classNames())
          .build();
    }
  }

  private static BufferedImage picture(boolean bright, SplittableRandom random) {
    BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      int grey = random.nextInt(128) + (bright ? 128 : 0);
      picture.setRGB(i % 8, i / 8, grey * 0x010101);
    }
    return picture;
  }

  @BeforeEach
  void writePictures() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (String name : new String[] {"bright", "dark"}) {
      Path to = Files.createDirectories(folder.resolve("pictures").resolve(name));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int i = 0; i < PICTURES / 2; i++) {
        if (i % 100 == 0) {
          bytes.reset();
          ImageIO.write(picture(name.equals("bright"), random), "png", bytes);
        }
        Files.write(to.resolve(i + ".png"), bytes.toByteArray());
      }
    }
  }

  private Model inSmallHeap(boolean search) throws IOException, InterruptedException {
    Path values = folder.resolve("pictures.values");
    Path model = folder.resolve("model.nas4j");
    Path log = folder.resolve("log.txt");
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + HEAP_MEGABYTES + "m",
            // What is native has nothing to do with the heap.
            "-Dorg.bytedeco.javacpp.maxbytes=1G",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=4G",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Program.class.getName(),
            folder.resolve("pictures").toString(),
            values.toString(),
            model.toString(),
            Boolean.toString(search))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).as(() -> read(log)).isTrue();
    assertThat(Files.size(values)).isGreaterThan(3L * HEAP_MEGABYTES * 1_000_000);
    return Model.load(model);
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void assertTellsBrightFromDark(Model model) {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 10; i++) {
      boolean bright = i % 2 == 0;
      assertThat(model.predict(picture(bright, random)).label())
          .isEqualTo(bright ? "bright" : "dark");
    }
  }

  @Test
  void trainsOnMoreThanTheHeapHolds() throws Exception {
    assertTellsBrightFromDark(inSmallHeap(false));
  }

  @Test
  @Tag("soak")
  void searchesOnMoreThanTheHeapHolds() throws Exception {
    // How much is learned is a matter of the machine: of interest is that it comes to an end.
    assertThat(inSmallHeap(true).classNames()).containsExactly("bright", "dark");
  }
}
