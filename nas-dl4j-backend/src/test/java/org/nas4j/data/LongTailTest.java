package org.nas4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.model.QuantileCurve;
import org.nas4j.model.TableColumns;

/** Columns of which a few numbers are far out, and all others. */
class LongTailTest {

  private static double[] sorted(int count, DoubleUnaryOperator ofNormal) {
    SplittableRandom random = new SplittableRandom(1);
    return DoubleStream.generate(() -> ofNormal.applyAsDouble(random.nextGaussian()))
        .limit(count)
        .sorted()
        .toArray();
  }

  /** The exponential of twice a normal number: half of the logarithm is the number again. */
  @Test
  void ranksOfALongTailBecomeNormal() {
    double[] incomes = sorted(2_000, z -> StrictMath.exp(2 * z));
    QuantileCurve curve = LongTail.curve(incomes).orElseThrow();
    assertThat(curve.values())
        .hasSizeBetween(50, 64)
        .startsWith(incomes[0])
        .endsWith(incomes[incomes.length - 1]);
    for (double z = -2; z <= 2; z += 0.25) {
      assertThat(curve.at(StrictMath.exp(2 * z))).as("of %s", z).isCloseTo(z, within(0.15));
    }
  }

  @Test
  void numbersNearEachOtherStayAsTheyAre() {
    assertThat(LongTail.curve(sorted(2_000, z -> 7 + 3 * z))).isEmpty();
    assertThat(LongTail.curve(sorted(2_000, StrictMath::abs))).isEmpty();
    double[] rare = new double[500];
    rare[499] = 1;
    assertThat(LongTail.curve(rare)).as("two different numbers").isEmpty();
  }

  /** Nine tenths are 0: they get the score of their middle rank, the others that of theirs. */
  @Test
  void equalNumbersShareTheirMiddleRank() {
    double[] gains = new double[1_000];
    for (int i = 0; i < 100; i++) {
      gains[900 + i] = 10 * (i + 1);
    }
    QuantileCurve curve = LongTail.curve(gains).orElseThrow();
    assertThat(curve.at(0)).as("normal quantile of 0.45").isCloseTo(-0.1257, within(1e-3));
    assertThat(curve.at(1_000)).as("of 0.9995").isCloseTo(3.2905, within(1e-3));
    assertThat(curve.at(500)).as("of 0.95").isCloseTo(1.645, within(0.05));
  }

  /** One typing error of a thousand times the height leaves the others apart. */
  @Test
  void aTableOfTrainingRowsDecides(@TempDir Path folder) throws Exception {
    List<String> lines = new ArrayList<>(List.of("height,weight,y"));
    for (int i = 0; i < 100; i++) {
      lines.add((150 + i % 40) + "," + (50 + i % 30) + "," + i % 7);
    }
    lines.add("180000,60,3");
    Table table = Table.read(Files.write(folder.resolve("people.csv"), lines));
    TableColumns columns = TableTask.regression(table, "y").columns();
    float[] small = columns.encode(Map.of("height", "155", "weight", "55"));
    float[] tall = columns.encode(Map.of("height", "185", "weight", "55"));
    assertThat(tall[0] - small[0]).isBetween(2.0f, 3.0f);
    assertThat(small[1]).isEqualTo(55);
  }
}
