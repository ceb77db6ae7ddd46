package org.nas4j.examples.quickstart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.nas4j.arch.Architecture;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Metric;
import org.nas4j.examples.cli.Digits;
import org.nas4j.examples.cli.ModelFiles;
import org.nas4j.examples.cli.ResultFile;
import org.nas4j.report.SearchReport;
import org.nas4j.search.Trial;
import org.nas4j.space.SearchSpace;

/**
 * What {@link Quickstart} leaves behind.
 *
 * @param folder where
 * @param result for programs
 */
record QuickstartFiles(Path folder, ResultFile result) {

  private static final ModelFiles BEST = new ModelFiles("best");
  private static final String PAGE = "report.html";

  double seconds() {
    return result.seconds();
  }

  String names() {
    return String.join(", ", ResultFile.NAME, PAGE, BEST.toString());
  }

  void write(Findings findings, QuickstartOptions options, Digits digits) throws IOException {
    BEST.write(findings.best().network(), folder);
    ObjectNode root = result.root();
    result.best().setAll(finalist(findings.best()));
    root.set("random", finalist(findings.randomBest()));
    root.set("reference", finalist(findings.reference()));
    root.put("seed", options.seed());
    root.put("strategy", options.strategyName());
    root.put("space", options.space().toString());
    root.put("data", digits.origin());
    root.put("stopReason", findings.search().stopReason());
    root.set("trials", trials(findings.search()));
    root.set("finalists", finalists(findings.search()));
    findings
        .search()
        .noise()
        .ifPresent(noise -> root.put("validationStandardError", noise.standardError()));
    root.put("searchSeconds", seconds(findings.searchTime()));
    ((ObjectNode) root.get("random"))
        .put("searchSeconds", seconds(findings.randomTime()))
        .set("trials", trials(findings.random()));
    ObjectNode provenance = root.putObject("provenance");
    findings.search().provenance().forEach(provenance::put);
    result.write(folder);
    page(options, digits).write(folder.resolve(PAGE));
  }

  /** The searches to look at. */
  private SearchReport page(QuickstartOptions options, Digits digits) throws IOException {
    SearchSpace<Architecture> space = options.space().of(digits.shape(), digits.classes());
    SearchReport.Builder report = SearchReport.builder()
        .title("Quickstart: " + options.strategyName() + " on " + digits.origin())
        .run(options.strategyName(), folder.resolve("search.jsonl"), space);
    Path random = folder.resolve("random.jsonl");
    return (Files.exists(random) ? report.run("random search", random, space) : report).build();
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  private static ObjectNode finalist(Finalist finalist) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("testAccuracy", finalist.test().accuracy());
    node.put("testLoss", finalist.test().loss());
    finalist.validationAccuracy().ifPresent(value -> node.put("validationAccuracy", value));
    node.put("parameters", finalist.architecture().cost().parameters());
    node.put("macs", finalist.architecture().cost().macs());
    finalist.trial().ifPresent(trial -> {
      node.put("trial", trial.id());
      node.put("genotype", finalist.genotype());
    });
    return node;
  }

  private static ArrayNode finalists(SearchResult<Architecture> result) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    result
        .finalists()
        .forEach(each -> all.addObject()
            .put("trial", each.searched().trial().id())
            .put("searchAccuracy", each.searched().reward())
            .put("longerAccuracy", each.reward()));
    return all;
  }

  private static ArrayNode trials(SearchResult<Architecture> result) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Trial trial : result.trials()) {
      ObjectNode node = all.addObject();
      node.put("id", trial.id());
      node.put("genotype", trial.genotype().code());
      trial
          .outcome()
          .reward()
          .ifPresentOrElse(reward -> node.put("reward", reward), () -> node.putNull("reward"));
      node.put("outcome", trial.outcome().getClass().getSimpleName().toLowerCase());
      trial.duplicateOf().ifPresent(id -> node.put("duplicateOf", id));
      node.put("seconds", seconds(trial.duration()));
      trial
          .outcome()
          .figures()
          .flatMap(figures -> figures.find(Metric.PARAMETERS))
          .ifPresent(count -> node.put("parameters", count.longValue()));
    }
    return all;
  }
}
