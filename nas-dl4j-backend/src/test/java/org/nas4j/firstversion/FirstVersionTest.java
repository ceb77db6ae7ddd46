package org.nas4j.firstversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.data.Dataset;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.language.LanguageModel;
import org.nas4j.store.WeightFile;
import org.nas4j.store.WeightStore;

/** What the first version trained and saved goes on predicting what it predicted then. */
class FirstVersionTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path FOLDER = folder();
  private static final String STORED = "store/trial-" + Models.TRIAL + "_0.5.weights";
  private static final double CLOSE = 1e-6;

  /** Training adds up in another order on another processor. */
  private static final double TRAINED_ANEW = 1e-4;

  @TempDir
  Path scratch;

  private static Path folder() {
    try {
      return Path.of(FirstVersionTest.class.getResource("/first-version/models").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode expected() throws IOException {
    return JSON.readTree(FOLDER.resolve("expected.json").toFile());
  }

  private static <T> T expected(String name, TypeReference<T> type) throws IOException {
    return JSON.convertValue(expected().get(name), type);
  }

  private static Architecture architecture() throws IOException {
    return ArchitectureJson.read(FOLDER.resolve("network.json"));
  }

  private static void assertPredicts(TrainedNetwork network, double tolerance) throws IOException {
    float[][] inputs = expected("inputs", new TypeReference<>() {});
    float[][] wanted = expected("probabilities", new TypeReference<>() {});
    Dataset probes = Dataset.of(Shape.image(1, 6, 6), 3, inputs, new int[inputs.length]);
    float[][] got = network.probabilities(probes);
    assertThat(got).hasDimensions(inputs.length, 3);
    for (int i = 0; i < wanted.length; i++) {
      for (int k = 0; k < 3; k++) {
        assertThat((double) got[i][k]).isCloseTo(wanted[i][k], within(tolerance));
      }
    }
  }

  @Test
  void theNetworkIsTheOneOfTheRecipe() throws IOException {
    assertThat(architecture()).isEqualTo(Models.network());
  }

  @Test
  void aSavedNetworkPredictsAsItDid() throws IOException {
    assertPredicts(TrainedNetwork.load(FOLDER.resolve("network.zip"), architecture()), CLOSE);
  }

  @Test
  void storedWeightsPredictAsTheyDid() throws IOException {
    Path copy = scratch.resolve(STORED);
    Files.createDirectories(copy.getParent());
    Files.copy(FOLDER.resolve(STORED), copy);
    Map<String, WeightArray> weights =
        WeightStore.open(copy.getParent(), 2, Long.MAX_VALUE).find(Models.TRIAL).orElseThrow();
    assertPredicts(TrainedNetwork.of(architecture(), weights, 1), CLOSE);
  }

  @Test
  void aFileOfWeightsHoldsAllArraysOfTheArchitecture() throws IOException {
    assertThat(WeightFile.read(FOLDER.resolve(STORED)).keySet())
        .containsExactlyElementsOf(architecture().weights().keySet());
  }

  @Test
  void theSameSeedTrainsTheSameNetwork() throws IOException, InterruptedException {
    assertPredicts(Models.trained(), TRAINED_ANEW);
  }

  @Test
  void aSavedLanguageModelReadsAndWritesAsItDid() throws IOException {
    LanguageModel model = LanguageModel.load(FOLDER.resolve("language.weights"), Models.cell());
    assertThat(model.parameterCount()).isEqualTo(expected().get("parameters").asLong());
    assertThat(model.perplexity(expected("tokens", new TypeReference<>() {})))
        .isCloseTo(expected().get("perplexity").asDouble(), within(CLOSE));
    assertThat(model.sample(40, 1)).isEqualTo(expected().get("sample").asText());
  }

  @Test
  void theSameSeedTrainsTheSameLanguageModel() throws IOException, InterruptedException {
    assertThat(Models.speaking().perplexity(Models.corpus().test()))
        .isCloseTo(expected().get("perplexity").asDouble(), within(TRAINED_ANEW));
  }

  @Test
  void textIsEncodedAsItWas() throws IOException {
    int[] tokens = expected("tokens", new TypeReference<>() {});
    assertThat(Arrays.equals(Models.corpus().test(), tokens)).isTrue();
  }
}
