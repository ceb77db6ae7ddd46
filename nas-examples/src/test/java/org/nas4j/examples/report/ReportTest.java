package org.nas4j.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.examples.cli.Terminal;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.search.StopRule;
import org.nas4j.spaces.ChainSpace;

class ReportTest {

  private final Terminal terminal = new Terminal();

  @TempDir
  private Path folder;

  private SearchResult<Architecture> search(Path journal, long seed) throws IOException {
    Files.createDirectories(journal.getParent());
    return NasSearch.builder(ChainSpace.of(Shape.image(1, 8, 8), 3))
        .evaluator((candidate, context) -> Evaluation.of(
            Metric.VALIDATION_ACCURACY, 1.0 / candidate.architecture().cost().parameters()))
        .stopAfter(StopRule.trials(5))
        .seed(seed)
        .store(journal)
        .run();
  }

  private int run(String... arguments) {
    return terminal.program().run(Report::new, arguments);
  }

  @Test
  void makesAPageOfJournalsAndArchitectures() throws IOException {
    Path first = folder.resolve("a/search.jsonl");
    Path second = folder.resolve("b/search.jsonl");
    search(first, 1);
    SearchResult<Architecture> result = search(second, 2);
    Path drawn = folder.resolve("best.json");
    ArchitectureJson.write(result.best().orElseThrow().architecture(), drawn);
    Path page = folder.resolve("pages/page.html");
    assertThat(run(
            "--journal",
            first.toString(),
            second.toString(),
            "--architecture",
            drawn.toString(),
            "--out",
            page.toString()))
        .isZero();
    assertThat(terminal.output()).startsWith(page.toString()).contains("MB");
    assertThat(Files.readString(page))
        .contains("\"name\":\"" + first, "\"name\":\"" + second)
        .contains("\"caption\":\"best.json\"");
  }

  @Test
  void saysWhatIsWrongInOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "no journal\n");
    assertThat(
            run("--journal", file.toString(), "--out", folder.resolve("x.html").toString()))
        .isEqualTo(1);
    assertThat(terminal.errors()).startsWith("report: ").contains("notes.txt").hasLineCount(1);
    assertThat(folder.resolve("x.html")).doesNotExist();
    assertThat(run()).isEqualTo(2);
  }
}
