package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.search.Trial;

/**
 * Searches whose networks have parents: killed at any byte of their journal, by any number of
 * workers.
 */
class EditSearchResumeTest {

  private static final int CUTS = 8;

  @TempDir
  Path folder;

  static List<String> names() {
    return EditSearches.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void aJournalCutAnywhereGivesTheUninterruptedRun(String name) throws IOException {
    List<Trial> whole = Essence.of(EditSearches.search(name).run());
    assertThat(whole.stream().filter(trial -> trial.parent().isPresent()).count())
        .isGreaterThan(whole.size() / 2);
    Path journal = folder.resolve("run.jsonl");
    EditSearches.search(name).parallelism(3).store(journal).run();
    byte[] bytes = Files.readAllBytes(journal);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < CUTS; i++) {
      int cut = random.nextInt(bytes.length + 1);
      Files.write(journal, Arrays.copyOf(bytes, cut));
      assertThat(Essence.of(
              EditSearches.search(name).parallelism(1 + i % 3).store(journal).run()))
          .as("cut at %d", cut)
          .isEqualTo(whole);
    }
  }
}
