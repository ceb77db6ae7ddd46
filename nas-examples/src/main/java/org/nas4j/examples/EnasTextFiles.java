package org.nas4j.examples;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@link EnasText} leaves behind.
 *
 * @param folder where
 */
record EnasTextFiles(Path folder) {

  private static final String RESULT = "result.json";
  private static final String MODEL = "best.weights";

  /** Makes the folder, so that one that cannot be made is found before the search. */
  static EnasTextFiles in(Path folder) throws IOException {
    return new EnasTextFiles(Files.createDirectories(folder));
  }

  String names() {
    return RESULT + ", " + MODEL + ", " + MODEL + ".json";
  }

  void write(EnasTextFindings findings, EnasTextOptions options, double seconds)
      throws IOException {
    findings.finalists().get(0).model().save(folder.resolve(MODEL));
    JsonMapper mapper =
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    ObjectNode root = mapper.createObjectNode();
    ArrayNode finalists = root.putArray("finalists");
    for (EnasTextFindings.Finalist each : findings.finalists()) {
      finalists
          .addObject()
          .put("name", each.name())
          .put("validationPerplexity", each.validation())
          .put("testPerplexity", each.test())
          .put("parameters", each.model().parameterCount())
          .put("seconds", each.seconds());
    }
    root.put("derived", EnasTextFindings.describe(findings.derived()));
    root.put("random", EnasTextFindings.describe(findings.random()));
    root.put("tokens", findings.tokens());
    root.put("networks", findings.networks());
    root.put("seconds", seconds);
    root.put("seed", options.seed());
    root.put("hidden", options.hidden());
    mapper.writeValue(folder.resolve(RESULT).toFile(), root);
  }
}
