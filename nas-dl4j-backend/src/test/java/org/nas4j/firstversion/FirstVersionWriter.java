package org.nas4j.firstversion;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nas4j.data.Dataset;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.language.LanguageModel;
import org.nas4j.store.WeightStore;

/**
 * Wrote the files under {@code first-version/models}, once, with the code of the first version
 * (commit 73c8512). It must not be run again: files of a later version would only show that it
 * agrees with itself. It is kept to show how they were made.
 */
final class FirstVersionWriter {

  private static final int PROBES = 6;

  private FirstVersionWriter() {}

  /**
   * Writes all.
   *
   * @param arguments the folder {@code first-version}
   * @throws IOException if something cannot be written
   * @throws InterruptedException never
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0], "models");
    if (Files.exists(folder)) {
      throw new IllegalStateException("The files are there, and are to stay as they are.");
    }
    Files.createDirectories(folder);
    TrainedNetwork network = Models.trained();
    network.save(folder.resolve("network.zip"));
    Files.writeString(
        folder.resolve("network.json"), ArchitectureJson.write(network.architecture()));
    WeightStore.open(folder.resolve("store"), 2, Long.MAX_VALUE)
        .put(Models.TRIAL, 0.5, network.weights());
    LanguageModel language = Models.speaking();
    language.save(folder.resolve("language.weights"));
    Files.writeString(
        folder.resolve("expected.json"),
        JsonMapper.builder().build().writeValueAsString(expected(network, language)) + "\n");
  }

  private static Map<String, Object> expected(TrainedNetwork network, LanguageModel language) {
    Dataset probes = Models.gratings(PROBES);
    float[][] inputs = new float[PROBES][];
    for (int i = 0; i < PROBES; i++) {
      inputs[i] = probes.values(i);
    }
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("inputs", inputs);
    expected.put("probabilities", network.probabilities(probes));
    expected.put("tokens", Models.corpus().test());
    expected.put("perplexity", language.perplexity(Models.corpus().test()));
    expected.put("parameters", language.parameterCount());
    expected.put("sample", language.sample(40, 1));
    return expected;
  }
}
