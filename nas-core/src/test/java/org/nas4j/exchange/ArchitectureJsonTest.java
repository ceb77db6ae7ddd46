package org.nas4j.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Average;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Padding;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.PoolingKind;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;
import org.nas4j.space.Chooser;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.spaces.nas.NasSkipSpace;

class ArchitectureJsonTest {

  private static final Window ODD = new Window(1, 3, 2, 1, 2, 1, Padding.explicit(1, 0));

  /** One layer of each kind, with settings that differ from each other. */
  private static final List<Layer> KINDS = List.of(
      new Convolution(8, ODD, 2, true),
      new DepthwiseConvolution(ODD, true),
      new SeparableConvolution(6, Window.square(3), true),
      new FactorizedReduction(6),
      new Pooling(PoolingKind.AVERAGE, Window.square(2).stride(2).padding(Padding.VALID)),
      new BatchNormalization(1e-3, 0.99),
      new Activation(Activation.Function.LEAKY_RELU),
      new Identity(),
      new ZeroPad(1, 2, 3, 4),
      new ChannelWindow(1, 9),
      new Add(),
      new Average(),
      new Concat(),
      new ChannelScale(),
      new GlobalPooling(PoolingKind.MAX),
      new Flatten(),
      new Dense(7, false),
      new Dropout(0.3),
      new DropPath(0.6, 0.25),
      RegressionOutput.of(3),
      new SoftmaxOutput(5, 0.4));

  private static Architecture everyKind() {
    Architecture.Builder builder = Architecture.builder(Shape.image(4, 32, 32));
    String last = Architecture.INPUT;
    for (Layer layer : KINDS) {
      last = builder.add(layer.kind(), layer, fitting(builder, layer, last));
    }
    return builder.build();
  }

  private static List<String> fitting(Architecture.Builder builder, Layer layer, String last) {
    if (layer instanceof ChannelScale) {
      String pooled = builder.add("pooled", GlobalPooling.AVERAGE, "convolution");
      return List.of("convolution", pooled);
    }
    boolean needsImage = layer instanceof Flatten && builder.shape(last) instanceof Shape.Vector;
    String input = needsImage ? "convolution" : last;
    return layer instanceof Add || layer instanceof Concat ? List.of(input, input) : List.of(input);
  }

