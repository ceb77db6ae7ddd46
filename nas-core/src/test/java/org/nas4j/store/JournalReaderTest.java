package org.nas4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.internal.json.JsonCursor;
import org.nas4j.search.Outcome;
import org.nas4j.search.SpaceFingerprint;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.spaces.ChainSpace;

/** Journals that were put together line by line, with right seals unless a test breaks one. */
class JournalReaderTest {

  private static final String RUN = "{\"event\":\"run\",\"format\":\"nas4j-journal\",\"version\":1,"
      + "\"seed\":7,\"lookahead\":2,\"strategy\":\"Toy\",\"settings\":{\"step\":\"0.1\"},\"space\":"
      + "{\"digest\":\"d1\",\"decisions\":{\"digit\":[\"0\",\"1\"]},\"walks\":[\"digit 2/2 = 0\"]},"
      + "\"provenance\":{\"java\":\"any\"}}";
  private static final String RESUME = "{\"event\":\"resume\",\"elapsedMillis\":0}";

  @TempDir
  Path folder;

  private Path path() {
    return folder.resolve("run.jsonl");
  }

  private static String start(long id) {
    return "{\"event\":\"start\",\"id\":" + id + ",\"elapsedMillis\":10,\"code\":\"1\"}";
  }

  private static String stop(String reason, long millis) {
    return "{\"event\":\"stop\",\"elapsedMillis\":" + millis + ",\"reason\":\"" + reason + "\"}";
  }

  private static String end(long id) {
    return end(id, "\"maximized\":{\"validationAccuracy\":0.5},\"minimized\":{}");
  }

  private static String end(long id, String figures) {
    return "{\"event\":\"end\",\"id\":" + id + ",\"elapsedMillis\":20,\"outcome\":\"scored\","
        + "\"reward\":0.5," + figures + ",\"nanos\":5,\"genotype\":[[\"digit\",1]]}";
  }

