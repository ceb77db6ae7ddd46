package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.data.Corpus;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.language.LanguageTraining;
import org.nas4j.language.RecurrentSupernet;
import org.nas4j.oneshot.OneShotResult;
import org.nas4j.oneshot.OneShotSearch;
import org.nas4j.oneshot.Supernet;
import org.nas4j.oneshot.SupernetState;
import org.nas4j.oneshot.WarmRestarts;
import org.nas4j.spaces.enas.EnasMicroSpace;
import org.nas4j.spaces.enas.EnasRecurrentCell;
import org.nas4j.spaces.enas.EnasRecurrentSpace;
import org.nas4j.strategy.reinforce.Reinforce;

/**
 * One-shot searches on networks that really compute survive: they are killed as processes are, and
 * go on to the same result, weights and all, to the last bit.
 */
class KilledOneShotTest {

  private static final int EPOCHS = 3;
  private static final int KILLS = 12;
  private static final EnasMicroSpace MICRO = EnasMicroSpace.builder(Shape.image(1, 8, 8), 3)
      .nodes(2)
      .cells(3)
      .filters(4)
      .dropout(0.2)
      .dropPath(0.3)
      .build();
  private static final EnasRecurrentSpace CELLS =
      EnasRecurrentSpace.builder().nodes(3).build();

  @TempDir
  Path folder;

  /** What is searched, and by which engine. */
  enum Kind {
    IMAGES_PORTABLE,
    IMAGES_ONEDNN,
    TEXT;

    /** Runs to the end; tells of each epoch, the result and all weights. */
    void run(Path checkpoint, PrintStream out) throws InterruptedException {
      if (this == TEXT) {
        try (RecurrentSupernet<EnasRecurrentCell> supernet = text()) {
          report(search(OneShotSearch.builder(CELLS, supernet), checkpoint), supernet, out);
        }
      } else {
        try (Dl4jSupernet supernet = images()) {
          report(search(OneShotSearch.builder(MICRO, supernet), checkpoint), supernet, out);
        }
      }
    }

    Dl4jSupernet images() {
      return Dl4jSupernet.builder()
          .training(Fixtures.shapes(this == IMAGES_PORTABLE ? 48 : 96, 1))
          .validation(Fixtures.shapes(50, 2))
          .settings(Dl4jTraining.builder()
              .nesterov(0.9)
              .weightDecay(1e-3)
              .batch(16)
              .clipGradient(5)
              .augmentation(new org.nas4j.data.Augmentation(1, true))
              .engine(this == IMAGES_ONEDNN ? Engine.ONEDNN : Engine.PORTABLE)
              .build())
          .threads(1)
          .decayUnused(this == IMAGES_ONEDNN)
          .seed(5)
          .build();
    }

    RecurrentSupernet<EnasRecurrentCell> text() {
      Corpus corpus = Corpus.of(
          "the cat sat on the mat, and the dog sat on the log. ".repeat(40),
          Corpus.Level.CHARACTERS,
          0.1,
          0.1);
      LanguageTraining settings = LanguageTraining.builder()
          .hidden(16)
          .batch(8)
          .steps(10)
          .batches(15)
          .learningRate(0.01)
          .dropout(0.2)
          .threads(1)
          .build();
      return RecurrentSupernet.builder(corpus, settings, EnasRecurrentCell::graph)
          .seed(5)
          .build();
    }
  }

  private static <A> OneShotResult<A> search(OneShotSearch.Builder<A> builder, Path checkpoint)
      throws InterruptedException {
    return builder
        .strategy(Reinforce.enasSmall())
        .epochs(EPOCHS)
        .warmUp(1)
        .learningRate(new WarmRestarts(0.02, 0.001, EPOCHS, 1))
        .controllerSamples(5)
        .derive(6, 2)
        .checkpoint(checkpoint)
        .checkpointEvery(Duration.ofMillis(20))
        .run();
  }

  private static void report(OneShotResult<?> result, Supernet<?> supernet, PrintStream out) {
    result.epochs().forEach(out::println);
    out.println(result.genotype() + " " + result.validationScore());
    SupernetState state = supernet.state();
    out.println(new TreeMap<>(state.numbers()));
    Map<String, Integer> digests = new TreeMap<>();
    state
        .arrays()
        .forEach((name, array) -> digests.put(name, java.util.Arrays.hashCode(array.values())));
    out.println(digests);
  }

  /** The program that is killed. Arguments: kind, checkpoint, file for what it came to. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws Exception {
      Path result = Path.of(arguments[2]);
      Path partial = result.resolveSibling(result.getFileName() + ".part");
      try (PrintStream out = new PrintStream(partial.toFile(), StandardCharsets.UTF_8)) {
        Kind.valueOf(arguments[0]).run(Path.of(arguments[1]), out);
      }
      Files.move(partial, result);
    }
  }

  static Stream<Kind> kinds() {
    return Stream.of(Kind.values())
        .filter(kind -> kind != Kind.IMAGES_ONEDNN || OneDnnNetwork.isAvailable());
  }

  /** Some steps, a state, some more; and from the state, in another supernet, the same steps. */
  @ParameterizedTest
  @MethodSource("kinds")
  void stepsAfterAStateAreTheSame(Kind kind) throws InterruptedException {
    if (kind == Kind.TEXT) {
      try (var one = kind.text();
          var other = kind.text()) {
        compare(one, other, i -> CELLS.sample(chooser(i)).architecture());
      }
    } else {
      try (var one = kind.images();
          var other = kind.images()) {
        compare(one, other, i -> MICRO.sample(chooser(i)).architecture());
      }
    }
  }

