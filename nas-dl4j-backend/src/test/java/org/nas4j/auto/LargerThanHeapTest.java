package org.nas4j.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
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
import org.nas4j.data.Table;
import org.nas4j.data.TableTask;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.model.Model;

/** Pictures and rows that take three times the heap of a Java of its own are trained on in it. */
class LargerThanHeapTest {

  private static final int HEAP_MEGABYTES = 64;
  private static final int PICTURES = 4_200;
  private static final int ROWS = 10_000;
  private static final int COLUMNS = 200;
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

  /** Arguments: table, file of cells, model, whether to search. */
  static final class Rows {

    private Rows() {}

    public static void main(String[] arguments) throws Exception {
      Table rows = Table.readToDisk(Path.of(arguments[0]), Path.of(arguments[1]));
      Model model = Boolean.parseBoolean(arguments[3])
          ? AutoSearch.table(rows, "kind").within(Duration.ofSeconds(20)).run().model()
          : train(rows);
      model.save(Path.of(arguments[2]));
    }

    private static Model train(Table rows) throws InterruptedException {
      TableTask task = TableTask.classification(rows, "kind");
      Dataset data = task.dataset(rows);
      Standardisation figures = Standardisation.fit(data);
      Architecture.Builder b = Architecture.builder(data.shape());
      b.add("out", SoftmaxOutput.of(2), Architecture.INPUT);
      TrainedNetwork network =
          TrainedNetwork.train(b.build(), figures.apply(data), Dl4jTraining.of(1), 1);
      return network
          .model()
          .columns(task.columns())
          .scaling(figures.scaling())
          .classNames(task.classNames())
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

  /** Each number is above 0 for the one kind, and below for the other. */
  private static String row(boolean high, SplittableRandom random) {
    StringBuilder row = new StringBuilder(high ? "high" : "low");
    for (int i = 0; i < COLUMNS; i++) {
      row.append(high ? ",0." : ",-0.").append(1 + random.nextInt(9));
    }
    return row.toString();
  }

  private Path writeRows() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    Path file = folder.resolve("rows.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("kind");
      for (int i = 0; i < COLUMNS; i++) {
        out.write(",c" + i);
      }
      for (int i = 0; i < ROWS; i++) {
        out.write("\n" + row(i % 2 == 0, random));
      }
    }
    return file;
  }

  private void writePictures() throws IOException {
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

  private Model inSmallHeap(Class<?> program, Path data, boolean search)
      throws IOException, InterruptedException {
    Path values = folder.resolve("values");
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
            program.getName(),
            data.toString(),
            values.toString(),
            model.toString(),
            Boolean.toString(search))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).as(() -> read(log)).isTrue();
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

  private Model ofPictures(boolean search) throws Exception {
    writePictures();
    Model model = inSmallHeap(Program.class, folder.resolve("pictures"), search);
    assertThat(Files.size(folder.resolve("values"))).isGreaterThan(3L * HEAP_MEGABYTES * 1_000_000);
    return model;
  }

  /** As text on the heap a cell takes a hundred bytes. */
  private Model ofRows(boolean search) throws Exception {
    Path table = writeRows();
    assertThat(100L * ROWS * COLUMNS).isGreaterThan(3L * HEAP_MEGABYTES * 1_000_000);
    return inSmallHeap(Rows.class, table, search);
  }

  @Test
  void trainsOnMorePicturesThanTheHeapHolds() throws Exception {
    assertTellsBrightFromDark(ofPictures(false));
  }

  @Test
  void trainsOnMoreRowsThanTheHeapHolds() throws Exception {
    Model model = ofRows(false);
    SplittableRandom random = new SplittableRandom(9);
    for (String kind : List.of("high", "low")) {
      String[] cells = row(kind.equals("high"), random).split(",");
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < COLUMNS; i++) {
        row.put("c" + i, cells[i + 1]);
      }
      assertThat(model.predict(row).label()).isEqualTo(kind);
    }
  }

  @Test
  @Tag("soak")
  void searchesOnMoreThanTheHeapHolds() throws Exception {
    // How much is learned is a matter of the machine: of interest is that it comes to an end.
    assertThat(ofPictures(true).classNames()).containsExactly("bright", "dark");
    assertThat(ofRows(true).classNames()).containsExactly("high", "low");
  }
}
