package org.nas4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.spaces.ChainSpace;

/** What the page holds, read back as the browser reads it. */
class SearchReportTest {

  private static final Path FIXTURES = Path.of("src/test/resources/first-version/journals");

  @TempDir
  private Path folder;

  private static String page(SearchReport.Builder report) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    report.build().writeTo(bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The one element of an id. */
  private static String element(String page, String id) {
    Matcher matcher = Pattern.compile(
            "<(script|template)[^>]* id=\"" + id + "\">(.*?)</\\1>", Pattern.DOTALL)
        .matcher(page);
    assertThat(matcher.find()).as(id).isTrue();
    return matcher.group(2);
  }

  private static JsonNode json(String page) throws IOException {
    return new JsonMapper().readTree(element(page, "report"));
  }

  private static double[] doubles(String page, int run, String column) throws IOException {
    byte[] packed = Base64.getDecoder().decode(element(page, "run-" + run));
    byte[] bytes = new InflaterInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    for (JsonNode each : json(page).at("/runs/" + run + "/columns")) {
      if (each.get("name").asText().equals(column)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[each.get("n").asInt()];
        for (int i = 0; i < values.length; i++) {
          values[i] = switch (each.get("type").asText()) {
            case "f64" -> buffer.getDouble(each.get("at").asInt() + 8 * i);
            case "f32" -> buffer.getFloat(each.get("at").asInt() + 4 * i);
            case "i32" -> buffer.getInt(each.get("at").asInt() + 4 * i);
            case "u16" -> buffer.getChar(each.get("at").asInt() + 2 * i);
            default -> buffer.get(each.get("at").asInt() + i) & 0xFF;
          };
        }
        return values;
      }
    }
    throw new AssertionError("no column " + column);
  }

  private Path journal(String name, long trials) {
    Path file = folder.resolve(name + ".jsonl");
    ReportedSearch.search(trials, new RandomSearch()).store(file).run();
    return file;
  }

  @Test
  void holdsEveryTrialOfAJournal() throws IOException {
    Path journal = journal("run", 60);
    List<Trial> trials = SearchResult.read(journal).trials();
    String page = page(SearchReport.builder().run("mine", journal));
    assertThat(doubles(page, 0, "id"))
        .containsExactly(trials.stream().mapToDouble(Trial::id).toArray());
    assertThat(doubles(page, 0, "reward"))
        .containsExactly(trials.stream()
            .mapToDouble(trial -> trial.outcome().reward().orElse(Double.NaN))
            .toArray());
    assertThat(doubles(page, 0, "metric1"))
        .containsExactly(trials.stream()
            .mapToDouble(trial -> trial
                .outcome()
                .figures()
                .map(figures -> figures.get(Metric.PARAMETERS))
                .orElse(Double.NaN))
            .toArray());
    JsonNode run = json(page).at("/runs/0");
    assertThat(run.get("name").asText()).isEqualTo("mine");
    assertThat(run.at("/metrics/1/name").asText()).isEqualTo("parameters");
    assertThat(run.at("/metrics/1/maximize").asBoolean(true)).isFalse();
  }

  @Test
  void namesOptionsByTheirTexts() throws IOException {
    Path journal = journal("run", 60);
    String page = page(SearchReport.builder().run("mine", journal));
    JsonNode decision = json(page).at("/runs/0/decisions/0");
    assertThat(decision.get("name").asText()).isEqualTo("cell kind");
    assertThat(decision.get("options").toString()).isEqualTo("[\"chain\",\"tree\",\"mesh\"]");
    double[] cells = doubles(page, 0, "decision0");
    List<Trial> trials = SearchResult.read(journal).trials();
    for (int i = 0; i < cells.length; i++) {
      assertThat(cells[i]).isEqualTo(trials.get(i).genotype().genes().get(0).option() + 1.0);
    }
  }

  @Test
  void aDecisionThatWasNotAskedIsZero() throws IOException {
    Path journal = journal("run", 60);
    String page = page(SearchReport.builder().run("mine", journal));
    JsonNode decisions = json(page).at("/runs/0/decisions");
    for (int i = 0; i < decisions.size(); i++) {
      if (decisions.get(i).get("name").asText().equals("kernel #4")) {
        double[] fourth = doubles(page, 0, "decision" + i);
        double[] kinds = doubles(page, 0, "decision0");
        for (int row = 0; row < kinds.length; row++) {
          assertThat(fourth[row] == 0).isEqualTo(kinds[row] == 1);
        }
        return;
      }
    }
    throw new AssertionError("no fourth kernel");
  }

  @Test
  void keepsCurvesAndWhenTrialsRan() throws IOException {
    Path journal = journal("run", 30);
    String page = page(SearchReport.builder().run("mine", journal));
    Trial first = SearchResult.read(journal).trials().get(0);
    Evaluation figures = first.outcome().figures().orElseThrow();
    double[] curve = doubles(page, 0, "curve0");
    assertThat(doubles(page, 0, "curveEnd0")[0]).isEqualTo(10);
    for (int step = 0; step < 10; step++) {
      assertThat(curve[step])
          .isCloseTo(figures.history(Metric.VALIDATION_ACCURACY).get(step), within(1e-6));
    }
    double[] starts = doubles(page, 0, "start");
    double[] ends = doubles(page, 0, "end");
    for (int i = 0; i < starts.length; i++) {
      assertThat(Double.isNaN(starts[i]) || starts[i] <= ends[i]).isTrue();
    }
  }

  /** Messages and names that would be markup, were they not texts. */
  @Test
  void takesNoTextOfARunForMarkup() throws IOException {
    Path journal = journal("run", 400);
    String page = page(SearchReport.builder()
        .title("<script>alert(0)</script>{{data}}")
        .run("</script>", journal));
    assertThat(json(page).at("/runs/0/messages").toString()).contains("</script><img src=x");
    assertThat(json(page).at("/runs/0/decisions").toString()).contains("<b>skip</b>");
    assertThat(page).doesNotContain("<img", "<b>skip", "<script>alert");
    assertThat(page).contains("<h1>&lt;script&gt;alert(0)&lt;/script&gt;&#123;&#123;data}}</h1>");
    assertThat(Pattern.compile("<script").matcher(page).results().count()).isEqualTo(3);
  }

  @Test
  void letsNoOtherScriptRunAndFetchesNothing() throws Exception {
    String page = page(SearchReport.builder().run("mine", journal("run", 5)));
    String script = page.substring(
        page.lastIndexOf("<script>") + "<script>".length(), page.lastIndexOf("</script>"));
    byte[] digest = java.security.MessageDigest.getInstance("SHA-256")
        .digest(script.getBytes(StandardCharsets.UTF_8));
    assertThat(page)
        .contains("default-src 'none'")
        .contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'")
        .doesNotContain("http://localhost", "https://", "src=", "@import", "url(http");
  }

  static Stream<Path> fixtures() throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void showsJournalsOfTheFirstVersion(Path journal) throws IOException {
    String page = page(SearchReport.builder().run("old", journal));
    SearchResult<?> result = SearchResult.read(journal);
    assertThat(doubles(page, 0, "id")).hasSize(result.trials().size());
    assertThat(json(page).at("/runs/0/decisions/0/options")).isEmpty();
  }

  @Test
  void showsARunThatGoesOn() throws IOException {
    Path whole = journal("whole", 20);
    List<String> lines = Files.readAllLines(whole);
    int started = 0;
    for (int i = 0; i < lines.size(); i++) {
      started = lines.get(i).startsWith("{\"event\":\"start\",\"id\":11,") ? i : started;
    }
    Path cut = folder.resolve("cut.jsonl");
    Files.writeString(cut, String.join("\n", lines.subList(0, started + 4)) + "\n{\"event\":\"rep");
    JsonNode run = json(page(SearchReport.builder().run("cut", cut))).at("/runs/0");
    assertThat(run.get("ended").asBoolean(true)).isFalse();
    assertThat(run.get("running")).hasSize(1);
    assertThat(run.at("/running/0/id").asLong()).isEqualTo(11);
    assertThat(run.at("/running/0/steps").asInt()).isEqualTo(3);
    assertThat(run.at("/running/0/curves/validationAccuracy")).hasSize(3);
  }

  @Test
  void comparesRunsWithAndWithoutJournal() throws IOException {
    SearchResult<ReportedSearch.Point> result =
        ReportedSearch.search(12, new RandomSearch()).run();
    String page =
        page(SearchReport.builder().run("kept", journal("run", 7)).run("not kept", result));
    assertThat(json(page).get("runs")).hasSize(2);
    assertThat(json(page).at("/runs/1/hasTimes").asBoolean(true)).isFalse();
    assertThat(doubles(page, 1, "id")).hasSize(result.trials().size());
    assertThat(json(page).get("drawings")).isEmpty();
  }

  @Test
  void drawsTheBestArchitectures() throws IOException {
    ChainSpace space = ChainSpace.of(Shape.image(1, 8, 8), 3);
    Path file = folder.resolve("chain.jsonl");
    SearchResult<Architecture> result = NasSearch.builder(space)
        .evaluator((candidate, context) -> Evaluation.of(
            Metric.VALIDATION_ACCURACY,
            1.0 / (1 + candidate.architecture().cost().parameters())))
        .stopAfter(StopRule.trials(8))
        .store(file)
        .run();
    String page = page(SearchReport.builder().run("chain", file, space));
    JsonNode drawings = json(page).get("drawings");
    assertThat(drawings).hasSize(4);
    Architecture best = result.best().orElseThrow().architecture();
    assertThat(drawings.at("/0/parameters").asLong()).isEqualTo(best.cost().parameters());
    assertThat(element(page, "drawing-0")).startsWith("<svg").contains("id=\"head-0\"");
    assertThat(element(page, "drawing-1")).contains("url(#head-1)").doesNotContain("url(#head)");
  }

  /** Each trial is better than the one before: the last four are drawn. */
  @Test
  void drawsFromAJournalAloneWhatWasTheBestOneAfterAnother() throws IOException {
    Path file = folder.resolve("chain.jsonl");
    List<Long> parameters = new ArrayList<>();
    NasSearch.builder(ChainSpace.of(Shape.image(1, 8, 8), 3))
        .evaluator((candidate, context) -> {
          parameters.add(candidate.architecture().cost().parameters());
          return Evaluation.of(Metric.VALIDATION_ACCURACY, parameters.size() / 100.0);
        })
        .stopAfter(StopRule.trials(9))
        .parallelism(1)
        .store(file)
        .run();
    JsonNode drawings = json(page(SearchReport.builder().run("chain", file))).get("drawings");
    assertThat(drawings.findValuesAsText("parameters"))
        .containsExactlyElementsOf(
            parameters.subList(5, 9).stream().map(String::valueOf).toList());
  }

  @Test
  void refusesAReportOfNothing() {
    assertThatThrownBy(() -> SearchReport.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[0] runs")
        .hasMessageContaining("\nMaybe call run(name, journal)");
  }
}
