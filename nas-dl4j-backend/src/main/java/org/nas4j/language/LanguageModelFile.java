package org.nas4j.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.exchange.CellJson;
import org.nas4j.internal.checks.Figures;
import org.nas4j.internal.checks.Texts;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.model.TextModel;
import org.nas4j.store.MalformedWeightsException;
import org.nas4j.store.WeightFile;

/**
 * A language model as two files: weights, and beside them a description of cell, units and
 * vocabulary. Stateless.
 */
final class LanguageModelFile {

  private static final int LONGEST_DESCRIPTION = 64 << 20;
  private static final String CELL = "cell";
  private static final String HIDDEN = "hidden";
  private static final String VOCABULARY = "vocabulary";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private LanguageModelFile() {}

  static void write(
      Path file,
      CellGraph cell,
      int hidden,
      List<String> vocabulary,
      Map<String, WeightArray> weights)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put(HIDDEN, hidden);
    root.put(CELL, CellJson.write(cell));
    vocabulary.forEach(root.putArray(VOCABULARY)::add);
    byte[] text = JSON.writeValueAsBytes(root);
    Map<Path, AtomicFile.Content> files = new LinkedHashMap<>();
    files.put(file, out -> WeightFile.write(out, weights));
    files.put(description(file), out -> out.write(text));
    AtomicFile.writeAll(files);
  }

  /** The cell that is known must be that of the files, if they say theirs. */
  static LanguageModel read(Path file, Optional<CellGraph> known) throws IOException {
    JsonNode root = readDescription(file);
    CellGraph cell = cell(file, root, known);
    List<String> vocabulary = new ArrayList<>();
    root.path(VOCABULARY).forEach(token -> vocabulary.add(token.asText()));
    int hidden = root.path(HIDDEN).asInt(0);
    if (hidden < 1 || vocabulary.isEmpty()) {
      throw new IOException("[" + description(file) + "] names [" + hidden + "] units and ["
          + vocabulary.size() + "] tokens.\nMaybe it is of another program.");
    }
    Map<String, WeightArray> weights = WeightFile.read(file);
    requireShape(file, weights, TextModel.EMBEDDING, List.of(vocabulary.size(), hidden));
    requireShape(file, weights, TextModel.DECODER_BIAS, List.of(vocabulary.size()));
    for (var each : cell.weights(hidden, hidden).entrySet()) {
      requireShape(file, weights, each.getKey(), each.getValue());
    }
    for (Map.Entry<String, WeightArray> each : weights.entrySet()) {
      if (!Figures.usable(each.getValue().values())) {
        throw new MalformedWeightsException(
            file, "a number in [" + each.getKey() + "] is not finite");
      }
    }
    return new LanguageModel(
        cell, hidden, List.copyOf(vocabulary), weights, Runtime.getRuntime().availableProcessors());
  }

  private static CellGraph cell(Path file, JsonNode root, Optional<CellGraph> known)
      throws IOException {
    if (root.has(CELL)) {
      CellGraph written = cellOf(file, root);
      if (known.isPresent() && !known.get().equals(written)) {
        throw new IOException("The weights in [" + file + "] are of another cell: ["
            + root.get(CELL).asText() + "] there and [" + known.get() + "] here.\nMaybe make the"
            + " cell anew from the genotype that was found with it.");
      }
      return written;
    }
    if (known.isEmpty()) {
      throw new IOException("[" + description(file)
          + "] says nothing of its cell.\nMaybe it is of an earlier version: name the cell too.");
    }
    return known.get();
  }

  private static CellGraph cellOf(Path file, JsonNode root) throws IOException {
    try {
      return CellJson.read(root.path(CELL).asText());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "[" + description(file) + "] describes no cell: " + Texts.wordsOf(e), e);
    }
  }

  private static JsonNode readDescription(Path file) throws IOException {
    byte[] text;
    try (InputStream in = Files.newInputStream(description(file))) {
      text = in.readNBytes(LONGEST_DESCRIPTION);
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new MalformedWeightsException(
          description(file), "it is no JSON (" + e.getOriginalMessage() + ")");
    }
  }

  private static void requireShape(
      Path file, Map<String, WeightArray> weights, String name, List<Integer> shape)
      throws IOException {
    WeightArray array = weights.get(name);
    if (array == null || !array.shape().equals(shape)) {
      throw new IOException("[" + file + "] has no weights [" + name + "] of shape " + shape
          + ".\nMaybe it is of another cell.");
    }
  }

  private static Path description(Path file) {
    return file.resolveSibling(file.getFileName() + ".json");
  }
}
