package org.nas4j.dl4j.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.images.JavaSource;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.spaces.blockqnn.BlockQnnSpace;
import org.nas4j.spaces.enas.EnasMacroSpace;
import org.nas4j.spaces.enas.EnasMicroSpace;
import org.nas4j.spaces.metaqnn.MetaQnnSpace;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.spaces.nasnet.NasnetSpace;
import org.nas4j.spaces.parts.DeepConvSpace;
import org.nas4j.testkit.LayerSamples;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/** Printed sources, compiled: what they build is what the portable engine builds. */
class JavaSourceTest {

  private static final IUpdater UPDATER = new Adam(0.25);

  @TempDir
  private Path folder;

  /** Between odd sizes, so that rows and columns cannot be mixed up. */
  private static Architecture with(Layer layer) {
    Architecture.Builder builder = Architecture.builder(Shape.image(4, 11, 8));
    builder.add("start \"of\" \\all", new Activation(Activation.Function.TANH), "input");
    builder.add("größe", Pooling.max(Window.square(1)), "start \"of\" \\all");
    boolean onVectors = layer instanceof Dense || layer.traits().isOutput();
    String last = onVectors ? builder.add("flat", new Flatten(), "größe") : "größe";
    last = layer instanceof ChannelScale
        ? builder.add("layer", layer, last, builder.add("means", GlobalPooling.AVERAGE, last))
        : layer.traits().joinsInputs()
            ? builder.add("layer", layer, last, last, Architecture.INPUT)
            : builder.add("layer", layer, last);
    if (layer.traits().isOutput()) {
      return builder.build(last);
    }
    boolean isVector = onVectors || layer instanceof Flatten || layer instanceof GlobalPooling;
    String flat = isVector ? last : builder.add("end", new Flatten(), last);
    return builder.build(builder.add("out", SoftmaxOutput.of(3), flat));
  }

  @Test
  void everyLayerIsBuiltAlike() throws Exception {
    assertBuiltAlike(LayerSamples.all().stream().map(JavaSourceTest::with).toList());
  }

  private static List<SearchSpace<Architecture>> spaces() {
    Shape.Image input = Shape.image(3, 16, 16);
    return List.of(
        ChainSpace.of(input, 10),
        ChainSpace.of(Shape.vector(9), 10),
        MetaQnnSpace.small(input, 10),
        BlockQnnSpace.small(input, 10),
        NasSkipSpace.small(input, 10),
        NasnetSpace.small(input, 10),
        EnasMacroSpace.small(input, 10),
        EnasMicroSpace.small(input, 10),
        DeepConvSpace.small(input, 10));
  }

  private static List<Architecture> samples(int ofEach) {
    SplittableRandom random = new SplittableRandom(11);
    List<Architecture> samples = new ArrayList<>();
    for (SearchSpace<Architecture> space : spaces()) {
      Stream.generate(() -> space.sample(Chooser.uniform(random)))
          .filter(Build::isFeasible)
          .limit(ofEach)
          .forEach(build -> samples.add(build.architecture()));
    }
    return samples;
  }

  @Test
  void networksOfEverySpaceAreBuiltAlike() throws Exception {
    assertBuiltAlike(samples(2));
  }

  @Tag("soak")
  @Test
  void twentyNetworksOfEverySpaceAreBuiltAlike() throws Exception {
    assertBuiltAlike(samples(20));
  }

  private void assertBuiltAlike(List<Architecture> architectures) throws Exception {
    Map<String, Architecture> byName = new LinkedHashMap<>();
    IntStream.range(0, architectures.size())
        .forEach(i -> byName.put("some.place.Network" + i, architectures.get(i)));
    try (URLClassLoader loader = compile(byName)) {
      for (String name : byName.keySet()) {
        ComputationGraphConfiguration wanted =
            GraphPlan.of(byName.get(name), UPDATER).configuration();
        ComputationGraphConfiguration got = built(loader, name, 0, WeightInit.ZERO);
        assertThat(got.toJson()).as(name).isEqualTo(wanted.toJson());
        assertThat(got).isEqualTo(wanted);
      }
    }
  }

  private static ComputationGraphConfiguration built(
      ClassLoader loader, String name, long seed, WeightInit weights) throws Exception {
    return (ComputationGraphConfiguration) loader
        .loadClass(name)
        .getMethod("configuration", long.class, WeightInit.class, IUpdater.class)
        .invoke(null, seed, weights, UPDATER);
  }

  /** All at once, since starting the compiler takes longest. */
  private URLClassLoader compile(Map<String, Architecture> architectures) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Path> files = new ArrayList<>();
    for (String name : architectures.keySet()) {
      Path file = folder.resolve(name.substring(name.lastIndexOf('.') + 1) + ".java");
      JavaSource.write(architectures.get(name), name, file);
      files.add(file);
    }
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of(
          "-d", folder.toString(), "-proc:none", "-Xlint:all,-classfile,-path,-options", "-Werror");
      boolean compiled = compiler
          .getTask(
              complaints, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
          .call();
      assertThat(compiled).as("%s", complaints).isTrue();
    }
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
  }

  /** With weights of its own, as one who takes the source elsewhere has them. */
  @Test
  void computesTheSame() throws Exception {
    Architecture architecture = RandomArchitecture.withoutDropout(4);
    Shape.Image input = (Shape.Image) architecture.input();
    NetworkSettings settings =
        new NetworkSettings(7, new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 0), 0, 0, 1);
    try (URLClassLoader loader = compile(Map.of("Best", architecture));
        GraphNetwork engine = GraphNetwork.open(architecture, settings);
        INDArray examples =
            Nd4j.rand(DataType.FLOAT, 2, input.channels(), input.height(), input.width())) {
      ComputationGraph graph = new ComputationGraph(built(loader, "Best", 1, WeightInit.XAVIER));
      graph.init();
      assertThat(graph.params().norm2Number().doubleValue()).isPositive();
      graph.setParams(engine.graph().params());
      assertThat(graph.output(examples)).isEqualTo(engine.graph().output(examples));
      graph.close();
    }
  }

  @Test
  void startsAndEndsAsItsReaderExpects() {
    assertThat(JavaSource.text(RandomArchitecture.chain(Shape.image(1, 8, 8)), "org.example.Best"))
        .startsWith("package org.example;\n\nimport org.deeplearning4j.")
        .contains("\npublic final class Best {\n")
        .contains("new ConvolutionLayer.Builder(new int[] {3, 3}, new int[] {1, 1})")
        .doesNotContain("org.nas4j")
        .endsWith("}\n");
  }

  @Test
  void refusesNamesThatNoClassCanHave() {
    Architecture architecture = with(new Flatten());
    assertThatThrownBy(() -> JavaSource.text(architecture, "my-best"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A class of Java cannot be called [my-best].\n"
            + "Maybe give a name such as [org.example.Best].");
    assertThatThrownBy(() -> JavaSource.text(architecture, "a.OutputLayer"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[OutputLayer]")
        .hasMessageContaining("Maybe call it [Best].");
  }
}