  @Test
  void readsWhatItWroteOfEveryKindOfLayer() {
    Set<Class<?>> tested = new HashSet<>();
    KINDS.forEach(layer -> tested.add(layer.getClass()));
    assertThat(tested)
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Layer.class.getPermittedSubclasses()));
    assertThat(ArchitectureJson.read(ArchitectureJson.write(everyKind()))).isEqualTo(everyKind());
  }

  @Test
  void readsWhatItWroteOfRandomArchitectures() {
    SplittableRandom random = new SplittableRandom(3);
    NasSkipSpace skips = NasSkipSpace.builder(Shape.image(3, 32, 32), 10)
        .layers(8)
        .strides(1, 2)
        .poolAfter(3)
        .build();
    ChainSpace chains = ChainSpace.of(Shape.vector(64), 10);
    for (int i = 0; i < 300; i++) {
      Architecture one = skips.sample(Chooser.uniform(random)).architecture();
      assertThat(ArchitectureJson.read(ArchitectureJson.write(one))).isEqualTo(one);
      Architecture other = chains.sample(Chooser.uniform(random)).architecture();
      assertThat(ArchitectureJson.read(ArchitectureJson.write(other))).isEqualTo(other);
    }
  }

  private static Architecture small() {
    Architecture.Builder builder = Architecture.builder(Shape.image(1, 4, 4));
    builder.add("conv", Convolution.of(2, Window.square(3)), Architecture.INPUT);
    builder.add("pool", GlobalPooling.AVERAGE, "conv");
    builder.add("out", SoftmaxOutput.of(3), "pool");
    return builder.build();
  }

  private static final String SMALL = """
      {
        "format" : "nas4j-architecture",
        "version" : 1,
        "input" : {
          "image" : [ 1, 4, 4 ]
        },
        "nodes" : [ {
          "name" : "conv",
          "layer" : {
            "type" : "convolution",
            "filters" : 2,
            "kernel" : [ 3, 3 ],
            "stride" : [ 1, 1 ],
            "dilation" : [ 1, 1 ],
            "padding" : "same",
            "groups" : 1,
            "bias" : false
          },
          "inputs" : [ "input" ]
        }, {
          "name" : "pool",
          "layer" : {
            "type" : "globalPooling",
            "by" : "average"
          },
          "inputs" : [ "conv" ]
        }, {
          "name" : "out",
          "layer" : {
            "type" : "softmaxOutput",
            "classes" : 3,
            "lossWeight" : 1.0
          },
          "inputs" : [ "pool" ]
        } ],
        "output" : "out"
      }
      """;

  /** The format is a promise: this text must never change. */
  @Test
  void keepsVersionOne() {
    assertThat(ArchitectureJson.write(small())).isEqualTo(SMALL);
    assertThat(ArchitectureJson.read(SMALL)).isEqualTo(small());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      "version" : 1          | "version" : 2         | At [$.version]: must be a whole number
      nas4j-architecture     | other                 | At [$.format]: must be [nas4j-architecture]
      [ 1, 4, 4 ]            | [ 1, 4 ]              | At [$.input.image]: must have from [3]
      [ 1, 4, 4 ]            | [ 1, 4, 2000000 ]     | At [$.input.image[2]]: must be a whole number
      "filters" : 2          | "filters" : 0         | At [$.nodes[0].layer.filters]: must be
      "filters" : 2          | "filters" : 2.5       | At [$.nodes[0].layer.filters]: must be
      "filters" : 2          | "filters" : "2"       | At [$.nodes[0].layer.filters]: must be
      "filters" : 2,         |                       | At [$.nodes[0].layer]: lacks the member [filters]
      "filters" : 2          | "filters" : 2, "x" : 1 | At [$.nodes[0].layer]: has an unknown member [x]
      "filters" : 2          | "filters" : 2, "filters" : 3 | Duplicate field 'filters'
      "type" : "convolution" | "type" : "java.lang.String" | [java.lang.String] is no type of layer
      "groups" : 1           | "groups" : 3          | At [$.nodes[0].layer]: [2] filters cannot be split
      "same"                 | "full"                | At [$.nodes[0].layer.padding]: must be [same]
      "by" : "average"       | "by" : "median"       | At [$.nodes[1].layer.by]: [median] is unknown
      [ "conv" ]             | [ "out" ]             | At [$.nodes[1].inputs[0]]: [out] is not the name
      [ "conv" ]             | [ ]                   | At [$.nodes[1].inputs]: must have from [1]
      [ "conv" ]             | [ "conv", "conv" ]    | At [$.nodes[1]]: the layer does not fit its place
      [ "pool" ]             | [ "conv" ]            | needs a vector
      "name" : "pool"        | "name" : "conv"       | At [$.nodes[1].name]: the name [conv] is taken
      "name" : "pool"        | "name" : "input"      | At [$.nodes[1].name]: the name [input] is taken
      "output" : "out"       | "output" : "input"    | At [$.output]: [input] is not the name of a node
      "output" : "out"       | "output" : "out", "y" : 0 | At [$]: has an unknown member [y]
      "output" : "out"       | "output" : "out       | The text is not valid JSON, line [
      "lossWeight" : 1.0     | "lossWeight" : 1e999  | At [$.nodes[2].layer.lossWeight]: must be a number
      """)
  void namesThePathOfWhatIsWrong(String right, String wrong, String message) {
    assertThat(SMALL).contains(right);
    String text = SMALL.replace(right, wrong == null ? "" : wrong);
    assertThatThrownBy(() -> ArchitectureJson.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .extracting(
            e -> e.getMessage().replaceAll("], line \\[\\d+], column \\[\\d+]:", "]:"), STRING)
        .contains(message);
  }

  @Test
  void namesLineAndColumn() {
    assertThatThrownBy(
            () -> ArchitectureJson.read(SMALL.replace("\"classes\" : 3", "\"classes\" : 1")))
        .hasMessageStartingWith(
            "At [$.nodes[2].layer], line [29], column [15]: A classifier needs");
    assertThatThrownBy(() -> ArchitectureJson.read(SMALL.replace("[ 1, 4, 4 ]", "[ 1, 4, 0 ]")))
        .hasMessageStartingWith("At [$.input.image[2]], line [5], column [23]: must be a whole");
  }

  @Test
  void refusesWhatIsNoObjectOrGoesOn() {
    for (String text : List.of("", "[]", "null", "7", SMALL + "{}", "[".repeat(100_000))) {
      assertThatThrownBy(() -> ArchitectureJson.read(text))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesMapsThatGrowBeyondReason() {
    Architecture.Builder builder = Architecture.builder(Shape.image(1000, 1000, 1000));
    String last = Architecture.INPUT;
    for (int i = 0; i < 12; i++) {
      last = builder.add("twice" + i, new Concat(), last, last);
    }
    String text = ArchitectureJson.write(builder.build());
    assertThatThrownBy(() -> ArchitectureJson.read(text))
        .hasMessageContaining("At [$.nodes[9].layer], line [63], column [15]: yields");
  }

  @Test
  void readsAndWritesFiles(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("network.json");
    ArchitectureJson.write(small(), file);
    assertThat(ArchitectureJson.read(file)).isEqualTo(small());
    Files.writeString(file, "{");
    assertThatThrownBy(() -> ArchitectureJson.read(file))
        .hasMessageContaining("network.json]: The text is not valid JSON");
  }
}
