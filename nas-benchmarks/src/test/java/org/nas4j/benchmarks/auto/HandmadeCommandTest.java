package org.nas4j.benchmarks.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.benchmarks.Benchmarks;
import picocli.CommandLine;

/** What one call finds, and the network written by hand. */
class HandmadeCommandTest {

  private static final Pattern SEED =
      Pattern.compile("seed 1: found (0\\.\\d{4}|1\\.0000), by hand (0\\.\\d{4}|1\\.0000)");

  @Test
  void bothLearnRowsThatCanBeTold(@TempDir Path folder) throws Exception {
    List<String> lines = new ArrayList<>(List.of("kind,a,b"));
    for (int i = 0; i < 200; i++) {
      lines.add((i % 2 == 0 ? "even" : "odd") + "," + (i % 2 + i % 7 / 20.0) + "," + i % 5);
    }
    Path table = Files.write(folder.resolve("rows.csv"), lines);
    assertThat(found("--table=" + table, "--target=kind"))
        .allSatisfy(each -> assertThat(each).isGreaterThan(0.9));
  }

  @Test
  void bothLearnImagesThatCanBeTold(@TempDir Path folder) throws Exception {
    write(folder, "train", 200);
    write(folder, "t10k", 50);
    assertThat(found("--images=" + folder, "--examples=200"))
        .allSatisfy(each -> assertThat(each).isGreaterThan(0.9));
  }

  /** Of one seed, first what one call found. */
  private static List<Double> found(String... source) {
    List<String> arguments = new ArrayList<>(List.of("handmade", "--seconds=1", "--seeds=1"));
    arguments.addAll(List.of(source));
    StringWriter out = new StringWriter();
    int status = new CommandLine(new Benchmarks())
        .setOut(new PrintWriter(out))
        .execute(arguments.toArray(String[]::new));
    assertThat(status).isZero();
    assertThat(out.toString()).contains("difference: median ");
    Matcher seed = SEED.matcher(out.toString());
    assertThat(seed.find()).as(out.toString()).isTrue();
    return List.of(Double.parseDouble(seed.group(1)), Double.parseDouble(seed.group(2)));
  }

  /** Images of 8×8 pixels, of which the upper or the lower half is bright, as MNIST's files. */
  private static void write(Path folder, String name, int count) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + 64 * count)
        .putInt(0x803)
        .putInt(count)
        .putInt(8)
        .putInt(8);
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < 64; j++) {
        images.put((byte) ((j < 32 == (i % 2 == 0) ? 200 : 0) + (7 * i + 3 * j) % 50));
      }
      labels.put((byte) (i % 2));
    }
    Files.write(folder.resolve(name + "-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve(name + "-labels-idx1-ubyte"), labels.array());
  }
}
