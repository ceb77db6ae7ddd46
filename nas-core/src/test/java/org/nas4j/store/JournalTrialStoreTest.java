package org.nas4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.search.RunHeader;
import org.nas4j.search.SpaceFingerprint;
import org.nas4j.search.TrialStore;
import org.nas4j.testkit.TrialStoreContract;

class JournalTrialStoreTest extends TrialStoreContract {

  private final Map<TrialStore, Path> paths = new HashMap<>();

  @TempDir
  Path folder;

  private TrialStore at(Path path) {
    TrialStore store = Journal.store(path, Clock.systemUTC());
    paths.put(store, path);
    return store;
  }

  @Override
  protected TrialStore empty() {
    return at(folder.resolve("run" + paths.size() + ".jsonl"));
  }

  @Override
  protected Optional<TrialStore> reopened(TrialStore closed) {
    return Optional.of(at(paths.get(closed)));
  }

  private static RunHeader header(Map<String, String> settings) {
    return new RunHeader(
        7,
        4,
        "Toy",
        settings,
        new SpaceFingerprint("digest", Map.of(), List.of()),
        Map.of(),
        Map.of());
  }

  private List<String> warningsOfReopening(Map<String, String> earlier, Map<String, String> now) {
    TrialStore store = empty();
    store.open(there -> header(earlier));
    store.close();
    return warningsOfReopening(store, now);
  }

  private List<String> warningsOfReopening(TrialStore store, Map<String, String> now) {
    List<String> warnings = new ArrayList<>();
    Logger log = Logger.getLogger(JournalTrialStore.class.getName());
    Handler handler = new Handler() {
      @Override
      public void publish(LogRecord entry) {
        warnings.add(entry.getLevel() + " " + entry.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    log.addHandler(handler);
    TrialStore again = reopened(store).orElseThrow();
    try {
      again.open(there -> header(now));
    } finally {
      again.close();
      log.removeHandler(handler);
    }
    return warnings;
  }

  /**
   * No provider of SLF4J is on the class path of these tests, so the warning must be in the
   * platform's own log.
   */
  @Test
  void goesOnWithAWarningWhereTheEarlierVersionDidNotNoteASetting() {
    assertThat(warningsOfReopening(Map.of("step", "0.1"), Map.of("step", "0.1", "halves", "none")))
        .singleElement()
        .asString()
        .startsWith("WARNING Journal [")
        .contains("setting [halves] of [Toy]")
        .contains("goes on with [none]");
    assertThat(warningsOfReopening(Map.of("step", "0.1"), Map.of("step", "0.1")))
        .isEmpty();
  }

  @Test
  void refusesASettingThatChangedOrIsGone() {
    assertThatThrownBy(() -> warningsOfReopening(
            Map.of("step", "0.1", "halves", "none"), Map.of("step", "0.2", "more", "1")))
        .hasMessageContaining("setting step of Toy: was [0.1], is [0.2]")
        .hasMessageContaining("setting halves of Toy: was [none], is not set")
        .hasMessageNotContaining("more");
  }

  @Test
  void tellsOfATornLineAndOfNoOther() throws IOException {
    TrialStore store = empty();
    store.open(there -> header(Map.of()));
    store.close();
    Files.writeString(paths.get(store), "{\"event\":", StandardOpenOption.APPEND);
    assertThat(warningsOfReopening(store, Map.of()))
        .singleElement()
        .asString()
        .startsWith("WARNING Journal [" + paths.get(store) + "] ends in a torn line")
        .contains("its [9] bytes are cut off");
    assertThat(warningsOfReopening(store, Map.of())).isEmpty();
  }
}
