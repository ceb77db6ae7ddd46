package org.nas4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.WeightArray;

class WeightStoreTest {

  @TempDir
  private Path folder;

  private static Map<String, WeightArray> weights(int seed, int size) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    for (String name : List.of("conv/kernel", "conv/bias", "größe/gamma")) {
      WeightArray array = WeightArray.zeros(List.of(size, 2, 3));
      for (int i = 0; i < array.values().length; i++) {
        array.values()[i] = (float) random.nextGaussian();
      }
      weights.put(name, array);
    }
    return weights;
  }

  private static void assertEqual(Map<String, WeightArray> one, Map<String, WeightArray> other) {
    assertThat(one.keySet()).containsExactlyElementsOf(other.keySet());
    one.forEach((name, array) -> {
      assertThat(array.shape()).isEqualTo(other.get(name).shape());
      assertThat(array.values()).isEqualTo(other.get(name).values());
    });
  }

  @Test
  void readsWhatItWrote() throws IOException {
    Path file = folder.resolve("a.weights");
    Map<String, WeightArray> weights = weights(1, 5_000);
    WeightFile.write(file, weights);
    assertEqual(WeightFile.read(file), weights);
  }

  @Test
  void keepsTheBestWithinItsBounds() throws IOException {
    WeightStore store = WeightStore.open(folder, 2, Long.MAX_VALUE);
    store.put(0, 0.5, weights(0, 2));
    store.put(1, 0.9, weights(1, 2));
    store.put(2, 0.1, weights(2, 2));
    store.put(3, 0.7, weights(3, 2));
    assertThat(store.find(0)).isEmpty();
    assertThat(store.find(2)).isEmpty();
    assertEqual(store.find(1).orElseThrow(), weights(1, 2));
    assertEqual(store.find(3).orElseThrow(), weights(3, 2));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void keepsNothingOfTrialsThatDiverged() throws IOException {
    WeightStore store = WeightStore.open(folder, 1, Long.MAX_VALUE);
    store.put(0, Double.NaN, weights(0, 2));
    store.put(1, Double.POSITIVE_INFINITY, weights(1, 2));
    assertThat(folder).isEmptyDirectory();
    store.put(2, -5, weights(2, 2));
    store.put(3, Double.NaN, weights(3, 2));
    assertThat(store.find(2)).isPresent();
    Files.move(folder.resolve("trial-2_-5.0.weights"), folder.resolve("trial-7_NaN.weights"));
    assertThat(WeightStore.open(folder, 1, Long.MAX_VALUE).find(7)).isEmpty();
  }

  @Test
  void keepsWithinItsRoomButAlwaysTheBest() throws IOException {
    WeightStore store = WeightStore.open(folder, 10, 100);
    store.put(0, 0.5, weights(0, 50));
    store.put(1, 0.4, weights(1, 50));
    assertThat(store.find(0)).isPresent();
    assertThat(store.find(1)).isEmpty();
  }

  @Test
  void takesOverWhatAnEarlierRunLeft() throws IOException {
    WeightStore.open(folder, 3, Long.MAX_VALUE).put(7, -0.25, weights(7, 2));
    WeightStore again = WeightStore.open(folder, 1, Long.MAX_VALUE);
    assertEqual(again.find(7).orElseThrow(), weights(7, 2));
    again.put(8, 0.5, weights(8, 2));
    assertThat(again.find(7)).isEmpty();
  }

  @Test
  void refusesEveryCutAndEveryFlippedByte() throws IOException {
    Path file = folder.resolve("a.weights");
    WeightFile.write(file, weights(1, 2));
    byte[] bytes = Files.readAllBytes(file);
    Path damaged = folder.resolve("b.weights");
    for (int i = 0; i < bytes.length; i++) {
      Files.write(damaged, Arrays.copyOf(bytes, i));
      assertThatThrownBy(() -> WeightFile.read(damaged))
          .isInstanceOf(MalformedWeightsException.class)
          .hasMessageContaining("b.weights");
      byte[] flipped = bytes.clone();
      flipped[i] ^= 0x41;
      Files.write(damaged, flipped);
      assertThatThrownBy(() -> WeightFile.read(damaged))
          .isInstanceOf(MalformedWeightsException.class);
    }
  }

  @Test
  void takesNoMemoryForSizesThatTheFileCannotHold() throws IOException {
    Path file = folder.resolve("a.weights");
    WeightFile.write(file, Map.of("w", WeightArray.zeros(List.of(2, 2))));
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).putInt(8 + 4 + 3 + 1, Integer.MAX_VALUE);
    Files.write(file, bytes);
    assertThatThrownBy(() -> WeightFile.read(file))
        .isInstanceOf(MalformedWeightsException.class)
        .hasMessageContaining("[2147483647");
  }

  @Test
  void aSharedFolderIsSeenByAll() throws IOException {
    assertThat(WeightStore.shared(folder)).isEmpty();
    WeightStore here = WeightStore.share(folder);
    WeightStore there = WeightStore.shared(folder).orElseThrow();
    there.put(12, 0.5, weights(12, 2));
    there.put(1, 0.25, weights(1, 2));
    assertEqual(here.find(1).orElseThrow(), weights(1, 2));
    assertEqual(WeightStore.share(folder).find(12).orElseThrow(), weights(12, 2));
    assertThat(here.find(2)).isEmpty();
    assertThat(here.sharedAs()).isEqualTo(there.sharedAs()).isPresent();
    WeightStore another = WeightStore.share(folder.resolve("another"));
    assertThat(another.sharedAs()).isNotEqualTo(here.sharedAs());
  }

  @Test
  void refusesADamagedFileOfASharedFolderByItsChecksum() throws IOException {
    WeightStore store = WeightStore.share(folder);
    store.put(3, 0.5, weights(3, 20));
    Path file = folder.resolve("trial-3_0.5.weights");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> store.find(3))
        .isInstanceOf(MalformedWeightsException.class)
        .hasMessageContaining("checksum");
  }
}
