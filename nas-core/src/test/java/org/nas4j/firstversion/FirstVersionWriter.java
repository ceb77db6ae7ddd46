package org.nas4j.firstversion;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Cost;
import org.nas4j.engine.SearchResult;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;

/**
 * Wrote the files under {@code first-version}, once, with the code of the first version (commit
 * 73c8512). It must not be run again: files of a later version would only show that it agrees with
 * itself. It is kept to show how they were made.
 */
final class FirstVersionWriter {

  private static final int SAMPLES = 2;

  /** Longer texts are kept without line breaks, and of the longest one of a space is enough. */
  private static final int LONG = 3_000;

  private static final int LONGEST = 8_000;

  private static final double KEPT = 0.65;

  private FirstVersionWriter() {}

  /**
   * Writes all.
   *
   * @param arguments the folder {@code first-version}
   * @throws IOException if something cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path journals = Files.createDirectories(folder.resolve("journals"));
    if (Files.exists(journals.resolve("random.jsonl"))) {
      throw new IllegalStateException("The files are there, and are to stay as they are.");
    }
    journals(journals);
    presets(journals.resolve("presets.json"));
    architectures(Files.createDirectories(folder.resolve("architectures")));
  }

  private static void journals(Path folder) throws IOException {
    Recipe<Integer> asynchronous = Recipes.asynchronous();
    asynchronous.search().store(asynchronous.journal(folder)).run();
    List<String> lines = SearchResult.read(asynchronous.journal(folder)).trials().stream()
        .map(Samples::line)
        .toList();
    Files.writeString(
        folder.resolve(Recipes.ASYNCHRONOUS + ".txt"), String.join("\n", lines) + "\n");
    for (Recipe<?> recipe : Recipes.journals(folder)) {
      recipe.search().store(recipe.journal(folder)).run();
    }
    for (String name : Recipes.CUT) {
      byte[] whole = Files.readAllBytes(folder.resolve(name + ".jsonl"));
      byte[] cut = Arrays.copyOf(whole, middleOfALine(whole));
      Files.write(folder.resolve(name + "-cut.jsonl"), cut);
    }
    try (var locks = Files.newDirectoryStream(folder, "*.lock")) {
      for (Path lock : locks) {
        Files.delete(lock);
      }
    }
  }

  private static void presets(Path file) throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    ArrayNode presets = mapper.createArrayNode();
    for (Map.Entry<String, SearchStrategy> each : Recipes.presets().entrySet()) {
      ObjectNode node = presets.addObject().put("preset", each.getKey());
      node.put("strategy", each.getValue().name());
      node.set("settings", mapper.valueToTree(new TreeMap<>(each.getValue().settings())));
    }
    write(file, presets);
  }

  private static int middleOfALine(byte[] bytes) {
    int cut = (int) (bytes.length * KEPT);
    while (bytes[cut - 40] == '\n' || bytes[cut] == '\n') {
      cut++;
    }
    return cut;
  }

  private static void architectures(Path folder) throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    ArrayNode index = mapper.createArrayNode();
    for (Map.Entry<String, SearchSpace<Architecture>> each :
        Recipes.architectures().entrySet()) {
      for (long seed : Samples.seeds(each.getValue(), SAMPLES)) {
        if (architecture(folder, each.getKey(), each.getValue(), seed, index.addObject())
            > LONGEST) {
          break;
        }
      }
    }
    ArrayNode cells = mapper.createArrayNode();
    for (Map.Entry<String, SearchSpace<?>> each : Recipes.cells().entrySet()) {
      for (long seed : Samples.seeds(each.getValue(), SAMPLES)) {
        var attempt = Samples.attempt(each.getValue(), seed);
        ObjectNode node = cells.addObject().put("space", each.getKey()).put("seed", seed);
        genotype(node, attempt.walk().genotype());
        node.put("cell", Samples.text(attempt.architecture()));
      }
    }
    write(folder.resolve("index.json"), index);
    write(folder.resolve("cells.json"), cells);
  }

  private static long architecture(
      Path folder, String name, SearchSpace<Architecture> space, long seed, ObjectNode node)
      throws IOException {
    var attempt = Samples.attempt(space, seed);
    Architecture architecture = attempt.architecture();
    String file = name + "-" + seed + ".json";
    String text = ArchitectureJson.write(architecture);
    Files.writeString(
        folder.resolve(file),
        text.length() > LONG ? JsonMapper.builder().build().readTree(text) + "\n" : text);
    node.put("space", name).put("seed", seed).put("file", file);
    genotype(node, attempt.walk().genotype());
    Cost cost = architecture.cost();
    node.put("hash", architecture.canonicalHash())
        .put("parameters", cost.parameters())
        .put("macs", cost.macs())
        .put("peakActivationBytes", cost.peakActivationBytes());
    return text.length();
  }

  private static void genotype(ObjectNode node, Genotype genotype) {
    ArrayNode genes = node.putArray("genotype");
    genotype.genes().forEach(gene -> genes.addArray().add(gene.decision()).add(gene.option()));
  }

  /** One entry a line. */
  private static void write(Path file, ArrayNode entries) throws IOException {
    StringBuilder text = new StringBuilder("[");
    String between = "\n";
    for (var entry : entries) {
      text.append(between).append(entry);
      between = ",\n";
    }
    Files.writeString(file, text.append("\n]\n"));
  }
}
