package org.nas4j.benchmarks.net2net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.Dl4jTraining;
import org.nas4j.dl4j.TrainedNetwork;
import picocli.CommandLine;

class Net2NetCommandTest {

  private static final int COUNT = 120;
  private static final int SIDE = 8;

  @TempDir
  private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Image i has a lit row or column, by its class. */
  private static int pixel(int label, int at, int place) {
    boolean lit = label == 0 ? place / SIDE == at : place % SIDE == at;
    return lit ? 255 : 0;
  }

  private void writeImages() throws IOException {
    ByteArrayOutputStream images = new ByteArrayOutputStream();
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    DataOutputStream image = new DataOutputStream(images);
    DataOutputStream label = new DataOutputStream(labels);
    SplittableRandom random = new SplittableRandom(1);
    for (int header : new int[] {2051, COUNT, SIDE, SIDE}) {
      image.writeInt(header);
    }
    label.writeInt(2049);
    label.writeInt(COUNT);
    for (int i = 0; i < COUNT; i++) {
      label.writeByte(i % 2);
      int at = random.nextInt(SIDE);
      for (int j = 0; j < SIDE * SIDE; j++) {
        image.writeByte(Math.max(random.nextInt(60), pixel(i % 2, at, j)));
      }
    }
    Files.write(folder.resolve("train-images-idx3-ubyte"), images.toByteArray());
    Files.write(folder.resolve("train-labels-idx1-ubyte"), labels.toByteArray());
  }

  @Test
  void writesACurveForEachStart() throws IOException {
    writeImages();
    int exitCode = new CommandLine(new Net2NetCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(
            "--data=" + folder,
            "--out=" + folder,
            "--training=90",
            "--validation=30",
            "--filters=2",
            "--teacher-epochs=1",
            "--epochs=2",
            "--seeds=2");
    assertThat(err.toString()).isEmpty();
    assertThat(exitCode).isIn(0, 1);
    assertThat(out.toString()).contains("teacher after 1 epochs", "NET2NET", "SCRATCH");
    List<String> lines = Files.readAllLines(folder.resolve("net2net.csv"));
    assertThat(lines.get(0)).isEqualTo("start,seed,epoch,accuracy,loss");
    assertThat(lines).hasSize(1 + Start.values().length * 2 * 3);
  }

  @Test
  void onlyTheNet2NetStudentStartsAsItsTeacher() throws InterruptedException {
    Dataset probes = probes();
    Dl4jTraining settings = Dl4jTraining.of(1);
    TrainedNetwork teacher =
        TrainedNetwork.train(Student.teacher(probes.shape(), 2, 4), probes, settings, 1);
    for (Start start : Start.values()) {
      TrainedNetwork student = Student.of(start, teacher, probes, settings, 2);
      double apart = teacher.largestDifference(student, probes);
      if (start == Start.NET2NET) {
        assertThat(apart).isLessThan(0.02);
      } else {
        assertThat(apart).isGreaterThan(0.05);
      }
    }
  }

  private static Dataset probes() {
    SplittableRandom random = new SplittableRandom(3);
    float[][] rows = new float[64][SIDE * SIDE];
    int[] labels = new int[64];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i % 2;
      int at = random.nextInt(SIDE);
      for (int j = 0; j < SIDE * SIDE; j++) {
        rows[i][j] = pixel(labels[i], at, j) / 255f + 0.2f * random.nextFloat();
      }
    }
    return Dataset.of(Shape.image(1, SIDE, SIDE), 2, rows, labels);
  }
}
