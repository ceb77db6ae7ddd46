package org.nas4j.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/** A benchmark table, read just well enough for the tests of strategies. A row is search figure, report figure, seconds. */
final class Table {

  private final List<Decision<Integer>> decisions = new ArrayList<>();
  private final Map<String, double[]> rows = new HashMap<>();

  static Table read(String name) throws IOException {
    Table table = new Table();
    JsonNode json = new ObjectMapper().readTree(folder().resolve(name + ".json").toFile());
    Path csv = folder().resolve(json.get("table").asText());
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(Files.newInputStream(csv)), StandardCharsets.UTF_8))) {
      table.read(json, reader);
    }
    return table;
  }

  static Path folder() {
    String data = System.getenv("NAS4J_DATA");
    Path root = Path.of(System.getProperty("nas4j.root", ".."));
    return (data == null ? root.resolve("../shared/data") : Path.of(data)).resolve("tables");
  }

  private void read(JsonNode json, BufferedReader reader) throws IOException {
    List<String> header = Arrays.asList(reader.readLine().split(","));
    List<Integer> columns = new ArrayList<>();
    for (JsonNode decision : json.get("decisions")) {
      List<Integer> options = new ArrayList<>();
      decision.get("options").forEach(option -> options.add(options.size()));
      decisions.add(new Decision<>(decision.get("name").asText(), options));
      columns.add(header.indexOf(decision.get("column").asText()));
    }
    int search = header.indexOf(json.get("search").get("column").asText());
    int report = header.indexOf(json.get("report").get("column").asText());
    int seconds = header.indexOf(json.get("cost_seconds").asText());
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      String[] cells = line.split(",");
      String key = columns.stream().map(column -> cells[column]).collect(Collectors.joining(","));
      double cost = seconds < 0 ? 0 : Double.parseDouble(cells[seconds]);
      rows.put(key, new double[] {
        Double.parseDouble(cells[search]), Double.parseDouble(cells[report]), cost
      });
    }
  }

  SearchSpace<double[]> space() {
    return choices -> rows.get(decisions.stream()
        .map(decision -> Integer.toString(choices.pick(decision)))
        .collect(Collectors.joining(",")));
  }
}
