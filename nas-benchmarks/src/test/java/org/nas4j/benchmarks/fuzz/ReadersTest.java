package org.nas4j.benchmarks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What fuzzing has met, and some hundred mutations of it, without a fuzzer. */
@Timeout(60)
class ReadersTest {

  private static final Path CORPUS = Path.of("src", "test", "resources", "fuzz");
  private static final Path GROWN = Path.of("src", "test", "resources", "fuzz-grown.zip");
  private static final int MUTATIONS = 60;

  static Set<String> targets() {
    return Targets.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void readsOrRefusesWhateverItIsGiven(String name) throws IOException {
    Targets.Target target = Targets.all().get(name);
    List<Path> seeds;
    try (Stream<Path> files = Files.list(CORPUS.resolve(name))) {
      seeds = files.sorted().toList();
    }
    assertThat(seeds).isNotEmpty();
    SplittableRandom random = new SplittableRandom(1);
    for (Path seed : seeds) {
      byte[] bytes = Files.readAllBytes(seed);
      assertThatCode(() -> target.read(bytes)).as("%s", seed).doesNotThrowAnyException();
      for (int i = 0; i < MUTATIONS; i++) {
        byte[] mutated = mutate(bytes, random);
        assertThatCode(() -> target.read(mutated))
            .as("mutation %d of %s", i, seed)
            .doesNotThrowAnyException();
      }
    }
  }

  /** What the hours of fuzzing so far came to. */
  @ParameterizedTest
  @MethodSource("targets")
  void readsOrRefusesWhatAFuzzerGrew(String name) throws IOException {
    Targets.Target target = Targets.all().get(name);
    Map<String, byte[]> inputs = GrownCorpus.of(GROWN, name);
    assertThat(inputs).isNotEmpty();
    inputs.forEach((file, bytes) ->
        assertThatCode(() -> target.read(bytes)).as(file).doesNotThrowAnyException());
  }

  /** Some bytes changed, and at times a piece copied elsewhere or the end cut off. */
  private static byte[] mutate(byte[] bytes, SplittableRandom random) {
    byte[] mutated = bytes.clone();
    if (mutated.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      mutated[random.nextInt(mutated.length)] = random.nextBoolean()
          ? (byte) random.nextInt()
          : (byte) "0-9\"{}[],:\n".charAt(random.nextInt(11));
    }
    if (random.nextInt(3) == 0) {
      int length = random.nextInt(mutated.length);
      int from = random.nextInt(mutated.length - length);
      int to = random.nextInt(mutated.length - length);
      System.arraycopy(bytes, from, mutated, to, length);
    }
    return random.nextInt(3) == 0
        ? Arrays.copyOf(mutated, random.nextInt(mutated.length))
        : mutated;
  }
}
