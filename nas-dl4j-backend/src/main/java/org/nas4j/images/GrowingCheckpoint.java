package org.nas4j.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.dl4j.internal.OptimizerState;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.morphism.WeightedArchitecture;
import org.nas4j.store.WeightFile;

/**
 * Where a growing training is, in one file: a line of JSON with the network and all counts, then
 * the weights and what the optimizer remembers, as {@link WeightFile} has them.
 *
 * @param search whose training it is, for a comparison
 * @param state the network and the optimizer's memory
 * @param counts how far it is
 * @param growth the edits so far
 */
record GrowingCheckpoint(
    Map<String, String> search, TrainingState state, Counts counts, List<GrowthStep> growth) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SEARCH = "search";
  private static final String FIRST = "first:";
  private static final String SECOND = "second:";
  private static final String WEIGHTS = "weights:";

  /**
   * How far a training is.
   *
   * @param nanos spent by the clock
   * @param steps those of trials included
   * @param examplesSeen by the network itself
   * @param minibatches taken
   * @param moments passed
   * @param stepsSinceMoment since the latest of them
   * @param optimizerSteps by the optimizer's own count
   * @param loss a moving mean of it
   */
  record Counts(
      long nanos,
      long steps,
      long examplesSeen,
      int minibatches,
      int moments,
      int stepsSinceMoment,
      int optimizerSteps,
      double loss) {}

  void write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode whose = root.putObject(SEARCH);
    new TreeMap<>(search).forEach(whose::put);
    root.put("architecture", ArchitectureJson.write(state.architecture()));
    root.set("counts", JSON.valueToTree(counts));
    ArrayNode steps = root.putArray("growth");
    growth.forEach(each -> steps.add(JSON.valueToTree(each)));
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    state.network().weights().forEach((name, array) -> arrays.put(WEIGHTS + name, array));
    new TreeMap<>(state.memory().first()).forEach((name, array) -> arrays.put(FIRST + name, array));
    new TreeMap<>(state.memory().second())
        .forEach((name, array) -> arrays.put(SECOND + name, array));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write((JSON.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8));
    WeightFile.write(bytes, arrays);
    AtomicFile.write(file, bytes::writeTo);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it cannot be read, is damaged, or is no checkpoint
   * @throws IllegalStateException if it is another search's
   */
  static GrowingCheckpoint read(Path file, Map<String, String> search) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int line = 0;
    while (line < bytes.length && bytes[line] != '\n') {
      line++;
    }
    try {
      JsonNode root = JSON.readTree(bytes, 0, line);
      if (!root.path(SEARCH).isObject()) {
        throw new IllegalArgumentException("It does not say whose it is.");
      }
      Map<String, String> whose = new LinkedHashMap<>();
      root.path(SEARCH)
          .properties()
          .forEach(each -> whose.put(each.getKey(), each.getValue().asText()));
      requireEqual(file, whose, search);
      Architecture architecture =
          ArchitectureJson.read(root.path("architecture").asText());
      List<GrowthStep> growth = new ArrayList<>();
      for (JsonNode each : root.path("growth")) {
        growth.add(JSON.treeToValue(each, GrowthStep.class));
      }
      Counts counts = JSON.treeToValue(root.path("counts"), Counts.class);
      int from = Math.min(bytes.length, line + 1);
      Map<String, WeightArray> arrays = WeightFile.read(
          new ByteArrayInputStream(bytes, from, bytes.length - from), file, bytes.length - from);
      OptimizerState memory =
          new OptimizerState(counts.optimizerSteps(), part(arrays, FIRST), part(arrays, SECOND));
      WeightedArchitecture network = new WeightedArchitecture(architecture, part(arrays, WEIGHTS));
      return new GrowingCheckpoint(search, new TrainingState(network, memory), counts, growth);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException(
          "[" + file + "] is no checkpoint of a growing search, or is damaged.\n"
              + "Maybe delete it, and train from the start.",
          e);
    }
  }

  private static void requireEqual(
      Path file, Map<String, String> theirs, Map<String, String> ours) {
    List<String> differences = new ArrayList<>();
    ours.forEach((name, value) -> {
      if (!value.equals(theirs.get(name))) {
        differences.add(name + ": [" + theirs.get(name) + "] there, [" + value + "] here");
      }
    });
    if (!differences.isEmpty()) {
      throw new IllegalStateException("The checkpoint [" + file + "] is another search's: "
          + String.join("; ", differences)
          + ".\nMaybe give the same data and settings again, or another file.");
    }
  }

  private static Map<String, WeightArray> part(Map<String, WeightArray> arrays, String prefix) {
    Map<String, WeightArray> part = new LinkedHashMap<>();
    arrays.forEach((name, array) -> {
      if (name.startsWith(prefix)) {
        part.put(name.substring(prefix.length()), array);
      }
    });
    return part;
  }
}
