package org.nas4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Outcome;
import org.nas4j.search.RunHeader;
import org.nas4j.search.RunLog;
import org.nas4j.search.SpaceFingerprint;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.spaces.ChainSpace;

/** What a journal holds line by line, and what becomes of it when the run goes on. */
class JournalFileTest {

  private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
  private static final Genotype GENOTYPE =
      new Genotype(List.of(new Gene("digit", 1), new Gene("größe", 0)));
  private static final RunHeader HEADER = new RunHeader(
      7,
      4,
      "Toy",
      Map.of("step", "0.1"),
      new SpaceFingerprint("d1", Map.of("digit", List.of("0", "1")), List.of("digit 2/2 = 0")),
      Map.of("java", "any"),
      Map.of("stopAfter", "9 trials"));
  private static final String PROCESS = "\"at\":\"2026-01-02T03:04:05Z\",\"pid\":"
      + ProcessHandle.current().pid() + ",\"host\":\"" + JournalLock.host() + "\"";

  @TempDir
  Path folder;

  private Instant now = BEGIN;

  private final Clock clock = new Clock() {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  };

  /** How far the machine's steady time is ahead of a clock that was put back. */
  private Duration ahead = Duration.ZERO;

  private long nanos() {
    return Duration.between(BEGIN, now.plus(ahead)).toNanos();
  }

  private Path path() {
    return folder.resolve("run.jsonl");
  }

  private JournalTrialStore store() {
    return (JournalTrialStore) Journal.store(path(), clock, this::nanos);
  }

  private JournalTrialStore opened() {
    JournalTrialStore store = store();
    store.open(logged -> HEADER);
    return store;
  }

  private static Trial trial(long id, OptionalLong parent, Outcome outcome, OptionalLong copyOf) {
    return new Trial(id, GENOTYPE, parent, outcome, Duration.ofNanos(5), copyOf);
  }

