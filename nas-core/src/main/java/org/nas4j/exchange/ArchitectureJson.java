package org.nas4j.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.internal.json.JsonCursor;
import org.nas4j.space.InfeasibleException;

/**
 * Writes architectures as JSON and reads them back. The format is stable and numbered: a document
 * of version 1 stays readable.
 *
 * <pre>{@code
 * {"format": "nas4j-architecture", "version": 1,
 *  "input": {"image": [1, 28, 28]},
 *  "nodes": [
 *    {"name": "conv", "layer": {"type": "convolution", "filters": 8, ...}, "inputs": ["input"]},
 *    ...],
 *  "output": "classifier"}
 * }</pre>
 *
 * <p>The reader trusts nothing: it takes at most 16 Mi characters, 10,000 nodes, sizes of a million
 * and windows of a thousand, refuses unknown and double members, makes no class from a name, checks
 * shapes node by node, and names the JSON path of what is wrong. All methods are thread-safe.
 */
public final class ArchitectureJson {

  private static final String FORMAT = "nas4j-architecture";
  private static final int VERSION = 1;
  private static final int MAX_NODES = 10_000;
  private static final int MAX_NAME = 200;
  private static final int MAX_SIZE = 1_000_000;
  private static final double MAX_ELEMENTS = 1e12;

  private static final ObjectWriter WRITER = new JsonMapper()
      .writer(new DefaultPrettyPrinter()
          .withObjectIndenter(new DefaultIndenter("  ", "\n"))
          .withArrayIndenter(new DefaultPrettyPrinter.FixedSpaceIndenter()));

  private static final LayerWriter LAYERS = new LayerWriter();

  private ArchitectureJson() {}

  /**
   * Writes an architecture.
   *
   * @param architecture what to write
   * @return JSON text
   */
  public static String write(Architecture architecture) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", FORMAT).put("version", VERSION);
    root.set("input", shape(architecture.input()));
    ArrayNode nodes = root.putArray("nodes");
    for (Node node : architecture.nodes()) {
      ObjectNode each = nodes.addObject().put("name", node.name());
      each.set("layer", node.layer().accept(LAYERS));
      ArrayNode inputs = each.putArray("inputs");
      node.inputs().forEach(inputs::add);
    }
    root.put("output", architecture.output());
    try {
      return WRITER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of our own cannot be written as JSON.", e);
    }
  }

  /**
   * Writes an architecture to a file, in UTF-8.
   *
   * @param architecture what to write
   * @param file made or replaced as a whole
   * @throws IOException if the file cannot be written
   */
  public static void write(Architecture architecture, Path file) throws IOException {
    AtomicFile.writeString(file, write(architecture));
  }

  /**
   * Reads an architecture.
   *
   * @param text JSON text
   * @return the architecture, equal to the one that was written
   * @throws IllegalArgumentException if the text describes none, with the JSON path of what is
   *     wrong
   */
  public static Architecture read(String text) {
    JsonCursor root = JsonCursor.parse(text);
    String format = root.member("format").text(MAX_NAME);
    if (!format.equals(FORMAT)) {
      throw root.member("format").error("must be [" + FORMAT + "], but is [" + format + "]");
    }
    root.member("version").integer(VERSION, VERSION);
    Architecture.Builder builder = Architecture.builder(readShape(root.member("input")));
    Set<String> names = new HashSet<>(Set.of(Architecture.INPUT));
    for (JsonCursor each : root.member("nodes").items(1, MAX_NODES)) {
      readNode(each, builder, names);
    }
    JsonCursor output = root.member("output");
    root.refuseOthers();
    String name = output.text(MAX_NAME);
    if (!names.contains(name) || name.equals(Architecture.INPUT)) {
      throw output.error("[" + name + "] is not the name of a node");
    }
    return builder.build(name);
  }

  /**
   * Reads an architecture from a file in UTF-8.
   *
   * @param file a file of at most 16 MiB
   * @return the architecture
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it describes no architecture, with the file and the JSON
   *     path of what is wrong
   */
  public static Architecture read(Path file) throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(JsonCursor.MAX_DOCUMENT + 1);
    }
    try {
      return read(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("[" + file + "]: " + e.getMessage(), e);
    }
  }

  private static ObjectNode shape(Shape shape) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    shape.match(
        image ->
            node.putArray("image").add(image.channels()).add(image.height()).add(image.width()),
        vector -> node.put("vector", vector.size()));
    return node;
  }

  private static Shape readShape(JsonCursor at) {
    Optional<JsonCursor> image = at.find("image");
    Shape shape;
    if (image.isPresent()) {
      List<JsonCursor> sizes = image.get().items(3, 3);
      shape = Shape.image(size(sizes.get(0)), size(sizes.get(1)), size(sizes.get(2)));
    } else {
      shape = Shape.vector(size(at.member("vector")));
    }
    at.refuseOthers();
    refuseHuge(at, shape);
    return shape;
  }

  private static int size(JsonCursor at) {
    return at.integer(1, MAX_SIZE);
  }

  private static void readNode(JsonCursor at, Architecture.Builder builder, Set<String> names) {
    String name = at.member("name").text(MAX_NAME);
    if (!names.add(name)) {
      throw at.member("name").error("the name [" + name + "] is taken");
    }
    List<JsonCursor> inputs = at.member("inputs").items(1, MAX_NODES);
    for (JsonCursor input : inputs) {
      String source = input.text(MAX_NAME);
      if (source.equals(name) || !names.contains(source)) {
        throw input.error("[" + source + "] is not the name of an earlier node");
      }
    }
    JsonCursor layer = at.member("layer");
    at.refuseOthers();
    List<String> sources = inputs.stream().map(input -> input.text(MAX_NAME)).toList();
    Layer read = LayerFormat.read(layer);
    try {
      builder.add(name, read, sources);
    } catch (InfeasibleException | ArithmeticException | IllegalArgumentException e) {
      throw at.error("the layer does not fit its place: " + e.getMessage());
    }
    refuseHuge(layer, builder.shape(name));
  }

  /** Keeps products of sizes far from overflow. */
  private static void refuseHuge(JsonCursor at, Shape shape) {
    double elements = shape.<Double>match(
        maps -> (double) maps.channels() * maps.height() * maps.width(),
        vector -> (double) vector.size());
    if (elements > MAX_ELEMENTS) {
      throw at.error("yields [" + shape + "], more than the [1e12] values allowed");
    }
  }
}
