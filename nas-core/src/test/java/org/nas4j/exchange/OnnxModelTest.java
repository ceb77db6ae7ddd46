package org.nas4j.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellBuilder;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.arch.recurrent.CellOperation;
import org.nas4j.arch.recurrent.Nonlinearity;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.spaces.blockqnn.BlockQnnSpace;
import org.nas4j.spaces.enas.EnasMacroSpace;
import org.nas4j.spaces.enas.EnasMicroSpace;
import org.nas4j.spaces.enas.EnasRecurrentSpace;
import org.nas4j.spaces.metaqnn.MetaQnnSpace;
import org.nas4j.spaces.mnasnet.MnasNetSpace;
import org.nas4j.spaces.nas.NasRecurrentSpace;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.spaces.nasnet.NasnetSpace;
import org.nas4j.spaces.parts.DeepConvSpace;
import org.nas4j.testkit.LayerSamples;
import org.nas4j.testkit.ReferenceNetwork;
import org.nas4j.testkit.SmallNetworks;

/** What ONNX Runtime makes of exported networks, beside the reference's loops. */
class OnnxModelTest {

  private static final double CLOSE = 1e-5;

  private static void requireEqual(Architecture architecture, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, WeightArray> weights = SmallNetworks.weights(architecture, random);
    double[] example = new double[(int) architecture.input().elements()];
    float[] same = new float[example.length];
    for (int i = 0; i < example.length; i++) {
      same[i] = (float) (2 * random.nextDouble() - 1);
      example[i] = same[i];
    }
    double[] wanted = new ReferenceNetwork(architecture, weights).output(example);
    float[] got =
        OnnxRuntime.run(OnnxModel.bytes(architecture, weights), same, shape(architecture.input()));
    requireClose(got, wanted, architecture);
  }

  private static void requireClose(float[] got, double[] wanted, Object of) {
    assertThat(got).hasSameSizeAs(wanted);
    for (int i = 0; i < got.length; i++) {
      assertThat(Math.abs(got[i] - wanted[i]))
          .as("value %d of %s", i, of)
          .isLessThanOrEqualTo(CLOSE * Math.max(1, Math.abs(wanted[i])));
    }
  }

  private static long[] shape(Shape shape) {
    return shape.match(
        maps -> new long[] {1, maps.channels(), maps.height(), maps.width()},
        vector -> new long[] {1, vector.size()});
  }

  /** Between odd sizes, so that rows and columns cannot be mixed up. */
  @ParameterizedTest
  @MethodSource("org.nas4j.testkit.LayerSamples#all")
  void everyLayerRunsInOnnxRuntime(Layer layer) throws Exception {
    Architecture.Builder builder = Architecture.builder(Shape.image(4, 11, 8));
    builder.add("start", new Activation(Activation.Function.TANH), Architecture.INPUT);
    boolean onVectors = layer instanceof Dense || layer.traits().isOutput();
    String before = onVectors ? builder.add("flat", new Flatten(), "start") : "start";
    List<String> inputs = new ArrayList<>(List.of(before));
    if (layer instanceof ChannelScale) {
      inputs.add(builder.add("values", GlobalPooling.AVERAGE, Architecture.INPUT));
    } else if (layer.traits().joinsInputs()) {
      inputs.add(Architecture.INPUT);
    }
    requireEqual(builder.build(builder.add("layer", layer, inputs)), 7);
  }

  /** Beyond the limits of all functions with kinks, which a hyperbolic tangent never reaches. */
  @ParameterizedTest
  @EnumSource(Activation.Function.class)
  void activatesLargeValues(Activation.Function function) throws Exception {
    Architecture.Builder builder = Architecture.builder(Shape.image(4, 11, 8));
    String last = Architecture.INPUT;
    for (int i = 0; i < 4; i++) {
      last = builder.add("doubled" + i, new Add(), last, last);
    }
    requireEqual(builder.build(builder.add("layer", new Activation(function), last)), 7);
  }

