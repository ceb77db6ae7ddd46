package org.nas4j.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.nas4j.eval.RewardFunction;
import org.nas4j.search.SearchStrategy;

/** Collects what a reader needs to know to repeat a run. */
final class Provenance {

  private Provenance() {}

  static Map<String, String> of(
      SearchStrategy strategy, RewardFunction reward, Map<String, String> evaluator) {
    Map<String, String> facts = new LinkedHashMap<>();
    String version = Provenance.class.getPackage().getImplementationVersion();
    facts.put("nas4j", Objects.requireNonNullElse(version, "development"));
    facts.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("strategy", strategy.name());
    strategy.settings().forEach((name, value) -> facts.put("strategy." + name, value));
    facts.put("reward", Fingerprints.stable(reward.toString()));
    facts.putAll(evaluator);
    return facts;
  }
}
