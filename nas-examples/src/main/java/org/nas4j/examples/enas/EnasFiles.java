package org.nas4j.examples.enas;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.nas4j.examples.quickstart.ModelFiles;

/**
 * What {@link EnasImages} leaves behind.
 *
 * @param folder where
 */
record EnasFiles(Path folder) {

  private static final String RESULT = "result.json";
  private static final ModelFiles DERIVED = new ModelFiles("derived");

  String names() {
    return RESULT + ", " + DERIVED;
  }

  void write(EnasFindings findings, EnasOptions options, EnasData data, double seconds)
      throws IOException {
    DERIVED.write(findings.derived().get(0).network(), folder);
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("seconds", seconds);
    root.put("seed", options.seed());
    root.put("space", options.space().name());
    root.put("data", data.origin());
    findings.derived().forEach(each -> root.withArray("derived").add(derived(each)));
    JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValue(folder.resolve(RESULT).toFile(), root);
  }

  private static ObjectNode derived(EnasFindings.Derived each) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("search", each.name());
    node.put("genotype", each.search().genotype().code());
    node.put("networks", each.networks());
    node.put("searchSeconds", each.seconds());
    node.put("sharedValidationAccuracy", each.search().validationScore());
    node.put("validationAccuracy", each.validation().accuracy());
    node.put("testAccuracy", each.test().accuracy());
    node.put("testLoss", each.test().loss());
    node.put("parameters", each.network().architecture().cost().parameters());
    each.search()
        .epochs()
        .forEach(epoch -> node.withArray("epochs")
            .addObject()
            .put("trainingLoss", epoch.trainingLoss())
            .put("meanScore", epoch.meanScore())
            .put("networks", epoch.networks()));
    return node;
  }
}