  @Test
  void noKindOfLayerIsLeftOut() {
    Set<Class<?>> tested = new HashSet<>();
    LayerSamples.all().forEach(layer -> tested.add(layer.getClass()));
    assertThat(tested)
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Layer.class.getPermittedSubclasses()));
  }

  @Test
  void normalizesVectorsToo() throws Exception {
    Architecture.Builder builder = Architecture.builder(Shape.vector(9));
    builder.add("dense", new Dense(6, true), Architecture.INPUT);
    builder.add("norm", BatchNormalization.DEFAULT, "dense");
    builder.add("out", SoftmaxOutput.of(3), "norm");
    requireEqual(builder.build("out"), 3);
  }

  static Map<String, SearchSpace<Architecture>> spaces() {
    Shape.Image input = Shape.image(3, 16, 16);
    Map<String, SearchSpace<Architecture>> spaces = new LinkedHashMap<>();
    spaces.put("chain", ChainSpace.of(input, 10));
    spaces.put("metaqnn", MetaQnnSpace.small(input, 10));
    spaces.put("block-qnn", BlockQnnSpace.small(input, 10));
    spaces.put("nas-skip", NasSkipSpace.small(input, 10));
    spaces.put("nasnet", NasnetSpace.small(input, 10));
    spaces.put("enas-macro", EnasMacroSpace.small(input, 10));
    spaces.put("enas-micro", EnasMicroSpace.small(input, 10));
    spaces.put("mnasnet", MnasNetSpace.small(input, 10));
    spaces.put("deepconv", DeepConvSpace.small(input, 10));
    return spaces;
  }

  static Set<String> names() {
    return spaces().keySet();
  }

  private static void requireEqualSamples(String name, int count) throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    for (int done = 0; done < count; ) {
      Build<Architecture> build = spaces().get(name).sample(Chooser.uniform(random));
      if (build.isFeasible()) {
        requireEqual(build.architecture(), done++);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void networksOfEverySpaceRunInOnnxRuntime(String name) throws Exception {
    requireEqualSamples(name, 2);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("names")
  void twentyNetworksOfEverySpaceRunInOnnxRuntime(String name) throws Exception {
    requireEqualSamples(name, 20);
  }

  @Test
  void smallNetworksRunInOnnxRuntime() throws Exception {
    for (Architecture architecture : SmallNetworks.all().values()) {
      requireEqual(architecture, 5);
    }
  }

  private static void requireEqual(CellGraph cell, long seed) throws Exception {
    int inputs = 5;
    int units = 4;
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    cell.weights(inputs, units).forEach((name, shape) -> {
      WeightArray array = WeightArray.zeros(shape);
      for (int i = 0; i < array.values().length; i++) {
        array.values()[i] = (float) (2 * random.nextDouble() - 1);
      }
      weights.put(name, array);
    });
    Map<String, float[]> given = new LinkedHashMap<>();
    given.put("input", numbers(inputs, 1, random));
    List<double[]> states = new ArrayList<>();
    for (int i = 0; i < cell.states(); i++) {
      given.put("state" + i, numbers(units, 4, random));
      states.add(doubles(given.get("state" + i)));
    }
    CellGraph.Step wanted = cell.step(doubles(given.get("input")), states, weights);
    Map<String, float[]> got =
        OnnxRuntime.run(OnnxModel.bytes(cell, inputs, units, weights), given);
    requireClose(got.get("output"), wanted.output(), cell);
    for (int i = 0; i < cell.states(); i++) {
      requireClose(got.get("next" + i), wanted.states().get(i), cell);
    }
  }

  private static float[] numbers(int count, double size, SplittableRandom random) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (size * (2 * random.nextDouble() - 1));
    }
    return numbers;
  }

  private static double[] doubles(float[] numbers) {
    double[] doubles = new double[numbers.length];
    Arrays.setAll(doubles, i -> numbers[i]);
    return doubles;
  }

  @Test
  void everyOperationOfCellsRunsInOnnxRuntime() throws Exception {
    requireEqual(CellGraph.lstm(), 1);
    CellBuilder cell = CellGraph.builder(1);
    int gate = cell.sigmoid(cell.affine("gate", cell.input()));
    int fresh = cell.activate(Nonlinearity.RELU, cell.affine("fresh", cell.state(0)));
    int blend = cell.blend(gate, fresh, cell.state(0));
    int mean = cell.mean(List.of(blend, gate, fresh));
    int scaled = cell.scale(mean, -1.5, 0.25);
    requireEqual(cell.build(scaled, cell.add(new CellOperation.Bound(cell.state(0), 0.5))), 2);
    CellBuilder loose = CellGraph.builder(1);
    requireEqual(
        loose.build(loose.add(new CellOperation.Bound(loose.state(0), 50)), loose.state(0)), 3);
  }

  @Test
  void cellsOfBothSpacesRunInOnnxRuntime() throws Exception {
    SplittableRandom random = new SplittableRandom(13);
    for (int i = 0; i < 20; i++) {
      requireEqual(
          EnasRecurrentSpace.paper()
              .sample(Chooser.uniform(random))
              .architecture()
              .graph(),
          i);
      requireEqual(
          NasRecurrentSpace.paper()
              .sample(Chooser.uniform(random))
              .architecture()
              .graph(),
          i);
    }
  }

  @Test
  void takesABatchOfAnySize() throws Exception {
    Architecture architecture = SmallNetworks.all().get("branches");
    Map<String, WeightArray> weights = SmallNetworks.weights(architecture, new SplittableRandom(1));
    float[] two = new float[2 * 2 * 6 * 6];
    for (int i = 0; i < two.length / 2; i++) {
      two[i] = i % 7 - 3;
      two[two.length / 2 + i] = two[i];
    }
    float[] both = OnnxRuntime.run(OnnxModel.bytes(architecture, weights), two, 2, 2, 6, 6);
    assertThat(both).hasSize(6);
    assertThat(Arrays.copyOf(both, 3)).containsExactly(Arrays.copyOfRange(both, 3, 6));
  }

  @Test
  void writesTheSameToAFile(@TempDir Path folder) throws Exception {
    Architecture architecture = SmallNetworks.all().get("plain");
    Map<String, WeightArray> weights = SmallNetworks.weights(architecture, new SplittableRandom(1));
    Path file = folder.resolve("best.onnx");
    OnnxModel.write(architecture, weights, file);
    assertThat(Files.readAllBytes(file)).isEqualTo(OnnxModel.bytes(architecture, weights));
  }

  @Test
  void saysWhichWeightsAreMissingOrOfAnotherShape() {
    Architecture architecture = SmallNetworks.all().get("plain");
    Map<String, WeightArray> weights = SmallNetworks.weights(architecture, new SplittableRandom(1));
    weights.remove("fc/bias");
    assertThatThrownBy(() -> OnnxModel.bytes(architecture, weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[fc/bias]")
        .hasMessageContaining("\nMaybe");
    weights.put("fc/bias", WeightArray.zeros(List.of(3)));
    assertThatThrownBy(() -> OnnxModel.bytes(architecture, weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[fc/bias] are of shape [3], but the architecture has [7]");
  }
}
