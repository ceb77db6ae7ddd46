package org.nas4j.dl4j.internal.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.internal.checks.Texts;
import org.nas4j.store.MalformedWeightsException;

/**
 * Refuses weights of another network, even if they are as many: by the architecture that was saved
 * with them, and by what Deeplearning4j is told of it. Stateless.
 */
final class ModelDifference {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What Deeplearning4j is told that changes how a network is trained or run, not what it is. */
  private static final Set<String> OF_TRAINING = Set.of(
      "iupdater",
      "biasUpdater",
      "seed",
      "iterationCount",
      "epochCount",
      "cacheMode",
      "weightInitFn",
      "regularization",
      "regularizationBias",
      "cudnnAlgoMode",
      "cudnnAllowFallback",
      "cudnnFwdAlgo",
      "cudnnBwdFilterAlgo",
      "cudnnBwdDataAlgo",
      "optimizationAlgo",
      "maxNumLineSearchIterations",
      "stepFunction",
      "variables");

  private ModelDifference() {}

  static void requireEqual(Path file, String theirs, String ours, Architecture architecture)
      throws IOException {
    if (theirs.equals(ours)) {
      return;
    }
    Architecture saved;
    try {
      saved = ArchitectureJson.read(theirs);
    } catch (IllegalArgumentException e) {
      throw new MalformedWeightsException(
          file, "its architecture cannot be read (" + Texts.wordsOf(e) + ")");
    }
    of(saved, architecture).ifPresent(difference -> {
      throw refusal(file, difference);
    });
  }

  private static IllegalArgumentException refusal(Path file, String difference) {
    return new IllegalArgumentException("The weights in [" + file
        + "] are of another architecture: " + difference
        + ".\nMaybe read the architecture that was saved beside them.");
  }

  /** The first difference, in the order in which the network computes. */
  private static Optional<String> of(Architecture there, Architecture here) {
    if (!there.input().equals(here.input())) {
      return Optional.of(differ("the input", there.input(), here.input()));
    }
    Iterator<Node> ours = here.nodes().iterator();
    for (Node node : there.nodes()) {
      if (!ours.hasNext()) {
        return Optional.of("it has a node [" + node.name() + "] more");
      }
      Node other = ours.next();
      if (!node.name().equals(other.name())) {
        return Optional.of(differ("the name of a node", node.name(), other.name()));
      }
      if (!node.layer().equals(other.layer())) {
        return Optional.of(differ("node [" + node.name() + "]", node.layer(), other.layer()));
      }
      if (!node.inputs().equals(other.inputs())) {
        return Optional.of(
            differ("what feeds node [" + node.name() + "]", node.inputs(), other.inputs()));
      }
    }
    if (ours.hasNext()) {
      return Optional.of("it lacks node [" + ours.next().name() + "]");
    }
    return there.output().equals(here.output())
        ? Optional.empty()
        : Optional.of(differ("the output", there.output(), here.output()));
  }

  private static String differ(String what, Object there, Object here) {
    return what + " is [" + there + "] there and [" + here + "] here";
  }

  static void requireEqualGraphs(Path file, String theirs, String ours) throws IOException {
    JsonNode there;
    try {
      there = JSON.readTree(theirs);
    } catch (JsonProcessingException e) {
      throw new MalformedWeightsException(
          file, "its configuration is no JSON (" + e.getOriginalMessage() + ")");
    }
    JsonNode here = JSON.readTree(ours);
    for (String part : List.of("networkInputs", "vertexInputs", "vertices", "networkOutputs")) {
      of(part, there.path(part), here.path(part)).ifPresent(difference -> {
        throw refusal(file, difference);
      });
    }
  }

  private static Optional<String> of(String path, JsonNode there, JsonNode here) {
    if (there.equals(here)) {
      return Optional.empty();
    }
    if (there.isObject() && here.isObject()) {
      Set<String> names = new TreeSet<>();
      there.fieldNames().forEachRemaining(names::add);
      here.fieldNames().forEachRemaining(names::add);
      names.removeAll(OF_TRAINING);
      return names.stream()
          .map(name -> of(path + "/" + name, there.path(name), here.path(name)))
          .flatMap(Optional::stream)
          .findFirst();
    }
    return Optional.of(differ(path, cut(there), cut(here)));
  }

  private static String cut(JsonNode node) {
    String text = node.isMissingNode() ? "missing" : node.toString();
    return text.length() <= 100 ? text : text.substring(0, 99) + "…";
  }
}
