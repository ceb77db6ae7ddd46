package org.nas4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.engine.SearchResult;
import org.nas4j.search.Outcome;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.Trial;

/** The format of Optuna 5.0's {@code JournalFileBackend}, which was opened with Optuna once. */
class OptunaJournalTest {

  @TempDir
  private Path folder;

  private List<JsonNode> lines(Path journal) throws IOException {
    Path out = folder.resolve("optuna.log");
    OptunaJournal.write("mine", journal, out);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(out)) {
      lines.add(new JsonMapper().readTree(line));
    }
    return lines;
  }

  @Test
  void writesEveryTrialWithItsAskedDecisions() throws IOException {
    Path journal = folder.resolve("run.jsonl");
    ReportedSearch.search(120, new RandomSearch()).store(journal).run();
    List<JsonNode> lines = lines(journal);
    List<Trial> trials = SearchResult.read(journal).trials();
    assertThat(lines).hasSize(trials.size() + 1);
    assertThat(lines.get(0).toString())
        .isEqualTo(
            "{\"op_code\":0,\"worker_id\":\"nas4j\",\"study_name\":\"mine\",\"directions\":[2]}");
    for (int i = 0; i < trials.size(); i++) {
      JsonNode line = lines.get(i + 1);
      Trial trial = trials.get(i);
      assertThat(line.get("op_code").asInt()).isEqualTo(4);
      assertThat(line.get("params")).hasSize(trial.genotype().size());
      assertThat(line.at("/params/cell kind").asInt())
          .isEqualTo(trial.genotype().genes().get(0).option());
      boolean scored = trial.outcome() instanceof Outcome.Scored;
      assertThat(line.get("state").asInt()).isEqualTo(scored ? 1 : 3);
      assertThat(line.has("values")).isEqualTo(scored);
      if (scored) {
        assertThat(line.at("/values/0").asDouble())
            .isEqualTo(trial.outcome().reward().orElseThrow());
        assertThat(line.at("/intermediate_values")).hasSize(10);
      }
    }
    assertThat(lines.get(1).at("/distributions/cell kind").asText())
        .isEqualTo("{\"name\":\"CategoricalDistribution\",\"attributes\":{\"choices\":"
            + "[\"chain\",\"tree\",\"mesh\"]}}");
  }

  @Test
  void saysWhatWentWrong() throws IOException {
    Path journal = folder.resolve("run.jsonl");
    ReportedSearch.search(400, new RandomSearch()).store(journal).run();
    assertThat(lines(journal).toString())
        .contains("\"reason\":\"too large\"", "\"reason\":\"IllegalStateException\"")
        .contains("The loss is not finite after step [3].");
  }
}
