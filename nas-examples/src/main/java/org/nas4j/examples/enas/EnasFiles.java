package org.nas4j.examples.enas;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.nas4j.examples.cli.ModelFiles;
import org.nas4j.examples.cli.ResultFile;
import org.nas4j.oneshot.SharedRanking;

/**
 * What {@link EnasImages} leaves behind.
 *
 * @param folder where
 * @param result for programs
 */
record EnasFiles(Path folder, ResultFile result) {

  private static final ModelFiles DERIVED = new ModelFiles("derived");

  String names() {
    return ResultFile.NAME + ", " + DERIVED;
  }

  double seconds() {
    return result.seconds();
  }

  void write(EnasFindings findings, EnasOptions options, EnasData data) throws IOException {
    EnasFindings.Derived best = findings.derived().get(0);
    DERIVED.write(best.network(), folder);
    figures(best, result.best());
    ObjectNode root = result.root();
    root.put("seed", options.seed());
    root.put("space", options.space().name());
    root.put("data", data.origin());
    findings.derived().forEach(each -> root.withArray("derived").add(derived(each)));
    findings.ranking().ifPresent(each -> rank(each, root.putObject("ranking")));
    result.write(folder);
  }

  private static void rank(SharedRanking ranking, ObjectNode node) {
    node.put("networks", ranking.pairs().size());
    ranking.spearman().ifPresent(each -> node.put("spearman", each));
    ranking.kendall().ifPresent(each -> node.put("kendall", each));
    ranking
        .pairs()
        .forEach(each -> node.withArray("pairs")
            .addObject()
            .put("shared", each.shared())
            .put("alone", each.alone()));
  }

  private static void figures(EnasFindings.Derived each, ObjectNode node) {
    node.put("validationAccuracy", each.validation().accuracy());
    node.put("testAccuracy", each.test().accuracy());
    node.put("testLoss", each.test().loss());
    node.put("parameters", each.network().architecture().cost().parameters());
  }

  private static ObjectNode derived(EnasFindings.Derived each) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("search", each.name());
    node.put("genotype", each.search().genotype().code());
    node.put("networks", each.networks());
    node.put("searchSeconds", each.seconds());
    node.put("sharedValidationAccuracy", each.search().validationScore());
    figures(each, node);
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
