package org.nas4j.spaces;

import static org.nas4j.testkit.RecipeAssert.assertThatSettingsAreWhole;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.eval.Metric;
import org.nas4j.morphism.EditSpace;
import org.nas4j.morphism.MorphismSpace;
import org.nas4j.objective.EarlyStopReward;
import org.nas4j.spaces.blockqnn.BlockQnnSpace;
import org.nas4j.spaces.enas.EnasMacroSpace;
import org.nas4j.spaces.enas.EnasMicroSpace;
import org.nas4j.spaces.enas.EnasMode;
import org.nas4j.spaces.enas.EnasRecurrentSpace;
import org.nas4j.spaces.metaqnn.MetaQnnSpace;
import org.nas4j.spaces.mnasnet.MnasNetSpace;
import org.nas4j.spaces.nas.NasRecurrentSpace;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.spaces.nas.NasSkipSpace.LayerType;
import org.nas4j.spaces.nasnet.NasnetOperation;
import org.nas4j.spaces.nasnet.NasnetSpace;
import org.nas4j.spaces.parts.DeepConvSpace;

/** Every recipe of a space or a reward tells all its settings, and lets each of them be changed. */
class RecipesTest {

  private static final Shape DIGITS = Shape.image(1, 28, 28);
  private static final String[] SIZES = {"input", "classes"};
  private static final int[] TWO = {2, 4};

  static Stream<Arguments> recipes() {
    return Stream.of(
        Arguments.of(ChainSpace.of(DIGITS, 10), chain(), SIZES),
        Arguments.of(NasSkipSpace.small(DIGITS, 10), skip(), SIZES),
        Arguments.of(MetaQnnSpace.small(DIGITS, 10), metaQnn(), SIZES),
        Arguments.of(NasnetSpace.small(DIGITS, 10), nasnet(), SIZES),
        Arguments.of(
            BlockQnnSpace.small(DIGITS, 10),
            Map.of("stages", 4, "filters", 9, "greatestIndex", 5, "blocksPerStage", 7),
            SIZES),
        Arguments.of(MnasNetSpace.small(DIGITS, 10), mnasNet(), SIZES),
        Arguments.of(
            EnasMacroSpace.small(DIGITS, 10),
            Map.of("layers", 5, "filters", 9, "dropout", 0.3, "mode", EnasMode.PAPER),
            SIZES),
        Arguments.of(EnasMicroSpace.small(DIGITS, 10), enasMicro(), SIZES),
        Arguments.of(DeepConvSpace.small(DIGITS, 10), Map.of("filters", TWO, "copies", 3), SIZES),
        Arguments.of(NasRecurrentSpace.paper(), Map.of("leaves", 3), new String[0]),
        Arguments.of(
            EnasRecurrentSpace.paper(),
            Map.of("nodes", 3, "mode", EnasMode.OFFICIAL_CODE),
            new String[0]),
        Arguments.of(
            MorphismSpace.of(start(), 3, 1000),
            Map.of("edits", 4, "greatestParameters", 2000L, "noise", 0.1),
            new String[] {"start"}),
        Arguments.of(EditSpace.easDemo(start()), edits(), new String[] {"method"}),
        Arguments.of(EarlyStopReward.blockQnn(1e6), reward(), new String[] {"referenceMacs"}));
  }

  private static Map<String, Object> edits() {
    return Map.of(
        "widths",
        TWO,
        "units",
        TWO,
        "kernels",
        new int[] {1, 7},
        "positions",
        3,
        "normalized",
        false,
        "widerNoise",
        0.2,
        "deeperNoise",
        0.3,
        "steps",
        9,
        "greatestParameters",
        2000L);
  }

  private static Map<String, Object> mnasNet() {
    int[] three = {2, 4, 3};
    return Map.of(
        "stemFilters",
        9,
        "stemStride",
        3,
        "filters",
        three,
        "layers",
        three,
        "strides",
        three,
        "lastFilters",
        9,
        "filterMultiple",
        2,
        "kernels",
        TWO,
        "squeezes",
        new double[] {0.5},
        "activation",
        Activation.Function.HARD_SWISH);
  }

  private static Map<String, Object> chain() {
    return Map.of(
        "maxConvolutions",
        3,
        "kernels",
        TWO,
        "filters",
        TWO,
        "maxDense",
        0,
        "units",
        TWO,
        "dropout",
        new double[] {0.1},
        "head",
        ClassifierHead.FLATTEN);
  }

  private static Map<String, Object> skip() {
    return Map.of(
        "layers", 5,
        "layerTypes", LayerType.values(),
        "filterHeights", TWO,
        "filterWidths", TWO,
        "strides", TWO,
        "filters", TWO,
        "poolAfter", TWO,
        "head", ClassifierHead.GLOBAL_AVERAGE);
  }

  private static Map<String, Object> metaQnn() {
    return Map.of(
        "maxDepth",
        5,
        "kernels",
        TWO,
        "filters",
        TWO,
        "units",
        TWO,
        "kernelFit",
        KernelFit.WITHIN_MAPS,
        "dropout",
        false,
        "poolingSize",
        PoolingSize.FLOOR);
  }

  private static Map<String, Object> nasnet() {
    return Map.of(
        "stages", 4,
        "filters", 9,
        "blocks", 2,
        "cellsPerStage", 4,
        "stemMultiplier", 2,
        "auxiliaryHead", true,
        "dropPath", 0.6,
        "operations", new NasnetOperation[] {NasnetOperation.IDENTITY});
  }

  private static Map<String, Object> enasMicro() {
    return Map.of(
        "nodes",
        2,
        "cells",
        6,
        "filters",
        9,
        "dropout",
        0.3,
        "dropPath",
        0.6,
        "auxiliaryHead",
        true,
        "mode",
        EnasMode.PAPER,
        "releasedWiring",
        true);
  }

  private static Map<String, Object> reward() {
    return Map.of(
        "accuracy", Metric.maximized("accuracy"),
        "unit", EarlyStopReward.Unit.PERCENT,
        "mu", 2.0,
        "rho", 3.0,
        "base", 2.0);
  }

  private static Architecture start() {
    Architecture.Builder network = Architecture.builder(Shape.vector(4));
    return network.build(network.add("classifier", SoftmaxOutput.of(3), Architecture.INPUT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recipes")
  void settingsAreWhole(Object recipe, Map<String, Object> changes, String[] fixed) {
    assertThatSettingsAreWhole(recipe, changes, fixed);
  }
}
