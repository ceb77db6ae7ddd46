package org.nas4j.internal.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.arch.recurrent.CellOperation;
import org.nas4j.arch.recurrent.Mix;
import org.nas4j.arch.recurrent.Nonlinearity;
import org.nas4j.internal.json.JsonCursor;
import org.nas4j.internal.json.JsonObject;

/**
 * The numbered format of recurrent cells as JSON, of which {@code CellJson} tells users. The reader
 * trusts nothing. Stateless.
 */
public final class CellDocument {

  private static final String FORMAT = "nas4j-cell";
  private static final int VERSION = 1;
  private static final int MAX_OPERATIONS = 10_000;
  private static final int MAX_BLOCKS = 1000;
  private static final int MAX_NAME = 200;

  private CellDocument() {}

  /**
   * Writes a cell.
   *
   * @param cell what to write
   * @return JSON text
   */
  public static String write(CellGraph cell) {
    JsonObject root = new JsonObject();
    root.put("format", FORMAT).put("version", VERSION).put("output", cell.output());
    root.put("next", cell.next());
    List<JsonObject> operations = root.list("operations");
    for (CellOperation operation : cell.operations()) {
      operations.add(operation.accept(new Writing()));
    }
    return root.text();
  }

  /** Makes an object of each kind of operation. */
  private static final class Writing implements CellOperation.Visitor<JsonObject> {

    private static JsonObject object(String type) {
      return new JsonObject().put("type", type);
    }

    @Override
    public JsonObject mix(Mix mix) {
      JsonObject object = object("mix").put("blocks", mix.blocks());
      List<JsonObject> terms = object.list("terms");
      for (Mix.Term term : mix.terms()) {
        terms.add(new JsonObject().put("source", term.source()).put("matrix", term.matrix()));
      }
      mix.bias()
          .ifPresent(bias -> object.put(
              "bias", new JsonObject().put("name", bias.name()).put("initial", bias.initial())));
      return object;
    }

    @Override
    public JsonObject part(CellOperation.Part part) {
      return object("part").put("source", part.source()).put("block", part.block());
    }

    @Override
    public JsonObject activate(CellOperation.Activate activate) {
      return object("activate")
          .put("source", activate.source())
          .put("function", activate.function().name().toLowerCase(Locale.ROOT));
    }

    @Override
    public JsonObject sum(CellOperation.Sum sum) {
      return object("sum").put("left", sum.left()).put("right", sum.right());
    }

    @Override
    public JsonObject times(CellOperation.Times times) {
      return object("times").put("left", times.left()).put("right", times.right());
    }

    @Override
    public JsonObject mean(CellOperation.Mean mean) {
      return object("mean").put("sources", mean.sources());
    }

    @Override
    public JsonObject blend(CellOperation.Blend blend) {
      return object("blend")
          .put("gate", blend.gate())
          .put("fresh", blend.fresh())
          .put("old", blend.old());
    }

    @Override
    public JsonObject scale(CellOperation.Scale scale) {
      return object("scale")
          .put("source", scale.source())
          .put("factor", scale.factor())
          .put("offset", scale.offset());
    }

    @Override
    public JsonObject bound(CellOperation.Bound bound) {
      return object("bound").put("source", bound.source()).put("most", bound.most());
    }
  }

  /**
   * Reads a cell.
   *
   * @param text JSON text
   * @return the cell, equal to the one that was written
   * @throws IllegalArgumentException if the text describes none, with the JSON path of what is
   *     wrong
   */
  public static CellGraph read(String text) {
    JsonCursor root = JsonCursor.parse(text);
    String format = root.member("format").text(MAX_NAME);
    if (!format.equals(FORMAT)) {
      throw root.member("format").error("must be [" + FORMAT + "], but is [" + format + "]");
    }
    root.member("version").integer(VERSION, VERSION);
    List<CellOperation> operations = new ArrayList<>();
    for (JsonCursor each : root.member("operations").items(0, MAX_OPERATIONS)) {
      operations.add(operation(each));
      each.refuseOthers();
    }
    int output = value(root, "output");
    List<Integer> next = values(root, "next");
    root.refuseOthers();
    try {
      return new CellGraph(operations, output, next);
    } catch (IllegalArgumentException e) {
      throw root.error("describes no cell: " + e.getMessage());
    }
  }

  private static CellOperation operation(JsonCursor at) {
    String type = at.member("type").text(MAX_NAME);
    return switch (type) {
      case "mix" -> mix(at);
      case "part" ->
        new CellOperation.Part(value(at, "source"), at.member("block").integer(0, MAX_BLOCKS));
      case "activate" -> new CellOperation.Activate(value(at, "source"), function(at));
      case "sum" -> new CellOperation.Sum(value(at, "left"), value(at, "right"));
      case "times" -> new CellOperation.Times(value(at, "left"), value(at, "right"));
      case "mean" -> new CellOperation.Mean(values(at, "sources"));
      case "blend" ->
        new CellOperation.Blend(value(at, "gate"), value(at, "fresh"), value(at, "old"));
      case "scale" ->
        new CellOperation.Scale(
            value(at, "source"),
            at.member("factor").number(),
            at.member("offset").number());
      case "bound" -> new CellOperation.Bound(value(at, "source"), most(at));
      default -> throw at.member("type").error("[" + type + "] is no operation of a cell");
    };
  }

  private static Mix mix(JsonCursor at) {
    int blocks = at.member("blocks").integer(1, MAX_BLOCKS);
    List<Mix.Term> terms = new ArrayList<>();
    for (JsonCursor each : at.member("terms").items(1, MAX_OPERATIONS)) {
      terms.add(new Mix.Term(value(each, "source"), each.member("matrix").text(MAX_NAME)));
      each.refuseOthers();
    }
    return new Mix(blocks, terms, at.find("bias").map(each -> bias(each, blocks)));
  }

  private static Mix.Bias bias(JsonCursor at, int blocks) {
    List<Double> initial = at.member("initial").items(blocks, blocks).stream()
        .map(JsonCursor::number)
        .toList();
    String name = at.member("name").text(MAX_NAME);
    at.refuseOthers();
    return new Mix.Bias(name, initial);
  }

  private static double most(JsonCursor at) {
    double most = at.member("most").number();
    if (!(most > 0)) {
      throw at.member("most").error("must be above 0, but is [" + most + "]");
    }
    return most;
  }

  private static Nonlinearity function(JsonCursor at) {
    String name = at.member("function").text(MAX_NAME);
    for (Nonlinearity each : Nonlinearity.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
        return each;
      }
    }
    throw at.member("function").error("[" + name + "] is no activation");
  }

  private static int value(JsonCursor at, String name) {
    return at.member(name).integer(0, 2 * MAX_OPERATIONS);
  }

  private static List<Integer> values(JsonCursor at, String name) {
    return at.member(name).items(1, MAX_OPERATIONS).stream()
        .map(each -> each.integer(0, 2 * MAX_OPERATIONS))
        .toList();
  }
}
