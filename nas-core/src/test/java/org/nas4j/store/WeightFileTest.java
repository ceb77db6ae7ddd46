package org.nas4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.arch.WeightArray;

/** The format byte by byte, and what is said of files that claim what cannot be. */
class WeightFileTest {

  /** One array w of shape [1, 2] with 1 and -2.5, put together by another program. */
  private static final String PUBLISHED = "4e4153344a575431" + "00000001" + "000177" + "02"
      + "00000001" + "00000002" + "3f800000" + "c0200000" + "bdc27d1c";

  @TempDir
  Path folder;

  private interface Content {
    void writeTo(DataOutputStream out) throws IOException;
  }

  /** A file with the right beginning and checksum, whatever lies between. */
  private Path file(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeBytes("NAS4JWT1");
    content.writeTo(out);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.toByteArray());
    out.writeInt((int) checksum.getValue());
    return Files.write(folder.resolve("made.weights"), bytes.toByteArray());
  }

  private static void array(DataOutputStream out, String name, int... shape) throws IOException {
    out.writeUTF(name);
    out.writeByte(shape.length);
    for (int size : shape) {
      out.writeInt(size);
    }
  }

  private static void assertRefused(Path file, String fault) {
    assertThatThrownBy(() -> WeightFile.read(file))
        .isInstanceOf(MalformedWeightsException.class)
        .hasMessage("The file [" + file + "] cannot be read as weights: " + fault
            + ".\nMaybe it was cut off when it was copied, or is another file.");
  }

  @Test
  void writesThePublishedFormat() throws IOException {
    Path file = folder.resolve("a.weights");
    WeightFile.write(file, Map.of("w", WeightArray.of(List.of(1, 2), new float[] {1, -2.5f})));
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file))).isEqualTo(PUBLISHED);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void readsThePublishedFormat() throws IOException {
    Path file = Files.write(folder.resolve("a.weights"), HexFormat.of().parseHex(PUBLISHED));
    Map<String, WeightArray> weights = WeightFile.read(file);
    assertThat(weights).containsOnlyKeys("w");
    assertThat(weights.get("w").shape()).containsExactly(1, 2);
    assertThat(weights.get("w").values()).containsExactly(1, -2.5f);
  }

  @Test
  void keepsNoneOneAndManyArraysOfUpToEightSizes() throws IOException {
    Path file = folder.resolve("a.weights");
    WeightFile.write(file, Map.of());
    assertThat(WeightFile.read(file)).isEmpty();
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    weights.put("z", WeightArray.of(List.of(1, 1, 1, 1, 1, 1, 1, 2), new float[] {3, 4}));
    weights.put("a", WeightArray.of(List.of(8_193), numbers(8_193)));
    WeightFile.write(file, weights);
    Map<String, WeightArray> read = WeightFile.read(file);
    assertThat(read.keySet()).containsExactly("z", "a");
    assertThat(read.get("z").shape()).containsExactly(1, 1, 1, 1, 1, 1, 1, 2);
    assertThat(read.get("z").values()).containsExactly(3, 4);
    assertThat(read.get("a").values()).isEqualTo(numbers(8_193));
  }

  private static float[] numbers(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return values;
  }

  @Test
  void refusesOtherFiles() throws IOException {
    byte[] bytes = HexFormat.of().parseHex(PUBLISHED);
    bytes[7]++;
    assertRefused(
        Files.write(folder.resolve("b.weights"), bytes),
        "it does not begin like a file of weights");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void refusesWhateverFollowsTheChecksum(int more) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(PUBLISHED + "0" + more);
    assertRefused(
        Files.write(folder.resolve("b.weights"), bytes), "its checksum does not fit its content");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, 17})
  void refusesCountsOfArraysThatCannotBe(int count) throws IOException {
    assertRefused(file(out -> out.writeInt(count)), "it claims to hold [" + count + "] arrays");
  }

  @Test
  void refusesANameTwice() throws IOException {
    assertRefused(
        file(out -> {
          out.writeInt(2);
          for (int i = 0; i < 2; i++) {
            array(out, "w", 1);
            out.writeFloat(1);
          }
        }),
        "it holds [w] twice");
  }

  @Test
  void refusesMoreThanEightSizes() throws IOException {
    assertRefused(
        file(out -> {
          out.writeInt(1);
          array(out, "w", 1, 1, 1, 1, 1, 1, 1, 1, 1);
          out.writeFloat(1);
        }),
        "array [w] claims to have [9] sizes");
  }

  /** The file has 32 bytes, of which 4 are the checksum's: 7 floats at most. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 8, 9, 100, Integer.MAX_VALUE})
  void refusesSizesThatCannotBe(int size) throws IOException {
    Path file = file(out -> {
      out.writeInt(1);
      array(out, "w", size);
      out.writeLong(0);
    });
    assertThat(Files.size(file)).isEqualTo(32);
    assertRefused(file, "array [w] of shape [" + size + "] cannot be in so small a file");
  }

  @Test
  void comparesSizesWithWhatEarlierArraysLeave() throws IOException {
    assertRefused(
        file(out -> {
          out.writeInt(2);
          array(out, "v", 1_000);
          out.write(new byte[4_000]);
          array(out, "w", 100);
          out.writeInt(0);
        }),
        "array [w] of shape [100] cannot be in so small a file");
  }

  @Test
  void saysThatAFileEndsTooEarly() throws IOException {
    byte[] bytes = HexFormat.of().parseHex(PUBLISHED);
    assertRefused(
        Files.write(folder.resolve("b.weights"), Arrays.copyOf(bytes, 20)),
        "it ends too early, after [20] bytes");
  }
}
