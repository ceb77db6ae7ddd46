package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.data.Corpus;
import org.nas4j.data.Dataset;
import org.nas4j.language.LanguageModel;
import org.nas4j.language.LanguageTraining;
import org.nas4j.language.RecurrentSupernet;
import org.nas4j.space.InfeasibleException;
import org.nas4j.spaces.enas.EnasRecurrentCell;

/** What a network needs is known before it is made, and what does not fit is not tried. */
class KnownMemoryTest {

  private static Architecture wide(int filters) {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 8, 8));
    b.add("c", Convolution.of(filters, Window.square(3)), Architecture.INPUT);
    b.add("g", GlobalPooling.AVERAGE, "c");
    b.add("o", SoftmaxOutput.of(3), "g");
    return b.build();
  }

  @Test
  void weightsAndActivationsAreCounted() {
    Architecture.Builder b = Architecture.builder(Shape.vector(10));
    b.add("d", new Dense(20, true), Architecture.INPUT);
    b.add("o", SoftmaxOutput.of(5), "d");
    MemoryNeed need = MemoryNeed.ofTraining(b.build(), 8, Engine.ONEDNN);
    assertThat(need.weightBytes()).isEqualTo(4 * 4 * (10 * 20 + 20 + 20 * 5 + 5));
    assertThat(need.activationBytes()).isEqualTo(8 * 4 * (10 + 20 + 5));
    MemoryNeed portable = MemoryNeed.ofTraining(b.build(), 8, Engine.PORTABLE);
    assertThat(portable.activationBytes()).isEqualTo(5 * need.activationBytes());
    assertThat(portable.bytes()).isEqualTo(need.weightBytes() + 5 * need.activationBytes());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TORCH")
  void whatNoMachineHasIsRefusedWithFigures(Engine engine) {
    Dataset data = Fixtures.shapes(60, 1);
    Dl4jTraining training =
        Dl4jTraining.builder().epochs(1).batch(50).engine(engine).build();
    assertThatThrownBy(() -> TrainedNetwork.train(wide(500_000_000), data, training, 1))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageMatching(
            "(?s)The network of \\[3] nodes needs about \\[[\\d,]+] MB outside the Java"
                + " heap to train on batches of \\[50]: \\[[\\d,]+] for weights, \\[[\\d,]+] for"
                + " activations; there are \\[[\\d,]+].\\nMaybe make batches smaller.*");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TORCH")
  void aSupernetRefusesWhatNoMachineHas(Engine engine) throws InterruptedException {
    try (Dl4jSupernet supernet = Dl4jSupernet.builder()
        .training(Fixtures.shapes(60, 1))
        .validation(Fixtures.shapes(60, 2))
        .settings(Dl4jTraining.builder().batch(50).engine(engine).build())
        .build()) {
      supernet.train(wide(3), 0.01);
      assertThatThrownBy(() -> supernet.train(wide(500_000_000), 0.01))
          .isInstanceOf(InfeasibleException.class)
          .hasMessageContaining("MB outside the Java heap to train on batches of [50]");
      supernet.train(wide(3), 0.01);
    }
  }

  private static final Corpus TEXT = Corpus.of(
      "the cat sat on the mat, and the dog sat on the log. ".repeat(40),
      Corpus.Level.CHARACTERS,
      0.1,
      0.1);

  private static LanguageTraining language(int hidden, int batch) {
    return LanguageTraining.builder()
        .hidden(hidden)
        .batch(batch)
        .steps(20)
        .batches(1)
        .threads(1)
        .build();
  }

  @Test
  void aLanguageModelRefusesWhatNoMachineHas() {
    assertThatThrownBy(
            () -> LanguageModel.train(CellGraph.lstm(), TEXT, language(40_000_000, 4), 1))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("The model of [40000000] units and [")
        .hasMessageContaining("batches of [4×20] tokens")
        .hasMessageContaining("Maybe make streams, steps or units fewer");
    assertThatThrownBy(() -> RecurrentSupernet.builder(
                TEXT, language(40_000_000, 4_000), EnasRecurrentCell::graph)
            .build())
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("The model of [40000000] units");
  }

  @Test
  void theLimitIsExact() {
    Architecture architecture = wide(16);
    MemoryNeed need = MemoryNeed.ofTraining(architecture, 4, Engine.PORTABLE);
    need.requireRoom(architecture, 4, need.bytes());
    assertThatThrownBy(() -> need.requireRoom(architecture, 4, need.bytes() - 1))
        .isInstanceOf(InfeasibleException.class);
    assertThat(MemoryNeed.room()).isBetween(1L << 26, 1L << 46);
  }

  /** Within a factor of two of what the engine itself says that it holds. */
  @Test
  void theEstimateIsNearToWhatOneDnnHolds() {
    Architecture architecture = Fixtures.six(Shape.image(1, 28, 28), 10);
    MemoryNeed need = MemoryNeed.ofTraining(architecture, 64, Engine.ONEDNN);
    float[][] images = new float[64][28 * 28];
    int[] labels = new int[64];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < images.length; i++) {
      labels[i] = random.nextInt(10);
    }
    var settings = new org.nas4j.dl4j.internal.NetworkSettings(
        1,
        new org.nas4j.dl4j.internal.Optimizer(
            org.nas4j.dl4j.internal.Optimizer.Method.ADAM, 0.9, 0.999, 1e-8),
        0,
        0,
        1);
    try (var network = Networks.open(Engine.AUTO, architecture, settings, 64, true)) {
      network.examples(64);
      network.train(labels, 0.01);
      assertThat((double) network.nativeBytes() / need.bytes()).isBetween(0.5, 2.0);
    }
  }
}
