package org.nas4j.benchmarks.eas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Shape;
import org.nas4j.internal.testdata.SharedData;
import picocli.CommandLine;

class EasCommandTest {

  @TempDir
  private Path folder;

  private int run(StringWriter out, String... more) {
    String[] arguments = {"--data", SharedData.path("mnist").toString(), "--out", folder.toString()
    };
    CommandLine line = new CommandLine(new EasCommand()).setOut(new PrintWriter(out));
    return line.execute(Stream.of(arguments, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  @Test
  void comparesPairsAndSearches() throws Exception {
    StringWriter out = new StringWriter();
    int status = run(
        out,
        "--training=400",
        "--validation=200",
        "--start-epochs=3",
        "--epochs=1",
        "--children=2",
        "--trials=2",
        "--seeds=1",
        "--rate=0.01");
    assertThat(status).isBetween(0, 1);
    assertThat(Files.readAllLines(folder.resolve("eas.csv"))).hasSize(3);
    assertThat(out.toString())
        .contains("start: ", "children that are better", " of 2; medians ", "seed 1, 2 children");
  }

  @Test
  void countsWins() {
    assertThat(Pair.wins(List.of(new Pair(1, 0.9, 0.8), new Pair(1, 0.8, 0.8)))).isOne();
    assertThat(EasVariant.DENSE.space(Shape.image(1, 8, 8), 3).settings())
        .containsEntry("method", "DENSE");
  }

  /** The 20 children of the acceptance check. */
  @Test
  @Tag("benchmark")
  void fourOfFiveChildrenAreBetterThanFromScratch() {
    for (String skeleton : List.of("PLAIN", "DENSE")) {
      assertThat(run(new StringWriter(), "--skeleton=" + skeleton)).as(skeleton).isZero();
    }
  }
}
