package org.nas4j.examples.enas;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.nas4j.examples.cli.ResultFile;
import org.nas4j.oneshot.OneShotEpoch;
import org.nas4j.oneshot.OneShotResult;
import org.nas4j.spaces.enas.EnasRecurrentCell;

/**
 * What {@link EnasText} leaves behind.
 *
 * @param folder where
 * @param result for programs
 */
record EnasTextFiles(Path folder, ResultFile result) {

  private static final String MODEL = "best.weights";

  double seconds() {
    return result.seconds();
  }

  String names() {
    return ResultFile.NAME + ", " + MODEL + ", " + MODEL + ".json";
  }

  void write(EnasTextFindings findings, EnasTextOptions options) throws IOException {
    TrainedCell best = findings.finalists().get(0);
    best.model().save(folder.resolve(MODEL));
    figures(best, result.best());
    ObjectNode root = result.root();
    ArrayNode finalists = root.putArray("finalists");
    findings
        .finalists()
        .forEach(each -> figures(each, finalists.addObject().put("name", each.name())));
    root.set("derived", search(findings.derived()));
    root.set("random", search(findings.random()));
    root.put("seed", options.seed());
    root.put("hidden", options.hidden());
    root.put("nodes", options.nodes());
    result.write(folder);
  }

  private static void figures(TrainedCell each, ObjectNode node) {
    node.put("validationPerplexity", each.validation())
        .put("testPerplexity", each.test())
        .put("parameters", each.model().parameterCount())
        .put("tokens", each.tokens())
        .put("seconds", each.seconds());
  }

  /**
   * The genotype's answers make the cell anew in a space of as many nodes; the saved weights need
   * it.
   */
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
