package org.nas4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.internal.math.Parameter;

class CellEnsembleTest {

  private static final double[] WORTH = {0.0, 0.3, -0.2, 0.5};

  private static CellBlock block(int blocks, RandomGenerator random) {
    return new CellBlock(
        random.nextInt(2 + blocks),
        random.nextInt(WORTH.length),
        random.nextInt(2 + blocks),
        random.nextInt(WORTH.length));
  }

  private static List<CellBlock> cell(int blocks, RandomGenerator random) {
    List<CellBlock> cell = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      cell.add(block(i, random));
    }
    return cell;
  }

  /** What its operations are worth on average, and a little for reading the cell before. */
  private static double value(List<CellBlock> cell, RandomGenerator noise) {
    double sum = 0;
    for (CellBlock block : cell) {
      sum += WORTH[block.firstOperation()] + WORTH[block.secondOperation()];
      sum += (block.firstInput() == 0 ? 0.1 : 0) + (block.secondInput() == 0 ? 0.1 : 0);
    }
    return sum / cell.size() + 0.02 * noise.nextGaussian();
  }

  private static List<List<CellBlock>> cells(int count, int blocks, RandomGenerator random) {
    List<List<CellBlock>> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(cell(blocks, random));
    }
    return cells;
  }

  private static double[] values(List<List<CellBlock>> cells, RandomGenerator noise) {
    return cells.stream().mapToDouble(cell -> value(cell, noise)).toArray();
  }

  private static double rankCorrelation(
      CellPredictor.Fitted fitted, List<List<CellBlock>> cells, RandomGenerator noise) {
    return new SpearmansCorrelation()
        .correlation(cells.stream().mapToDouble(fitted::predict).toArray(), values(cells, noise));
  }

  /** Every weight of both networks, by central differences. */
  @ParameterizedTest
  @EnumSource
  void gradientsAreThoseOfFiniteDifferences(CellReading reading) {
    SplittableRandom random = new SplittableRandom(3);
    CellEnsembleSettings small =
        new CellEnsembleSettings(reading, 1, 3, 5, 1, 1, 0.01, 0.01, 0.2, true);
    CellVocabulary words = new CellVocabulary(4, 4);
    CellEstimator network = reading == CellReading.MEAN
        ? new MeanCellEstimator(words, small, random)
        : new LstmCellEstimator(words, small, random);
    List<CellBlock> cell = cell(2, random);
    network.forward(cell);
    network.backward(1.5);
    int checked = 0;
    for (Parameter parameter : network.parameters()) {
      for (int i = 0; i < parameter.value().length; i++) {
        double kept = parameter.value()[i];
        parameter.change()[i] = kept + 1e-6;
        double above = network.forward(cell);
        parameter.change()[i] = kept - 1e-6;
        double below = network.forward(cell);
        parameter.change()[i] = kept;
        assertThat(parameter.gradient()[i]).isCloseTo(1.5 * (above - below) / 2e-6, within(1e-6));
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(100);
  }

  /** From cells of one block to cells of two: the published check asks for 0.3. */
  @ParameterizedTest
  @EnumSource
  void ranksCellsLargerThanThoseThatItKnows(CellReading reading) {
    double sum = 0;
    for (int seed = 0; seed < 3; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<List<CellBlock>> known = cells(80, 1, random);
      CellPredictor.Fitted fitted =
          CellEnsemble.builder().reading(reading).build().fit(known, values(known, random), random);
      sum += rankCorrelation(fitted, cells(100, 2, random), random);
    }
    assertThat(sum / 3).isGreaterThan(0.3);
  }

  @Test
  void severalForetellBetterThanOne() {
    double one = 0;
    double five = 0;
    for (int seed = 10; seed < 18; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<List<CellBlock>> known = cells(50, 1, random);
      double[] values = values(known, random);
      List<List<CellBlock>> larger = cells(150, 2, random);
      CellEnsemble ensemble = CellEnsemble.builder().build();
      one += rankCorrelation(
          ensemble.toBuilder().members(1).build().fit(known, values, new SplittableRandom(seed)),
          larger,
          new SplittableRandom(1));
      five += rankCorrelation(
          ensemble.fit(known, values, new SplittableRandom(seed)), larger, new SplittableRandom(1));
    }
    assertThat(five).isGreaterThanOrEqualTo(one);
  }

  private static CellPredictor.Fitted fitted(CellReading reading) {
    SplittableRandom random = new SplittableRandom(5);
    List<List<CellBlock>> known = cells(20, 2, random);
    return CellEnsemble.builder()
        .reading(reading)
        .build()
        .fit(known, values(known, random), random);
  }

  @Test
  void theMeanIsBlindToTheOrderOfBlocks() {
    List<CellBlock> cell = List.of(new CellBlock(0, 1, 1, 2), new CellBlock(1, 3, 0, 0));
    List<CellBlock> reversed = new ArrayList<>(cell);
    Collections.reverse(reversed);
    CellPredictor.Fitted mean = fitted(CellReading.MEAN);
    assertThat(mean.predict(reversed)).isCloseTo(mean.predict(cell), within(1e-12));
    CellPredictor.Fitted sequence = fitted(CellReading.SEQUENCE);
    assertThat(sequence.predict(reversed)).isNotCloseTo(sequence.predict(cell), within(1e-6));
  }

  /** σ(1.8) = 0.858, the accuracy that the authors saw on average. */
  @ParameterizedTest
  @EnumSource
  void beginsWithTheAccuracyOfThePaper(CellReading reading) {
    List<List<CellBlock>> one = List.of(List.of(new CellBlock(0, 0, 0, 0)));
    CellPredictor.Fitted fitted = CellEnsemble.liu(reading).toBuilder()
        .epochs(1)
        .learningRate(1e-12)
        .build()
        .fit(one, new double[] {0.5}, new SplittableRandom(1));
    assertThat(fitted.predict(one.get(0))).isCloseTo(0.858, within(0.03));
  }

  @Test
  void whatWasNeverSeenIsForetoldToo() {
    assertThat(fitted(CellReading.MEAN).predict(List.of(new CellBlock(40, 40, 0, 0))))
        .isFinite();
  }

  @Test
  void valuesNeedBeNoFractionsWhereTheyAreScaled() {
    List<List<CellBlock>> cells = cells(30, 1, new SplittableRandom(2));
    double[] values = cells.stream()
        .mapToDouble(cell -> -1_000 + 100 * value(cell, new SplittableRandom(2)))
        .toArray();
    CellPredictor.Fitted fitted =
        CellEnsemble.builder().build().fit(cells, values, new SplittableRandom(3));
    assertThat(fitted.predict(cells.get(0))).isBetween(-1_100.0, -850.0);
    assertThatThrownBy(
            () -> CellEnsemble.liu(CellReading.MEAN).fit(cells, values, new SplittableRandom(3)))
        .hasMessageContaining("scaled(true)");
  }

  @Test
  void refusesWhatCannotBeLearnedFrom() {
    CellEnsemble ensemble = CellEnsemble.builder().build();
    List<List<CellBlock>> one = List.of(List.of(new CellBlock(0, 0, 0, 0)));
    assertThatThrownBy(() -> ensemble.fit(List.of(), new double[0], new SplittableRandom(1)))
        .hasMessageContaining("[0] cells");
    assertThatThrownBy(() -> ensemble.fit(one, new double[2], new SplittableRandom(1)))
        .hasMessageContaining("[2] values");
    assertThatThrownBy(() -> ensemble.fit(one, new double[] {Double.NaN}, new SplittableRandom(1)))
        .hasMessageContaining("[NaN]");
    assertThatThrownBy(() -> new CellBlock(-1, 0, 0, 0)).hasMessageContaining("-1");
  }

  @Test
  void equalRandomnessGivesEqualPredictions() {
    assertThat(fitted(CellReading.SEQUENCE).predict(List.of(new CellBlock(0, 1, 1, 1))))
        .isEqualTo(fitted(CellReading.SEQUENCE).predict(List.of(new CellBlock(0, 1, 1, 1))));
  }

  @Test
  void aRecipeIsAValue() {
    CellEnsemble liu = CellEnsemble.liu(CellReading.MEAN);
    assertThat(liu.toBuilder().build())
        .isEqualTo(liu)
        .hasSameHashCodeAs(liu)
        .hasToString(liu.toString());
    assertThat(liu.settings()).containsEntry("hidden", "100").containsEntry("members", "5");
    assertThat(liu).isNotEqualTo(CellEnsemble.liu(CellReading.SEQUENCE));
  }
}
