package org.nas4j.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nas4j.internal.json.JsonCursor;
import org.nas4j.internal.json.JsonObject;

/**
 * What the file of a model says besides architecture and weights.
 *
 * @param weights names of the arrays, in the order in which they follow
 * @param classes names of classes; empty if numbers are predicted
 * @param scaling of examples
 * @param outputScaling of predicted numbers
 * @param columns of a table
 * @param provenance names and values
 * @param averagesMirrorImages whether pictures are looked at twice
 */
record ModelDescription(
    List<String> weights,
    List<String> classes,
    Optional<Scaling> scaling,
    Optional<Scaling> outputScaling,
    Optional<TableColumns> columns,
    Map<String, String> provenance,
    boolean averagesMirrorImages) {

  private static final String FORMAT = "nas4j-model";
  private static final String MIRRORS = "averagesMirrorImages";
  private static final int VERSION = 1;
  private static final int MOST = 1_000_000;
  private static final int LONGEST_NAME = 1000;
  private static final int LONGEST_FACT = 1_000_000;

  static String write(Model model) {
    JsonObject root = new JsonObject().put("format", FORMAT).put("version", VERSION);
    root.put("weights", List.copyOf(model.weightsThemselves().keySet()));
    root.put("classes", model.classNames());
    model.scaling().ifPresent(scaling -> root.put("scaling", write(scaling)));
    model.outputScaling().ifPresent(scaling -> root.put("outputScaling", write(scaling)));
    model
        .columns()
        .ifPresent(columns -> root.put(
            "columns", columns.columns().stream().map(ModelDescription::write).toList()));
    if (model.averagesMirrorImages()) {
      root.put(MIRRORS, true);
    }
    JsonObject provenance = new JsonObject();
    model.provenance().forEach(provenance::put);
    return root.put("provenance", provenance).text();
  }

  private static JsonObject write(Scaling scaling) {
    return new JsonObject().put("means", scaling.means()).put("deviations", scaling.deviations());
  }

  private static JsonObject write(Column column) {
    JsonObject object = new JsonObject().put("name", column.name());
    if (column instanceof Column.Numbers numbers) {
      object
          .put("kind", "numbers")
          .put("fill", numbers.fill())
          .put("flagsMissing", numbers.flagsMissing())
          .put("decimalComma", numbers.decimalComma());
      numbers
          .curve()
          .ifPresent(curve -> object.put(
              "curve",
              new JsonObject().put("values", curve.values()).put("scores", curve.scores())));
      return object;
    }
    return object.put("kind", "categories").put("options", ((Column.Categories) column).options());
  }

  static ModelDescription read(String text) {
    JsonCursor root = JsonCursor.parse(text);
    requireFormat(root, FORMAT);
    root.member("version").integer(VERSION, VERSION);
    ModelDescription description = new ModelDescription(
        texts(root.member("weights")),
        texts(root.member("classes")),
        root.find("scaling").map(ModelDescription::scaling),
        root.find("outputScaling").map(ModelDescription::scaling),
        root.find("columns").map(ModelDescription::columns),
        facts(root.member("provenance")),
        root.find(MIRRORS).map(JsonCursor::flag).orElse(false));
    root.refuseOthers();
    return description;
  }

  /** Of the kinds of models, whose files are called alike. */
  static void requireFormat(JsonCursor root, String wanted) {
    JsonCursor format = root.member("format");
    String found = format.text(LONGEST_NAME);
    if (!found.equals(wanted)) {
      Map<String, String> readers = Map.of(FORMAT, "Model", TextModelFile.FORMAT, "TextModel");
      String reader = readers.get(found);
      throw format.error("must be [" + wanted + "], but is [" + found + "]"
          + (reader == null ? "" : ", which [" + reader + "] loads"));
    }
  }

  private static List<String> texts(JsonCursor at) {
    return at.items(0, MOST).stream().map(item -> item.string(LONGEST_NAME)).toList();
  }

  private static List<Double> numbers(JsonCursor at) {
    return at.items(1, MOST).stream().map(JsonCursor::number).toList();
  }

  private static Scaling scaling(JsonCursor at) {
    Scaling scaling = new Scaling(numbers(at.member("means")), numbers(at.member("deviations")));
    at.refuseOthers();
    return scaling;
  }

  private static QuantileCurve curve(JsonCursor at) {
    QuantileCurve curve =
        new QuantileCurve(numbers(at.member("values")), numbers(at.member("scores")));
    at.refuseOthers();
    return curve;
  }

  private static TableColumns columns(JsonCursor at) {
    return new TableColumns(
        at.items(1, MOST).stream().map(ModelDescription::column).toList());
  }

  private static Column column(JsonCursor at) {
    String name = at.member("name").text(LONGEST_NAME);
    String kind = at.member("kind").text(LONGEST_NAME);
    Column column;
    if (kind.equals("numbers")) {
      column = new Column.Numbers(
          name,
          at.member("fill").number(),
          at.member("flagsMissing").flag(),
          at.member("decimalComma").flag(),
          at.find("curve").map(ModelDescription::curve));
    } else if (kind.equals("categories")) {
      column = new Column.Categories(name, texts(at.member("options")));
    } else {
      throw at.member("kind").error("must be [numbers] or [categories], but is [" + kind + "]");
    }
    at.refuseOthers();
    return column;
  }

  private static Map<String, String> facts(JsonCursor at) {
    Map<String, String> facts = new LinkedHashMap<>();
    at.names().forEach(name -> facts.put(name, at.member(name).string(LONGEST_FACT)));
    return facts;
  }

  Model.Builder addTo(Model.Builder builder) {
    if (!classes.isEmpty()) {
      builder.classNames(classes);
    }
    scaling.ifPresent(builder::scaling);
    outputScaling.ifPresent(builder::outputScaling);
    columns.ifPresent(builder::columns);
    return builder.provenance(provenance).averagingMirrorImages(averagesMirrorImages);
  }
}
