package org.nas4j.examples.enas;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.nas4j.examples.quickstart.ModelFiles;
import org.nas4j.oneshot.OneShotEpoch;
import org.nas4j.oneshot.OneShotResult;
import org.nas4j.spaces.enas.EnasRecurrentCell;

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
    return new EnasTextFiles(ModelFiles.makeFolder(folder));
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
          .put("tokens", each.tokens())
          .put("seconds", each.seconds());
    }
    root.set("derived", search(findings.derived()));
    root.set("random", search(findings.random()));
    root.put("seconds", seconds);
    root.put("seed", options.seed());
    root.put("hidden", options.hidden());
    root.put("nodes", options.nodes());
    mapper.writeValue(folder.resolve(RESULT).toFile(), root);
  }

  /** The genotype's answers make the cell anew in a space of as many nodes; the saved weights need it. */
  private static ObjectNode search(OneShotResult<EnasRecurrentCell> result) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("cell", EnasTextFindings.describe(result.architecture()));
    node.put("genotype", result.genotype().code());
    node.put("sharedValidationReward", result.validationScore());
    for (OneShotEpoch epoch : result.epochs()) {
      ObjectNode entry = node.withArray("epochs").addObject();
      entry.put("trainingLoss", epoch.trainingLoss());
      entry.put("networks", epoch.networks());
      if (!Double.isNaN(epoch.meanScore())) {
        entry.put("meanReward", epoch.meanScore());
      }
    }
    return node;
  }
}