  private static org.nas4j.space.Chooser chooser(int number) {
    return org.nas4j.space.Chooser.uniform(new SplittableRandom(number));
  }

  private static <A> void compare(
      Supernet<A> one, Supernet<A> other, java.util.function.IntFunction<A> child)
      throws InterruptedException {
    int before = one.trainingBatches() + 3;
    for (int i = 0; i < before; i++) {
      one.progress(i / 100.0);
      one.train(child.apply(i), 0.01);
      one.score(child.apply(i + 1), 1);
    }
    other.restore(one.state());
    assertThat(digest(other.state())).isEqualTo(digest(one.state()));
    List<Double> losses = new ArrayList<>();
    for (Supernet<A> each : List.of(one, other)) {
      for (int i = before; i < before + one.trainingBatches(); i++) {
        each.progress(i / 100.0);
        losses.add(each.train(child.apply(i), 0.01));
        losses.add(each.score(child.apply(i % 5), 0));
      }
    }
    int half = losses.size() / 2;
    assertThat(losses.subList(half, 2 * half)).isEqualTo(losses.subList(0, half));
    assertThat(digest(other.state())).isEqualTo(digest(one.state()));
    assertThatThrownBy(() -> other.restore(one.state())).isInstanceOf(IllegalStateException.class);
  }

  private static Map<String, Integer> digest(SupernetState state) {
    Map<String, Integer> digests = new TreeMap<>();
    state
        .arrays()
        .forEach((name, array) -> digests.put(name, java.util.Arrays.hashCode(array.values())));
    state.numbers().forEach((name, number) -> digests.put(name, number.hashCode()));
    return digests;
  }

  /** Weights of another shape, as another space would have them, are refused by name. */
  @Test
  void refusesWeightsOfAnotherShape() throws InterruptedException {
    try (var one = Kind.TEXT.text()) {
      SupernetState state = one.state();
      Map<String, WeightArray> arrays = new TreeMap<>(state.arrays());
      arrays.put("weights/embedding", WeightArray.zeros(List.of(2, 3)));
      arrays.remove("first/embedding");
      arrays.remove("second/embedding");
      SupernetState foreign = new SupernetState(arrays, state.numbers());
      assertThatThrownBy(() -> one.restore(foreign))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("embedding");
    }
  }

  /** A few kills in each build; with SIGKILL, which no program notices. */
  @ParameterizedTest
  @EnumSource(names = {"IMAGES_ONEDNN", "TEXT"})
  void killedItComesToTheSame(Kind kind) throws Exception {
    killed(kind, 2);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @Tag("soak")
  void killedOftenItComesToTheSame(Kind kind) throws Exception {
    killed(kind, KILLS);
  }

  private void killed(Kind kind, int most) throws Exception {
    assumeThat(kinds()).as("kinds that this machine computes").contains(kind);
    Path whole = folder.resolve("whole");
    long start = System.nanoTime();
    finish(start(kind, folder.resolve("whole.checkpoint"), whole));
    long time = System.nanoTime() - start;
    Path checkpoint = folder.resolve("killed.checkpoint");
    Path result = folder.resolve("killed");
    SplittableRandom random = new SplittableRandom(kind.ordinal());
    int kills = 0;
    for (boolean running = true; running && kills < most; ) {
      Process process = start(kind, checkpoint, result);
      awaitChange(checkpoint, process);
      running = !process.waitFor(random.nextLong(1 + time / 4 / most), TimeUnit.NANOSECONDS);
      if (running) {
        process.destroyForcibly().waitFor();
        kills++;
      }
    }
    assertThat(kills).as("kills").isPositive();
    if (!Files.exists(result)) {
      finish(start(kind, checkpoint, result));
    }
    assertThat(result).hasSameTextualContentAs(whole);
  }

  private static void awaitChange(Path file, Process process)
      throws IOException, InterruptedException {
    Object before = stamp(file);
    while (process.isAlive() && before.equals(stamp(file))) {
      Thread.sleep(2);
    }
  }

  private static Object stamp(Path file) throws IOException {
    return Files.exists(file) ? Files.getLastModifiedTime(file) : "none";
  }

  private static void finish(Process process) throws InterruptedException {
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended").isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static Process start(Kind kind, Path checkpoint, Path result) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Program.class.getName(),
            kind.name(),
            checkpoint.toString(),
            result.toString())
        .inheritIO()
        .start();
  }
}
