package org.nas4j.benchmarks.curves;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.internal.testdata.SharedData;
import org.nas4j.predict.LearningCurve;
import org.nas4j.predict.PredictedValue;
import picocli.CommandLine;

class CurvesCommandTest {

  private static final int STEPS = 12;

  @TempDir
  private Path folder;

  private Path file(int count) throws IOException {
    StringBuilder text = new StringBuilder("id,rate,final_performance");
    for (int step = 1; step <= STEPS; step++) {
      text.append(",val_error_e").append(step);
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < count; i++) {
      double quality = random.nextDouble(0.2, 0.9);
      text.append(String.format(Locale.ROOT, "%n%d,%.3f,0.5", i, quality * quality));
      for (int step = 1; step <= STEPS; step++) {
        text.append(String.format(Locale.ROOT, ",%.5f", 1 - quality * (1 - Math.exp(-step / 3.0))));
      }
    }
    return Files.writeString(folder.resolve("curves.csv"), text + "\n");
  }

  @Test
  void tellsErrorsAndSavings() throws IOException {
    StringWriter out = new StringWriter();
    int exitCode = new CommandLine(new CurvesCommand())
        .setOut(new PrintWriter(out))
        .execute(
            "--data=" + file(30),
            "--seen=20",
            "--curves=3",
            "--steps=6",
            "--searches=2",
            "--trials=15",
            "--burn-in=6",
            "--domhan-every=6",
            "--walker-steps=40",
            "--network-steps=200");
    assertThat(exitCode).isIn(0, 1);
    assertThat(out.toString())
        .contains("last value", "best of three", "klein", "baker 0.99", "domhan 0.05", "halving");
  }

  @Test
  void readsErrorsAsAccuraciesAndTheRestAsFeatures() throws IOException {
    List<LearningCurve> curves = CurveFile.read(file(3));
    assertThat(curves).hasSize(3);
    assertThat(curves.get(0).steps()).isEqualTo(STEPS);
    assertThat(curves.get(0).features()).hasSize(1);
    assertThat(curves.get(0).values().get(STEPS - 1))
        .isGreaterThan(curves.get(0).values().get(0));
  }

  @Test
  void countsEpochsAndWhatWasMissed() {
    LearningCurve good = LearningCurve.of(List.of(0.5, 0.9));
    LearningCurve fair = LearningCurve.of(List.of(0.6, 0.7));
    ReplayedSearch search = ReplayedSearch.run(
        (step, soFar, observed) ->
            step == 1 && !observed.isEmpty() ? Optional.of("test") : Optional.empty(),
        List.of(fair, good));
    assertThat(search.epochs()).isEqualTo(3);
    assertThat(search.gap()).isEqualTo(0.9 - 0.7);
  }

  @Test
  void scoresMediansAndIntervals() {
    Score score = new Score();
    score.add(PredictedValue.normal(0.5, 0.1), 0.6);
    score.add(PredictedValue.normal(0.5, 0.1), 0.7);
    score.addSilence();
    assertThat(score.coverage()).isEqualTo(0.5);
    assertThat(score.silent()).isEqualTo(1);
    assertThat(score.medianError()).isCloseTo(0.15, org.assertj.core.api.Assertions.within(1e-9));
  }

  /** Real trainings, few and short. */
  @Test
  void recordsCurvesThatItReads() throws IOException {
    Path mnist = SharedData.path("mnist");
    Path file = folder.resolve("recorded.csv");
    int exitCode = new CommandLine(new RecordCommand())
        .setOut(new PrintWriter(new StringWriter()))
        .execute(
            "--data=" + mnist,
            "--out=" + file,
            "--networks=3",
            "--examples=100",
            "--judges=50",
            "--epochs=4");
    assertThat(exitCode).isZero();
    List<LearningCurve> curves = CurveFile.read(file);
    assertThat(curves).hasSize(3).allSatisfy(curve -> {
      assertThat(curve.values())
          .hasSize(4)
          .allSatisfy(value -> assertThat(value).isBetween(0.0, 1.0));
      assertThat(curve.features()).hasSize(5);
      assertThat(curve.features().get(0)).isBetween(-3.0, -0.5);
    });
    assertThat(curves.get(0).features()).isNotEqualTo(curves.get(1).features());
  }
}
