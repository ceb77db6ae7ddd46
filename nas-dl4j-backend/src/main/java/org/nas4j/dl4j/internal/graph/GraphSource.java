package org.nas4j.dl4j.internal.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nas4j.arch.Architecture;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * The source of a class that builds the configuration that {@link GraphPlan} builds. It is printed
 * from that configuration, vertex by vertex, so that it knows the kinds of vertices and nothing of
 * how layers become vertices. For one source.
 */
public final class GraphSource {

  /** A method of Java holds 64 KiB of code; a vertex takes up to a few hundred bytes. */
  private static final int VERTICES_PER_METHOD = 40;

  private final VertexSource vertices = new VertexSource();
  private final ComputationGraphConfiguration configuration;
  private final String packageName;
  private final String simpleName;

  private GraphSource(Architecture architecture, String className) {
    this.configuration = GraphPlan.of(architecture, new Sgd()).configuration();
    int dot = className.lastIndexOf('.');
    this.packageName = className.substring(0, Math.max(0, dot));
    this.simpleName = className.substring(dot + 1);
  }

  /**
   * Prints the source.
   *
   * @param architecture with an output to be trained by
   * @param className with its package, if it has one
   * @return the content of a file
   * @throws IllegalArgumentException if a class cannot be called so
   * @throws org.nas4j.space.InfeasibleException if the architecture has no output to be trained by
   */
  public static String of(Architecture architecture, String className) {
    if (!SourceVersion.isName(className, SourceVersion.RELEASE_17)) {
      throw new IllegalArgumentException("A class of Java cannot be called [" + className
          + "].\nMaybe give a name such as [org.example.Best].");
    }
    return new GraphSource(architecture, className).text();
  }

  private String text() {
    List<String> names = new ArrayList<>(configuration.getVertices().keySet());
    StringBuilder calls = new StringBuilder();
    StringBuilder parts = new StringBuilder();
    for (int from = 0; from < names.size(); from += VERTICES_PER_METHOD) {
      String part = "part" + (from / VERTICES_PER_METHOD + 1);
      calls.append("    ").append(part).append("(graph);\n");
      parts.append("\n  private static void ").append(part).append("(GraphBuilder graph) {\n");
      names.subList(from, Math.min(names.size(), from + VERTICES_PER_METHOD)).stream()
          .map(this::statement)
          .forEach(parts::append);
      parts.append("  }\n");
    }
    String body = head() + calls + "    graph.setOutputs("
        + quoted(configuration.getNetworkOutputs()) + ");\n    return graph.build();\n  }\n"
        + parts + "}\n";
    return (packageName.isEmpty() ? "" : "package " + packageName + ";\n\n") + imports() + body;
  }

  private String head() {
    return """

        /** A network that NAS4J found, as settings of Deeplearning4j. */
        public final class %s {

          private %s() {}

          /**
           * Builds the settings.
           *
           * @param seed of the weights, and of dropout
           * @param weights how they are drawn, such as WeightInit.RELU
           * @param updater how training changes them, such as new Adam(1e-3)
           * @return what a ComputationGraph is made of
           */
          public static ComputationGraphConfiguration configuration(
              long seed, WeightInit weights, IUpdater updater) {
            GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(DataType.FLOAT)
                .weightInit(weights)
                .activation(Activation.IDENTITY)
                .updater(updater)
                .graphBuilder()
                .addInputs(%s);
        """.formatted(simpleName, simpleName, quoted(configuration.getNetworkInputs()));
  }

  private String statement(String name) {
    GraphVertex vertex = configuration.getVertices().get(name);
    boolean isLayer = vertex instanceof LayerVertex;
    Object settings =
        vertex instanceof LayerVertex layer ? layer.getLayerConf().getLayer() : vertex;
    return "    graph." + (isLayer ? "addLayer" : "addVertex") + "(\n        " + quoted(name)
        + ",\n        " + vertices.of(settings) + ",\n        "
        + quoted(configuration.getVertexInputs().get(name)) + ");\n";
  }

  /** Asked for when all statements are made. */
  private String imports() {
    Set<String> names = new TreeSet<>(vertices.imports());
    for (Class<?> always : Set.of(
        Activation.class,
        ComputationGraphConfiguration.class,
        ComputationGraphConfiguration.GraphBuilder.class,
        DataType.class,
        IUpdater.class,
        NeuralNetConfiguration.class,
        WeightInit.class)) {
      names.add(always.getCanonicalName());
    }
    if (names.stream().anyMatch(each -> each.endsWith("." + simpleName))) {
      throw new IllegalArgumentException("A class called [" + simpleName
          + "] would hide the one of Deeplearning4j that it needs.\nMaybe call it [Best].");
    }
    return names.stream().map(each -> "import " + each + ";\n").collect(Collectors.joining());
  }

  private static String quoted(List<String> texts) {
    return texts.stream().map(GraphSource::quoted).collect(Collectors.joining(", "));
  }

  private static final Map<Character, String> ESCAPED =
      Map.of('"', "\\\"", '\\', "\\\\", '\n', "\\n", '\r', "\\r", '\t', "\\t");

  /** In plain ASCII, so that no encoding can spoil a name. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char each : text.toCharArray()) {
      if (ESCAPED.containsKey(each)) {
        quoted.append(ESCAPED.get(each));
      } else if (each < ' ' || each > '~') {
        quoted.append("\\u%04x".formatted((int) each));
      } else {
        quoted.append(each);
      }
    }
    return quoted.append('"').toString();
  }
}
