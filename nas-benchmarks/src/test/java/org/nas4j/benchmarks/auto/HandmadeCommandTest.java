package org.nas4j.benchmarks.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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
    StringWriter out = new StringWriter();
    int status = new CommandLine(new Benchmarks())
        .setOut(new PrintWriter(out))
        .execute("handmade", "--table=" + table, "--target=kind", "--seconds=1", "--seeds=1");
    assertThat(status).isZero();
    Matcher seed = SEED.matcher(out.toString());
    assertThat(seed.find()).as(out.toString()).isTrue();
    assertThat(List.of(seed.group(1), seed.group(2)))
        .allSatisfy(each -> assertThat(Double.parseDouble(each)).isGreaterThan(0.9));
    assertThat(out.toString()).contains("difference: median ");
  }
}
