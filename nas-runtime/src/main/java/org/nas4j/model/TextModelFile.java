package org.nas4j.model;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipOutputStream;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.internal.architecture.CellDocument;
import org.nas4j.internal.json.JsonCursor;
import org.nas4j.internal.json.JsonObject;

/**
 * The file of a language model, see docs/adr/0026-runtime.md: a description, the cell, and the
 * weights: embedding, those of the cell in the order in which it uses them, bias. Stateless.
 */
final class TextModelFile {

  static final String FORMAT = "nas4j-text-model";

  private static final int VERSION = 1;
  private static final String CELL = "cell.json";
  private static final int MOST = 1_000_000;
  private static final int LONGEST_TOKEN = 10_000;
  private static final int LONGEST_FACT = 1_000_000;

  private TextModelFile() {}

  static void write(TextModel model, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    JsonObject provenance = new JsonObject();
    model.provenance().forEach(provenance::put);
    String description = new JsonObject()
        .put("format", FORMAT)
        .put("version", VERSION)
        .put("units", model.units())
        .put("vocabulary", model.vocabulary())
        .put("provenance", provenance)
        .text();
    ModelZip.writeText(zip, ModelZip.DESCRIPTION, description);
    ModelZip.writeText(zip, CELL, CellDocument.write(model.cell()));
    ModelZip.writeWeights(zip, model.weightsThemselves().values());
    zip.finish();
  }

  static TextModel read(byte[] bytes, String file) throws MalformedModelException {
    return ModelZip.read(bytes, file, zip -> {
      JsonCursor root = JsonCursor.parse(ModelZip.text(zip, ModelZip.DESCRIPTION));
      ModelDescription.requireFormat(root, FORMAT);
      root.member("version").integer(VERSION, VERSION);
      int units = root.member("units").integer(1, MOST);
      List<String> vocabulary = root.member("vocabulary").items(1, MOST).stream()
          .map(item -> item.string(LONGEST_TOKEN))
          .toList();
      JsonCursor facts = root.member("provenance");
      Map<String, String> provenance = new LinkedHashMap<>();
      facts.names().forEach(name -> provenance.put(name, facts.member(name).string(LONGEST_FACT)));
      root.refuseOthers();
      CellGraph cell = CellDocument.read(ModelZip.text(zip, CELL));
      Map<String, List<Integer>> shapes = TextModel.shapes(cell, units, vocabulary.size());
      return TextModel.of(
          cell, units, vocabulary, ModelZip.weights(zip, shapes, bytes.length), provenance);
    });
  }
}
