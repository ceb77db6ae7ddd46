package org.nas4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.arch.WeightArray;

/** Which weights go first, how much room they may take, and which files are taken for weights. */
class WeightStoreBoundsTest {

  @TempDir
  Path folder;

  private static Map<String, WeightArray> weights(float value) {
    return Map.of("w", WeightArray.of(List.of(1), new float[] {value}));
  }

  private long sizeOfOne() throws IOException {
    Path file = folder.resolve("one");
    WeightFile.write(file, weights(0));
    long size = Files.size(file);
    Files.delete(file);
    return size;
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void holdsAsManyAsItsRoomHoldsExactly() throws IOException {
    long size = sizeOfOne();
    WeightStore store = WeightStore.open(folder, 10, 3 * size);
    for (int trial = 0; trial < 3; trial++) {
      store.put(trial, trial, weights(trial));
    }
    assertThat(files()).hasSize(3);
    store.put(3, 3, weights(3));
    assertThat(files())
        .containsExactly("trial-1_1.0.weights", "trial-2_2.0.weights", "trial-3_3.0.weights");
  }

  @Test
  void keepsTheBestThoughItHasNoRoomAtAll() throws IOException {
    WeightStore store = WeightStore.open(folder, 10, 0);
    store.put(0, 1, weights(0));
    store.put(1, 2, weights(1));
    assertThat(files()).containsExactly("trial-1_2.0.weights");
  }

  @Test
  void replacesTheWeightsOfATrial() throws IOException {
    WeightStore store = WeightStore.open(folder, 10, Long.MAX_VALUE);
    store.put(4, 0.5, weights(1));
    store.put(4, 0.75, weights(2));
    assertThat(files()).containsExactly("trial-4_0.75.weights");
    assertThat(store.find(4).orElseThrow().get("w").values()).containsExactly(2);
    store.put(4, 0.75, weights(3));
    assertThat(files()).containsExactly("trial-4_0.75.weights");
    assertThat(store.find(4).orElseThrow().get("w").values()).containsExactly(3);
  }

  @Test
  void dropsTheWorstOfWhatAnEarlierRunLeft() throws IOException {
    WeightStore earlier = WeightStore.open(folder, 3, Long.MAX_VALUE);
    earlier.put(0, 0.25, weights(0));
    earlier.put(1, 0.75, weights(1));
    earlier.put(2, 0.5, weights(2));
    WeightStore.open(folder, 2, Long.MAX_VALUE);
    assertThat(files()).containsExactly("trial-1_0.75.weights", "trial-2_0.5.weights");
  }

  @Test
  void refusesToKeepNothing() {
    assertThatThrownBy(() -> WeightStore.open(folder, 0, Long.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A store of [0] weights keeps nothing.\nMaybe keep at least 1.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trial-x_0.5.weights", "trial-1_best.weights", "trial-1.weights"})
  void refusesFilesWhoseNamesDoNotSayTrialAndScore(String name) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    assertThatThrownBy(() -> WeightStore.open(folder, 1, Long.MAX_VALUE))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("The file [" + file + "] does not name a trial and its score.");
  }
}
