package org.nas4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.junit.jupiter.api.Test;
import org.nas4j.internal.math.Parameter;

class BlockPredictorTest {

  private static final double[] WORTH = {0.0, 0.3, -0.2, 0.5, 0.1};
  private static final int LAYERS = 5;

  /** A layer reads an earlier one or the input; its kernel's number is 5 or 6. */
  private static List<CellBlock> block(RandomGenerator random) {
    List<CellBlock> block = new ArrayList<>();
    for (int i = 0; i < LAYERS; i++) {
      block.add(new CellBlock(
          random.nextInt(i + 1), random.nextInt(WORTH.length), 0, 5 + random.nextInt(2)));
    }
    return block;
  }

  private static List<List<CellBlock>> blocks(int count, RandomGenerator random) {
    return IntStream.range(0, count).mapToObj(i -> block(random)).toList();
  }

  private static double[] values(List<List<CellBlock>> blocks, boolean byPlace) {
    return blocks.stream().mapToDouble(block -> value(block, byPlace)).toArray();
  }

  /** The sum over layers; or one in which later layers count more. */
  private static double value(List<CellBlock> block, boolean byPlace) {
    double sum = 0;
    for (int i = 0; i < block.size(); i++) {
      double worth =
          WORTH[block.get(i).firstOperation()] + (block.get(i).secondOperation() == 6 ? 0.15 : 0);
      sum += worth * (byPlace ? i * i : 1);
    }
    return sum;
  }

  private static double kendall(
      CellPredictor.Fitted fitted, List<List<CellBlock>> blocks, double[] values) {
    return new KendallsCorrelation()
        .correlation(blocks.stream().mapToDouble(fitted::predict).toArray(), values);
  }

  /** The acceptance check of the specification: 300 blocks to learn from, held-out τ above 0.8. */
  @Test
  void ranksBlocksThatItDidNotSee() {
    SplittableRandom random = new SplittableRandom(1);
    List<List<CellBlock>> seen = blocks(300, random);
    List<List<CellBlock>> held = blocks(100, random);
    var fitted = BlockPredictor.builder().build().fit(seen, values(seen, false), random);
    assertThat(kendall(fitted, held, values(held, false))).isGreaterThan(0.8);
  }

  /** Where accuracy depends on the order of layers, one that is told another order is worse. */
  @Test
  void readsTheOrderOfLayers() {
    SplittableRandom random = new SplittableRandom(2);
    List<List<CellBlock>> seen = blocks(150, random);
    List<List<CellBlock>> held = blocks(80, random);
    List<List<CellBlock>> shuffled = seen.stream()
        .map(block -> {
          List<CellBlock> other = new ArrayList<>(block);
          Collections.rotate(other, 1 + random.nextInt(LAYERS - 1));
          return other;
        })
        .toList();
    double[] values = values(seen, true);
    BlockPredictor recipe = BlockPredictor.builder().passes(30).build();
    double right =
        kendall(recipe.fit(seen, values, new SplittableRandom(3)), held, values(held, true));
    double wrong =
        kendall(recipe.fit(shuffled, values, new SplittableRandom(3)), held, values(held, true));
    assertThat(right).isGreaterThan(wrong + 0.15).isGreaterThan(0.6);
  }

  /** Learned from whole courses, it tells epochs apart, and later ones count as the last. */
  @Test
  void foretellsEachEpoch() {
    SplittableRandom random = new SplittableRandom(4);
    List<CellCourse> courses = blocks(40, random).stream()
        .map(block -> {
          double end = value(block, false);
          return new CellCourse(block, List.of(end - 2, end - 1, end));
        })
        .toList();
    var fitted = BlockPredictor.builder().build().fit(courses, random);
    List<CellBlock> one = courses.get(0).cell();
    double end = courses.get(0).values().get(2);
    assertThat(fitted.predict(one)).isCloseTo(end, within(0.5)).isEqualTo(fitted.predict(one, 3));
    assertThat(fitted.predict(one, 1)).isCloseTo(end - 2, within(0.5));
    assertThat(fitted.predict(one, 9)).isEqualTo(fitted.predict(one, 3));
  }

  /** Every weight, by central differences. */
  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    SplittableRandom random = new SplittableRandom(3);
    BlockEstimator network = new BlockEstimator(
        new CellVocabulary(LAYERS, 7), 3, new BlockPredictorSettings(3, 5, 1, 1, 0.01), random);
    List<CellBlock> block = block(random);
    network.forward(block, 2);
    network.backward(1.5);
    int moved = 0;
    for (Parameter parameter : network.parameters()) {
      for (int i = 0; i < parameter.value().length; i++) {
        double kept = parameter.value()[i];
        parameter.change()[i] = kept + 1e-6;
        double above = network.forward(block, 2);
        parameter.change()[i] = kept - 1e-6;
        double below = network.forward(block, 2);
        parameter.change()[i] = kept;
        double slope = 1.5 * (above - below) / 2e-6;
        assertThat(parameter.gradient()[i]).isCloseTo(slope, within(1e-6));
        moved += Math.abs(slope) > 1e-7 ? 1 : 0;
      }
    }
    assertThat(moved).isGreaterThan(100);
  }

  @Test
  void refusesNothingToLearnFrom() {
    SplittableRandom random = new SplittableRandom(1);
    assertThatThrownBy(() -> BlockPredictor.builder().build().fit(List.of(), random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got none");
    assertThatThrownBy(
            () -> BlockPredictor.builder().build().fit(blocks(2, random), new double[1], random))
        .hasMessageContaining("[2] cells and [1] values");
    assertThat(BlockPredictor.builder().hidden(7).build().toBuilder().build())
        .isEqualTo(BlockPredictor.builder().hidden(7).build());
  }
}