  private static Trial trial(long id) {
    return new Trial(
        id,
        new Genotype(List.of(new Gene("digit", 1))),
        OptionalLong.empty(),
        new Outcome.Scored(0.5, Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5)),
        Duration.ofNanos(5),
        OptionalLong.empty());
  }

  private static List<String> sealed(String... events) {
    Seal seal = new Seal();
    List<String> lines = new ArrayList<>();
    for (String event : events) {
      byte[] body = event.substring(0, event.length() - 1).getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      line.writeBytes(body);
      line.writeBytes(seal.next(body, body.length));
      lines.add(line.toString(StandardCharsets.UTF_8));
    }
    return lines;
  }

  private Path write(List<String> lines) throws IOException {
    return Files.write(path(), lines);
  }

  private Journal read(String... events) throws IOException {
    return Journal.read(write(sealed(events)));
  }

  private void assertDamaged(int line, String what) {
    assertThatThrownBy(() -> Journal.read(path()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Journal [" + path() + "] is damaged in line [" + line + "]: ")
        .hasMessageContaining(what)
        .hasMessageEndingWith(".\nMaybe restore it from a copy; or keep the first [" + (line - 1)
            + "] lines alone, and the run goes on from there.");
  }

  @Test
  void tellsWhatIdentifiesTheRun() throws IOException {
    Journal journal = read(RUN);
    assertThat(journal.header().seed()).isEqualTo(7);
    assertThat(journal.header().lookahead()).isEqualTo(2);
    assertThat(journal.header().strategy()).isEqualTo("Toy");
    assertThat(journal.header().settings()).isEqualTo(Map.of("step", "0.1"));
    assertThat(journal.header().space())
        .isEqualTo(new SpaceFingerprint(
            "d1", Map.of("digit", List.of("0", "1")), List.of("digit 2/2 = 0")));
    assertThat(journal.header().provenance()).isEqualTo(Map.of("java", "any"));
    assertThat(journal.log().trials()).isEmpty();
    assertThat(journal.running()).isEmpty();
    assertThat(journal.stopReason()).isEmpty();
  }

  private static String best(long id, String architecture) {
    return "{\"event\":\"best\",\"id\":" + id + ",\"elapsedMillis\":20,\"architecture\":\""
        + architecture.replace("\"", "\\\"").replace("\n", "\\n") + "\"}";
  }

  @Test
  void keepsWhatTheBestLookedLike() throws IOException {
    Architecture network = ChainSpace.of(Shape.image(1, 4, 4), 2)
        .sample(Chooser.uniform(new SplittableRandom(1)))
        .architecture();
    Path file = write(sealed(RUN, start(0), end(0), best(0, ArchitectureJson.write(network))));
    assertThat(RunCourse.read(file).best()).isEqualTo(Map.of(0L, network));
    assertThat(Journal.read(file).log().trials()).hasSize(1);
  }

  @Test
  void refusesToCallABestWhatHasNotEndedOrWasCalledSoBefore() throws IOException {
    write(sealed(RUN, start(0), best(0, "{}"), start(1)));
    assertDamaged(3, "trial [0] has not ended, or was drawn before");
    write(sealed(RUN, start(0), end(0), best(0, "{}"), best(0, "{}"), start(1)));
    assertDamaged(5, "trial [0] has not ended, or was drawn before");
  }

  @Test
  void saysWhichBestCannotBeDrawn() throws IOException {
    Path file = write(sealed(RUN, start(0), end(0), best(0, "{}")));
    assertThatThrownBy(() -> RunCourse.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is damaged in line [4]")
        .hasMessageContaining("format");
  }

  private static final String FINALS =
      "{\"event\":\"finals\",\"elapsedMillis\":30,\"plan\":{\"seeds\":\"1\"}}";

  private static String finalist(long id) {
    return end(id).replace("\"end\"", "\"finalist\"");
  }

  @Test
  void tellsTheLatestFinalRound() throws IOException {
    assertThat(read(RUN, start(0), end(0)).finals()).isEmpty();
    Journal journal = read(RUN, start(0), end(0), FINALS, finalist(1), FINALS, finalist(0));
    assertThat(journal.finals())
        .contains(new Journal.FinalRound(Map.of("seeds", "1"), List.of(trial(0))));
    assertThat(journal.log().trials()).containsExactly(trial(0));
  }

  @Test
  void refusesAFinalistWithoutARoundOrTwice() throws IOException {
    write(sealed(RUN, finalist(0), start(0)));
    assertDamaged(2, "is of a final round, but none has begun");
    write(sealed(RUN, FINALS, finalist(0), finalist(0), start(0)));
    assertDamaged(4, "cannot be [0], or was there before");
  }

  @Test
  void tellsWhatRunsAndWhatHasEnded() throws IOException {
    Journal journal = read(RUN, start(0), start(1), end(0));
    assertThat(journal.running()).containsExactly(1L);
    assertThat(journal.log().trials()).containsExactly(trial(0));
    assertThat(journal.log().proposed()).isEqualTo(2);
    assertThat(journal.log().elapsed()).isEqualTo(Duration.ofMillis(20));
    assertThat(journal.log().stopped()).isFalse();
    assertThat(journal.stopReason()).isEmpty();
  }

  @Test
  void aResumedRunHasNothingRunningAndNoReasonToStop() throws IOException {
    Journal stopped = read(RUN, start(0), stop("enough", 900));
    assertThat(stopped.stopReason()).contains("enough");
    assertThat(stopped.running()).containsExactly(0L);
    assertThat(stopped.log().stopped()).isTrue();
    Journal resumed = read(RUN, start(0), stop("enough", 900), RESUME);
    assertThat(resumed.stopReason()).isEmpty();
    assertThat(resumed.running()).isEmpty();
    assertThat(resumed.log().stopped()).isTrue();
    assertThat(resumed.log().elapsed()).isEqualTo(Duration.ofMillis(900));
  }

  /** Trials from other runs have ids below 0 and are not counted among the run's own. */
  @Test
  void countsItsOwnTrialsOnly() throws IOException {
    assertThat(read(RUN, end(-2), end(-1), end(0)).log().proposed()).isEqualTo(1);
    write(sealed(RUN, end(-2), end(-1), start(2)));
    assertDamaged(4, "trial [2] cannot follow [0] trials at a lookahead of [2]");
  }

  @Test
  void acceptsNoTrialBeforeThoseThatItKnewOf() throws IOException {
    assertThat(read(RUN, start(1)).log().proposed()).isEqualTo(2);
    assertThat(read(RUN, end(0), start(2)).log().proposed()).isEqualTo(3);
    write(sealed(RUN, start(2)));
    assertDamaged(2, "trial [2] cannot follow [0] trials at a lookahead of [2]");
    write(sealed(RUN, end(0), end(3)));
    assertDamaged(3, "trial [3] cannot follow [1] trials at a lookahead of [2]");
    write(sealed(RUN, start(-1)));
    assertDamaged(2, "trial [-1] cannot follow [0] trials at a lookahead of [2]");
  }

  @Test
  void aTrialEndsOnce() throws IOException {
    write(sealed(RUN, end(0), end(0)));
    assertDamaged(3, "trial [0] has ended before");
    write(sealed(RUN, end(-1), end(-1)));
    assertDamaged(3, "trial [-1] has ended before");
    write(sealed(RUN, end(0), start(0)));
    assertDamaged(3, "trial [0] has ended before");
  }

  @Test
  void beginsWithTheRunAndHasOneOnly() throws IOException {
    write(sealed(start(0)));
    assertDamaged(1, "must begin the file with the event [run], once, but is [start]");
    write(sealed(RUN, RUN));
    assertDamaged(2, "must begin the file with the event [run], once, but is [run]");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      "nas4j-journal" | "nas4k-journal" | must be [nas4j-journal], but is [nas4k-journal]
      "version":1     | "version":2     | must be a whole number from [1] to [1], but is [2]
      "version":1     | "version":0     | must be a whole number from [1] to [1], but is [0]
      "lookahead":2   | "lookahead":0   | must be a whole number from [1]
      ["0","1"]       | ["0",1]         | must be a text of at most
      """)
  void refusesHeadersOfOtherFormats(String right, String wrong, String what) throws IOException {
    assertThat(RUN).contains(right);
    write(sealed(RUN.replace(right, wrong)));
    assertDamaged(1, what);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      "event":"end"                | "event":"ende"             | [ende] is not an event
      "outcome":"scored"           | "outcome":"won"            | [won] is not an outcome
      "validationAccuracy":0.5     | " ":0.5                    | has a metric without a name
      "validationAccuracy":0.5     | "validationAccuracy":"big" | is not a figure
      "elapsedMillis":20           | "elapsedMillis":-1         | must be a whole number from [0]
      ["digit",1]                  | ["digit",-1]               | must be a whole number from [0]
      ["digit",1]                  | ["digit"]                  | must have from [2] to [2] items
      """)
  void refusesTrialsThatCannotBe(String right, String wrong, String what) throws IOException {
    assertThat(end(0)).contains(right);
    write(sealed(RUN, end(0).replace(right, wrong)));
    assertDamaged(2, what);
  }

  @Test
  void readsFiguresThatAreNoNumbers() throws IOException {
    Journal journal = read(RUN, end(0, """
            "maximized":{"a":"NaN","b":"Infinity"},"minimized":{"a":"-Infinity"},
            "history":{"maximized":{"a":["NaN",1]},"minimized":{"a":[2]}}""".replace("\n", "")));
    Evaluation evaluation = journal.log().trials().get(0).outcome().figures().orElseThrow();
    assertThat(evaluation.figures())
        .isEqualTo(Map.of(
            Metric.maximized("a"), Double.NaN,
            Metric.maximized("b"), Double.POSITIVE_INFINITY,
            Metric.minimized("a"), Double.NEGATIVE_INFINITY));
    assertThat(evaluation.history())
        .isEqualTo(Map.of(
            Metric.maximized("a"), List.of(Double.NaN, 1.0),
            Metric.minimized("a"), List.of(2.0)));
  }

  @Test
  void leavesOutALastLineThatIsTornOrChanged() throws IOException {
    List<String> lines = sealed(RUN, end(0), end(1));
    String whole = String.join("\n", lines);
    for (String text : new String[] {
      whole, whole.substring(0, whole.length() - 20), whole.replace("\"id\":1", "\"id\":2") + "\n"
    }) {
      Files.writeString(path(), text);
      assertThat(Journal.read(path()).log().trials()).containsExactly(trial(0));
    }
  }

  @Test
  void refusesADamagedLineIfAnyByteFollows() throws IOException {
    List<String> lines = new ArrayList<>(sealed(RUN, end(0), end(1)));
    lines.set(1, lines.get(1).replace("\"id\":0", "\"id\":1"));
    write(lines);
    assertDamaged(2, "its checksum is wrong");
    Files.writeString(path(), lines.get(0) + "\n" + lines.get(1) + "\n{");
    assertDamaged(2, "its checksum is wrong");
    Files.writeString(path(), lines.get(0) + "\n" + lines.get(1) + "\n\n");
    assertDamaged(2, "its checksum is wrong");
  }

  @Test
  void refusesAMissingLine() throws IOException {
    List<String> lines = new ArrayList<>(sealed(RUN, end(0), end(1), end(2)));
    lines.remove(2);
    Files.writeString(path(), String.join("\n", lines) + "\n{");
    assertDamaged(3, "its checksum is wrong");
  }

  @Test
  void saysThatThereIsNoWholeLine() throws IOException {
    for (String text : new String[] {"", sealed(RUN).get(0)}) {
      Files.writeString(path(), text);
      assertThatThrownBy(() -> Journal.read(path()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("[" + path() + "] holds no whole line.\nMaybe the run has only just begun, or"
              + " it is no journal.");
    }
  }

  /** Longer than what is read at once, so that lines lie across its borders. */
  @Test
  void readsJournalsOfManyLines() throws IOException {
    String[] events = new String[2_000];
    events[0] = RUN;
    for (int id = 0; id < events.length - 1; id++) {
      events[id + 1] = end(id);
    }
    Journal journal = read(events);
    assertThat(Files.size(path())).isGreaterThan(4 << 16);
    assertThat(journal.log().trials()).hasSize(1_999).last().isEqualTo(trial(1_998));
    assertThat(JournalReader.read(path()).length()).isEqualTo(Files.size(path()));
  }

  @Test
  void refusesLinesThatAreLongerThanADocument() throws IOException {
    byte[] line = new byte[JsonCursor.MAX_DOCUMENT];
    Files.write(path(), line);
    assertThatThrownBy(() -> Journal.read(path())).hasMessageContaining("holds no whole line");
    Files.write(path(), new byte[JsonCursor.MAX_DOCUMENT + 1]);
    assertDamaged(1, "it is longer than [" + JsonCursor.MAX_DOCUMENT + "] bytes");
  }
}
