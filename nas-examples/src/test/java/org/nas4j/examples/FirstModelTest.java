package org.nas4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program that the README begins with, in a folder of its own. */
@Timeout(180)
class FirstModelTest {

  private static final Pattern MILES = Pattern.compile("Miles per gallon: ([0-9.]+)");

  @TempDir
  private Path folder;

  private void writeCars() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    List<String> lines = new ArrayList<>(List.of("mpg,weight,origin"));
    for (int i = 0; i < 200; i++) {
      double tons = 1 + random.nextDouble();
      boolean japan = random.nextBoolean();
      double mpg = 45 - 15 * tons + (japan ? 6 : 0);
      lines.add(String.format(Locale.ROOT, "%.2f,%.3f,%s", mpg, tons, japan ? "Japan" : "USA"));
    }
    Files.write(folder.resolve("cars.csv"), lines);
  }

  @Test
  void runsAsItStandsInTheReadme() throws IOException, InterruptedException {
    writeCars();
    Path output = folder.resolve("output");
    Process program = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx600m",
            "-cp",
            System.getProperty("java.class.path"),
            FirstModel.class.getName(),
            "PT3S")
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(output);
    assertThat(program.exitValue()).as(said).isZero();
    Matcher miles = MILES.matcher(said);
    assertThat(miles.find()).as(said).isTrue();
    assertThat(Double.parseDouble(miles.group(1))).isBetween(20.0, 42.0);
    assertThat(folder.resolve("cars.nas4j")).exists();
    assertThat(folder.resolve("cars-search").resolve("best-so-far.nas4j")).exists();
  }
}
