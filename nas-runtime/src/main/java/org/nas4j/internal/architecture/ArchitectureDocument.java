package org.nas4j.internal.architecture;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.internal.json.JsonCursor;
import org.nas4j.internal.json.JsonObject;
import org.nas4j.space.InfeasibleException;

/**
 * The numbered format of architectures as JSON, of which {@code ArchitectureJson} tells users. The
 * reader trusts nothing. Stateless.
 */
public final class ArchitectureDocument {

  private static final String FORMAT = "nas4j-architecture";
  private static final int VERSION = 1;
  private static final int MAX_NODES = 10_000;
  private static final int MAX_NAME = 200;
  private static final int MAX_SIZE = 1_000_000;
  private static final double MAX_ELEMENTS = 1e12;

  private static final LayerWriter LAYERS = new LayerWriter();

  private ArchitectureDocument() {}

  /**
   * Writes an architecture.
   *
   * @param architecture what to write
   * @return JSON text
   */
  public static String write(Architecture architecture) {
    JsonObject root = new JsonObject();
    root.put("format", FORMAT).put("version", VERSION);
    root.put("input", shape(architecture.input()));
    List<JsonObject> nodes = root.list("nodes");
    for (Node node : architecture.nodes()) {
      nodes.add(new JsonObject()
          .put("name", node.name())
          .put("layer", node.layer().accept(LAYERS))
          .put("inputs", node.inputs()));
    }
    return root.put("output", architecture.output()).text();
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

  private static JsonObject shape(Shape shape) {
    return shape.match(
        image ->
            new JsonObject().put("image", List.of(image.channels(), image.height(), image.width())),
        vector -> new JsonObject().put("vector", vector.size()));
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
