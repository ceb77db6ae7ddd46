package org.nas4j.dl4j.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.store.MalformedWeightsException;

/** A model file that was changed is read as it was, or refused: it never ends the machine. */
@Timeout(300)
class HostileModelFilesTest {

  private static final int CHANGES = 2_000;
  private static final int WEIGHTS = 4 * 5 + 5 + 5 * 3 + 3;

  /** Where the header of the vector's values tells how many there are. */
  private static final int COUNT_AT = 0x62;

  private static final int VALUES_AT = 0x71;

  @TempDir
  private Path folder;

  private Path file;
  private byte[] good;
  private float[] weights;
  private GraphPlan plan;

  private static Architecture architecture() {
    Architecture.Builder b = Architecture.builder(Shape.vector(4));
    b.add("d", new Dense(5, true), Architecture.INPUT);
    b.add("o", SoftmaxOutput.of(3), "d");
    return b.build();
  }

  @BeforeEach
  void save() throws IOException {
    file = folder.resolve("model.zip");
    plan = GraphPlan.of(architecture(), new org.nd4j.linalg.learning.config.Adam(0.1));
    NetworkSettings settings = new NetworkSettings(
        1,
        new Optimizer(Optimizer.Method.ADAM, 0.9, 0.999, 1e-8, Double.POSITIVE_INFINITY),
        0,
        0,
        1);
    try (GraphNetwork network = GraphNetwork.open(architecture(), settings)) {
      network.save(file);
    }
    good = Files.readAllBytes(file);
    weights = read();
  }

  private float[] read() throws IOException {
    assertThat(plan.weights(architecture())).isEqualTo(WEIGHTS);
    return ModelFile.read(file, architecture(), plan.configuration(), WEIGHTS);
  }

  @Test
  void whateverIsChangedIsReadAsItWasOrRefused() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int i = 0; i < CHANGES; i++) {
      byte[] changed = good.clone();
      int at = random.nextInt(good.length);
      if (i % 4 == 0) {
        changed = Arrays.copyOf(changed, at);
      } else {
        changed[at] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, changed);
      try {
        assertThat(read()).as("change %d at %d", i, at).isEqualTo(weights);
      } catch (IOException | IllegalArgumentException e) {
        assertThat(e).hasMessageContaining(file.toString());
        refused++;
      }
    }
    assertThat(refused).isBetween(CHANGES / 2, CHANGES - 1);
  }

  private Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(good))) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        entries.put(each.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  /** With checksums that fit, as one who means harm would make it. */
  private void write(String name, byte[] content) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put(name, content);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
    Files.write(file, bytes.toByteArray());
  }

  private void writeCoefficients(int at, long value) throws IOException {
    byte[] content = entries().get(ModelSerializer.COEFFICIENTS_BIN);
    ByteBuffer.wrap(content).putLong(at, value);
    write(ModelSerializer.COEFFICIENTS_BIN, content);
  }

  @Test
  void aNumberOfWeightsIsComparedBeforeMemoryIsTaken() throws IOException {
    byte[] content = entries().get(ModelSerializer.COEFFICIENTS_BIN);
    assertThat(ByteBuffer.wrap(content).getLong(COUNT_AT)).isEqualTo(WEIGHTS);
    for (long count : new long[] {Long.MAX_VALUE, -1, 0, WEIGHTS + 1, 1L << 33}) {
      writeCoefficients(COUNT_AT, count);
      assertThatThrownBy(this::read)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("There are [" + count + "] weights in [" + file + "], but the network has ["
              + WEIGHTS + "].\nMaybe they belong to another architecture.");
    }
  }

  @Test
  void weightsThatAreNoNumbersAreRefused() throws IOException {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      byte[] content = entries().get(ModelSerializer.COEFFICIENTS_BIN);
      ByteBuffer.wrap(content).putFloat(VALUES_AT + 4 * 7, value);
      write(ModelSerializer.COEFFICIENTS_BIN, content);
      assertThatThrownBy(this::read)
          .isInstanceOf(MalformedWeightsException.class)
          .hasMessageContaining("a weight in it is no finite number");
    }
  }

  @Test
  void whatDoesNotEndWhereItShouldIsRefused() throws IOException {
    byte[] bomb = new byte[100 << 20];
    Arrays.fill(bomb, (byte) ' ');
    for (String name : new String[] {ModelSerializer.CONFIGURATION_JSON, ModelFile.ARCHITECTURE}) {
      write(name, bomb);
      assertThatThrownBy(this::read)
          .isInstanceOf(MalformedWeightsException.class)
          .hasMessageContaining("[" + name + "] is longer");
    }
    byte[] content = entries().get(ModelSerializer.COEFFICIENTS_BIN);
    write(ModelSerializer.COEFFICIENTS_BIN, Arrays.copyOf(content, 50 << 20));
    assertThatThrownBy(this::read)
        .isInstanceOf(MalformedWeightsException.class)
        .hasMessageContaining("[" + ModelSerializer.COEFFICIENTS_BIN + "] is longer");
  }

  @Test
  void aDescriptionThatNestsWithoutEndIsRefused() throws IOException {
    byte[] deep = "[".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    write(ModelSerializer.CONFIGURATION_JSON, deep);
    assertThatThrownBy(this::read)
        .isInstanceOf(MalformedWeightsException.class)
        .hasMessageContaining("its configuration is no JSON");
  }
}
