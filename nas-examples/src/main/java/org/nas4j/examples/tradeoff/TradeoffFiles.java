package org.nas4j.examples.tradeoff;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.nas4j.examples.cli.Digits;
import org.nas4j.examples.cli.ModelFiles;
import org.nas4j.examples.cli.ResultFile;
import org.nas4j.exchange.FrontDrawing;
import org.nas4j.internal.files.AtomicFile;

/**
 * What {@link Tradeoff} leaves behind.
 *
 * @param folder where
 * @param result for programs
 */
record TradeoffFiles(Path folder, ResultFile result) {

  private static final ModelFiles BEST = new ModelFiles("best");
  private static final String FRONT = "front.svg";
  static final String NAMES = ResultFile.NAME + ", " + FRONT + ", " + BEST;

  void write(FrontFindings findings, Digits digits, long seed) throws IOException {
    BEST.write(findings.chosen().network(), folder);
    AtomicFile.writeString(
        folder.resolve(FRONT),
        FrontDrawing.svg(findings.front(), findings.evaluated(), FrontNetwork::name));
    put(findings.chosen(), result.best());
    ObjectNode root = result.root();
    ArrayNode front = root.putArray("front");
    findings.front().members().forEach(each -> put(each.item(), front.addObject()));
    ArrayNode dominated = root.putArray("dominated");
    findings.dominated().forEach(each -> put(each, dominated.addObject()));
    root.put("referenceLatencySeconds", findings.reference().seconds());
    root.put("limitSeconds", findings.limit());
    root.put("limitIsMet", findings.isMet());
    root.put("latencySecondsAgain", findings.second().latency().seconds());
    ArrayNode missed = root.putArray("missedAgain");
    findings.second().missed().forEach(each -> missed.add(each.name()));
    root.put("trials", findings.search().trials().size());
    root.put("stopReason", findings.search().stopReason());
    root.put("seed", seed).put("data", digits.origin());
    result.write(folder);
  }

  static ObjectNode node(Pricing pricing) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("networks", pricing.priced())
        .put("measured", pricing.measured())
        .put("withinLimit", pricing.within())
        .put("relativeError", pricing.error())
        .put("rankCorrelation", pricing.rankCorrelation())
        .put("relativeErrorOfFront", pricing.frontError())
        .put("seconds", pricing.seconds());
  }

  private static void put(FrontNetwork network, ObjectNode node) {
    node.put("name", network.name());
    node.put("latencySeconds", network.latency().seconds());
    node.put("latencySpread", network.latency().spread());
    node.put("validationAccuracy", network.validation().accuracy());
    node.put("testAccuracy", network.test().accuracy());
    node.put("parameters", network.parameters());
    node.put("trial", network.trial().id());
    node.put("genotype", network.trial().genotype().code());
  }
}
