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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.morphism.WeightedArchitecture;
import org.nas4j.space.Genotype;
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
    assertThat(lines.get(0)).isEqualTo("growth,start,seed,epoch,accuracy,loss");
    assertThat(lines).hasSize(1 + Growth.values().length * (5 * 1 + 2) * 2);
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheNet2NetStudentStartsAsItsTeacher(Growth growth) throws InterruptedException {
    Dataset probes = probes();
    Architecture small = Growth.teacher(probes.shape(), 2, 4);
    TrainedNetwork teacher = TrainedNetwork.train(small, probes, Dl4jTraining.of(2), 1);
    Architecture large = growth
        .grow(new WeightedArchitecture(small, teacher.weights()), new SplittableRandom(2))
        .architecture();
    for (Start start : Start.values()) {
      var weights = new Student(small, growth, start)
          .inherit(Genotype.EMPTY, large, teacher.weights(), new SplittableRandom(3));
      double apart = teacher.largestDifference(TrainedNetwork.of(large, weights, 4), probes);
      if (start == Start.NET2NET || start == Start.NET2NET_LOW_RATE) {
        assertThat(apart).isLessThan(0.02);
      } else {
        assertThat(apart).as(start.name()).isGreaterThan(0.05);
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