  private static Trial scored(long id) {
    Evaluation evaluation = Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5);
    return trial(
        id, OptionalLong.empty(), new Outcome.Scored(0.5, evaluation), OptionalLong.empty());
  }

  private static Candidate<String> candidate(long id) {
    return new Candidate<>(id, GENOTYPE, "architecture", OptionalLong.empty());
  }

  /** The lines without their seals. */
  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(path())) {
      assertThat(line).matches(".*,\"crc32c\":\"[0-9a-f]{8}\"}");
      lines.add(line.substring(0, line.length() - Seal.LENGTH) + "}");
    }
    return lines;
  }

  /** After a resumption the engine tells of the best of earlier processes again. */
  @Test
  void keepsWhatTheBestLookedLikeOnce() throws IOException {
    Architecture network = ChainSpace.of(Shape.image(1, 4, 4), 2)
        .sample(Chooser.uniform(new SplittableRandom(1)))
        .architecture();
    try (JournalTrialStore store = opened()) {
      store.append(scored(0));
      store.improved(0, () -> network);
      store.append(scored(1));
      store.improved(1, () -> "a space of texts");
    }
    try (JournalTrialStore store = opened()) {
      store.improved(0, () -> network);
      store.append(scored(2));
      store.improved(2, () -> network);
    }
    assertThat(RunCourse.read(path()).best()).isEqualTo(Map.of(0L, network, 2L, network));
  }

  @Test
  void beginsWithWhatIdentifiesTheRun() throws IOException {
    opened().close();
    assertThat(lines())
        .containsExactly("{\"event\":\"run\",\"format\":\"nas4j-journal\",\"version\":1," + PROCESS
            + ",\"seed\":7,\"lookahead\":4,\"strategy\":\"Toy\",\"settings\":{\"step\":\"0.1\"},"
            + "\"space\":{\"digest\":\"d1\",\"decisions\":{\"digit\":[\"0\",\"1\"]},"
            + "\"walks\":[\"digit 2/2 = 0\"],\"varying\":[]},"
            + "\"provenance\":{\"java\":\"any\"},\"search\":{\"stopAfter\":\"9 trials\"}}");
    assertThat(Journal.read(path()).header()).isEqualTo(HEADER);
  }

  @Test
  void tellsOfEachEventWithItsTime() throws IOException {
    try (JournalTrialStore store = opened()) {
      now = BEGIN.plusMillis(1_500);
      store.started(candidate(0));
      now = BEGIN.plusSeconds(2);
      store.reported(
          0, 3, Evaluation.of(Metric.VALIDATION_ACCURACY, 0.25).with(Metric.VALIDATION_LOSS, 1.5));
      store.append(scored(0));
      store.stopped("enough");
    }
    assertThat(lines().subList(1, 5))
        .containsExactly(
            "{\"event\":\"start\",\"id\":0,\"elapsedMillis\":1500,\"code\":\"1-0\"}",
            "{\"event\":\"report\",\"id\":0,\"elapsedMillis\":2000,\"step\":3,"
                + "\"maximized\":{\"validationAccuracy\":0.25},"
                + "\"minimized\":{\"validationLoss\":1.5}}",
            "{\"event\":\"end\",\"id\":0,\"elapsedMillis\":2000,\"outcome\":\"scored\","
                + "\"reward\":0.5,\"maximized\":{\"validationAccuracy\":0.5},\"minimized\":{},"
                + "\"nanos\":5,\"genotype\":[[\"digit\",1],[\"gr\\u00F6\\u00DFe\",0]]}",
            "{\"event\":\"stop\",\"elapsedMillis\":2000,\"reason\":\"enough\"}");
  }

  @Test
  void tellsOfEachOutcome() throws IOException {
    Evaluation course =
        Evaluation.of(Metric.VALIDATION_LOSS, 2).withStep(Metric.VALIDATION_ACCURACY, 0.5);
    try (JournalTrialStore store = opened()) {
      store.append(trial(
          0, OptionalLong.of(-1), new Outcome.Stopped(1, course, "behind"), OptionalLong.empty()));
      store.append(trial(
          1,
          OptionalLong.empty(),
          new Outcome.Failed("boom", "why", OptionalDouble.of(-1)),
          OptionalLong.of(0)));
      store.append(trial(
          2,
          OptionalLong.empty(),
          new Outcome.Rejected("no row", "too wide"),
          OptionalLong.empty()));
    }
    String rest = ",\"nanos\":5,\"genotype\":[[\"digit\",1],[\"gr\\u00F6\\u00DFe\",0]]}";
    assertThat(lines().subList(1, 4))
        .containsExactly(
            "{\"event\":\"end\",\"id\":0,\"elapsedMillis\":0,\"outcome\":\"stopped\",\"reward\":1.0,"
                + "\"reason\":\"behind\",\"maximized\":{\"validationAccuracy\":0.5},"
                + "\"minimized\":{\"validationLoss\":2.0},\"history\":{\"maximized\":"
                + "{\"validationAccuracy\":[0.5]},\"minimized\":{}},\"parent\":-1" + rest,
            "{\"event\":\"end\",\"id\":1,\"elapsedMillis\":0,\"outcome\":\"failed\",\"reward\":-1.0,"
                + "\"reason\":\"boom\",\"message\":\"why\",\"duplicateOf\":0" + rest,
            "{\"event\":\"end\",\"id\":2,\"elapsedMillis\":0,\"outcome\":\"rejected\","
                + "\"reason\":\"no row\",\"message\":\"too wide\"" + rest);
  }

  @Test
  void goesOnWhereItStoodAndCountsTheTimeOnwards() throws IOException {
    JournalTrialStore first = opened();
    now = BEGIN.plusSeconds(3);
    first.append(scored(0));
    first.close();
    now = BEGIN;
    JournalTrialStore second = store();
    RunLog log = second.open(logged -> HEADER);
    assertThat(log.trials()).containsExactly(scored(0));
    assertThat(log.elapsed()).isEqualTo(Duration.ofSeconds(3));
    now = BEGIN.plusMillis(250);
    second.append(scored(1));
    second.close();
    assertThat(lines().get(2))
        .isEqualTo("{\"event\":\"resume\"," + PROCESS + ",\"elapsedMillis\":3000}");
    assertThat(Journal.read(path()).log())
        .isEqualTo(new RunLog(List.of(scored(0), scored(1)), 2, Duration.ofMillis(3_250), false));
  }

  /** A clock that is put back neither takes time away nor adds any. */
  @Test
  void timeGoesOnWhenTheClockIsPutBack() throws IOException {
    JournalTrialStore first = opened();
    now = BEGIN.plusSeconds(3);
    first.append(scored(0));
    now = BEGIN.plusSeconds(1);
    ahead = Duration.ofSeconds(3);
    first.append(scored(1));
    now = BEGIN.minusSeconds(60);
    ahead = Duration.ofSeconds(65);
    first.append(scored(2));
    first.close();
    assertThat(lines().get(2)).contains("\"elapsedMillis\":4000,");
    assertThat(lines().get(3)).contains("\"elapsedMillis\":5000,");
    assertThat(Journal.read(path()).log().elapsed()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void isWholeThoughItWasGoneOnWithThreeTimes() throws IOException {
    for (int id = 0; id < 3; id++) {
      try (JournalTrialStore store = opened()) {
        store.append(scored(id));
      }
    }
    try (JournalTrialStore store = opened()) {
      assertThat(store.trials()).containsExactly(scored(0), scored(1), scored(2));
    }
  }

  @Test
  void cutsOffATornLineAndGoesOn() throws IOException {
    opened().close();
    String begun = Files.readString(path());
    Files.writeString(path(), begun + "{\"event\":\"end\",\"id\":0,\"elapsedMillis\":99");
    try (JournalTrialStore store = opened()) {
      store.append(scored(0));
    }
    assertThat(Files.readString(path())).startsWith(begun + "{\"event\":\"resume\"");
    assertThat(Journal.read(path()).log().trials()).containsExactly(scored(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"event", "{\"event\":\"run\",\"format\":\"nas4j-jou"})
  void takesAFileWhoseFirstLineIsTornForNew(String torn) throws IOException {
    Files.writeString(path(), torn);
    opened().close();
    assertThat(Journal.read(path()).header()).isEqualTo(HEADER);
    assertThat(lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"my thesis", "{\"event\":\"fun\"", "x"})
  void leavesOtherFilesAlone(String content) throws IOException {
    Files.writeString(path(), content);
    assertThatThrownBy(this::opened)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("[" + path()
            + "] is no journal.\nMaybe choose another file; this one is left as" + " it is.");
    assertThat(path()).hasContent(content);
  }

  @Test
  void refusesToBeOpenedTwice() {
    try (JournalTrialStore store = opened()) {
      assertThatThrownBy(() -> store.open(logged -> HEADER))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is open already");
    }
  }

  @Test
  void saysThatItsFolderIsMissing() {
    JournalTrialStore store =
        new JournalTrialStore(folder.resolve("missing").resolve("run.jsonl"), clock);
    assertThatThrownBy(() -> store.open(logged -> HEADER))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot be locked")
        .hasMessageContaining("Maybe its folder does not exist");
  }

  @Test
  void isFreeAgainWhenItCouldNotBeOpened() throws IOException {
    Files.createDirectory(path());
    assertThatThrownBy(this::opened)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot be opened");
    Files.delete(path());
    opened().close();
    RunHeader other = new RunHeader(
        8, 4, "Toy", HEADER.settings(), HEADER.space(), HEADER.provenance(), HEADER.search());
    assertThatThrownBy(() -> store().open(logged -> other))
        .isInstanceOf(IllegalStateException.class);
    opened().close();
  }

  @Test
  void reportsThatComeTooLateLeaveItAsItIs() throws IOException {
    JournalTrialStore store = opened();
    store.close();
    byte[] before = Files.readAllBytes(path());
    store.reported(0, 1, Evaluation.of(Metric.VALIDATION_LOSS, 1));
    assertThat(Files.readAllBytes(path())).isEqualTo(before);
  }

  private static Trial evaluatedFor(long id, Duration duration) {
    Trial scored = scored(id);
    return new Trial(
        id,
        scored.genotype(),
        OptionalLong.empty(),
        scored.outcome(),
        duration,
        OptionalLong.empty());
  }

  /** What is written is forced to disk, and the file looked for, after 20 ms of evaluation. */
  @Test
  void looksForItsFileAfterTwentyMillisecondsOfEvaluation() throws IOException {
    try (JournalTrialStore store = opened()) {
      Files.delete(path());
      store.append(evaluatedFor(0, Duration.ofMillis(15)));
      store.append(evaluatedFor(1, Duration.ofNanos(4_999_999)));
      assertThatThrownBy(() -> store.append(evaluatedFor(2, Duration.ofNanos(1))))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("deleted or replaced");
    }
  }

  @Test
  void looksForItsFileEachSecond() throws IOException {
    try (JournalTrialStore store = opened()) {
      now = BEGIN.plusMillis(500);
      store.append(evaluatedFor(0, Duration.ofMillis(20)));
      Files.delete(path());
      now = BEGIN.plusMillis(1_499);
      store.append(scored(1));
      now = BEGIN.plusMillis(1_500);
      assertThatThrownBy(() -> store.started(candidate(2)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("deleted or replaced");
    }
  }

  @Test
  void aDuplicateIsNoEvaluationAtRisk() throws IOException {
    try (JournalTrialStore store = opened()) {
      store.append(scored(0));
      Files.delete(path());
      Trial copy = new Trial(
          1,
          GENOTYPE,
          OptionalLong.empty(),
          scored(0).outcome(),
          Duration.ofMillis(30),
          OptionalLong.of(0));
      store.append(copy);
      assertThat(store.trials()).containsExactly(scored(0), copy);
    }
  }
}
