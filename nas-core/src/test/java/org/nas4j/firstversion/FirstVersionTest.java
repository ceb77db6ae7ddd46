package org.nas4j.firstversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Architecture;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;

/**
 * Nothing since the first version changes what a search computes: what it wrote is read, goes on,
 * and comes out again.
 */
class FirstVersionTest {

  private static final Path FOLDER = folder("journals");
  private static final Path ARCHITECTURES = folder("architectures");

  @TempDir
  Path scratch;

  private static Path folder(String name) {
    try {
      return Path.of(
          FirstVersionTest.class.getResource("/first-version/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<Recipe<?>> journals() {
    return Recipes.journals(FOLDER);
  }

  static List<Recipe<?>> cut() {
    return Recipes.CUT.stream()
        .<Recipe<?>>map(name -> Recipes.named(name, FOLDER))
        .toList();
  }

  private static List<Trial> kept(Recipe<?> recipe) throws IOException {
    return SearchResult.read(recipe.journal(FOLDER), recipe.space()).trials();
  }

  @ParameterizedTest
  @MethodSource("journals")
  void theSameSeedGivesTheSameTrials(Recipe<?> recipe) throws IOException {
    List<Trial> kept = kept(recipe);
    assertThat(kept).hasSizeGreaterThanOrEqualTo(recipe.trials());
    assertThat(recipe.search().run().trials()).isEqualTo(kept);
  }

  @ParameterizedTest
  @MethodSource("journals")
  void aCompleteJournalGoesOnWithoutNewEvaluations(Recipe<?> recipe) throws IOException {
    assertThat(resume(recipe, recipe.journal(FOLDER), 0, 0)).isEqualTo(kept(recipe));
  }

  @ParameterizedTest
  @MethodSource("journals")
  void aLargerBudgetGoesOnAsIfItHadBeenGivenAtOnce(Recipe<?> recipe) throws IOException {
    List<Trial> longer = resume(recipe, recipe.journal(FOLDER), 3, 3);
    List<Trial> kept = kept(recipe);
    assertThat(longer).hasSizeGreaterThan(kept.size()).startsWith(kept.toArray(Trial[]::new));
    assertThat(recipe.search(3).run().trials()).isEqualTo(longer);
  }

  @ParameterizedTest
  @MethodSource("cut")
  void aJournalCutByAKillEndsLikeTheCompleteOne(Recipe<?> recipe) throws IOException {
    Path cut = FOLDER.resolve(recipe.name() + "-cut.jsonl");
    List<Trial> kept = kept(recipe);
    List<Trial> before = SearchResult.read(cut, recipe.space()).trials();
    long evaluatedBefore = evaluated(before);
    assertThat(kept).containsAll(before);
    assertThat(evaluatedBefore).isBetween(5L, recipe.trials() - 5L);
    assertThat(resume(recipe, cut, 0, (int) (recipe.trials() - evaluatedBefore)))
        .isEqualTo(kept);
  }

  private static long evaluated(List<Trial> trials) {
    return trials.stream().filter(Trial::wasEvaluated).count();
  }

  /**
   * Goes on from a copy; sees that what had ended is not evaluated again, and that the journal
   * tells the same.
   */
  private <A> List<Trial> resume(Recipe<A> recipe, Path journal, int more, int evaluations)
      throws IOException {
    Path copy = scratch.resolve(journal.getFileName());
    Files.copy(journal, copy);
    AtomicInteger evaluated = new AtomicInteger();
    SearchBuilder<A> search = recipe.search(more).evaluator((candidate, context) -> {
      evaluated.incrementAndGet();
      return Arithmetic.evaluate(candidate, context);
    });
    List<Trial> trials = search.store(copy).run().trials();
    assertThat(evaluated).as("evaluations").hasValue(evaluations);
    assertThat(SearchResult.read(copy, recipe.space()).trials()).isEqualTo(trials);
    return trials;
  }

  /** Else the files would prove less than they seem to. */
  @Test
  void theJournalsHoldAllKindsOfOutcomes() throws IOException {
    List<Trial> trials = new ArrayList<>();
    for (Recipe<?> recipe : journals()) {
      trials.addAll(kept(recipe));
    }
    assertThat(trials.stream()
            .map(trial -> trial.outcome().getClass().getSimpleName())
            .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("Scored", "Stopped", "Failed", "Rejected");
    assertThat(trials).anyMatch(trial -> trial.duplicateOf().isPresent());
    assertThat(trials).anyMatch(trial -> trial.parent().isPresent());
  }

  @Test
  void publishedSettingsAreAsTheyWere() throws IOException {
    for (JsonNode entry : index(FOLDER.resolve("presets.json"))) {
      String name = entry.get("preset").asText();
      SearchStrategy strategy = Recipes.presets().get(name);
      assertThat(strategy.name()).as(name).isEqualTo(entry.get("strategy").asText());
      assertThat(strategy.settings()).as(name).isEqualTo(texts(entry.get("settings")));
    }
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new TreeMap<>();
    node.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }

  @Test
  void anAsynchronousJournalIsReadButDoesNotGoOn() throws IOException {
    Recipe<Integer> recipe = Recipes.asynchronous();
    List<String> lines = kept(recipe).stream().map(Samples::line).toList();
    assertThat(lines).isEqualTo(Files.readAllLines(FOLDER.resolve(Recipes.ASYNCHRONOUS + ".txt")));
    assertThatThrownBy(() -> resume(recipe, recipe.journal(FOLDER), 3, 3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not repeat");
  }

  @Test
  void networksOfTheFirstVersionAreDrawnBuiltAndReadAsBefore() throws IOException {
    for (JsonNode entry : index(ARCHITECTURES.resolve("index.json"))) {
      String name = entry.get("file").asText();
      SearchSpace<Architecture> space =
          Recipes.architectures().get(entry.get("space").asText());
      Genotype genotype = genotype(entry);
      assertThat(drawn(space, entry)).as(name).isEqualTo(genotype);
      Architecture built = space.replay(genotype).architecture();
      Architecture read = ArchitectureJson.read(ARCHITECTURES.resolve(name));
      assertThat(read).as(name).isEqualTo(built);
      assertFigures(built, entry);
      assertFigures(read, entry);
    }
  }

  private static void assertFigures(Architecture architecture, JsonNode entry) {
    String name = entry.get("file").asText();
    assertThat(architecture.canonicalHash())
        .as(name)
        .isEqualTo(entry.get("hash").asText());
    assertThat(architecture.cost().parameters())
        .as(name)
        .isEqualTo(entry.get("parameters").asLong());
    assertThat(architecture.cost().macs()).as(name).isEqualTo(entry.get("macs").asLong());
    assertThat(architecture.cost().peakActivationBytes())
        .as(name)
        .isEqualTo(entry.get("peakActivationBytes").asLong());
  }

  @Test
  void cellsOfTheFirstVersionAreDrawnAndBuiltAsBefore() throws IOException {
    for (JsonNode entry : index(ARCHITECTURES.resolve("cells.json"))) {
      SearchSpace<?> space = Recipes.cells().get(entry.get("space").asText());
      Genotype genotype = genotype(entry);
      assertThat(drawn(space, entry)).isEqualTo(genotype);
      assertThat(Samples.text(space.replay(genotype).architecture()))
          .isEqualTo(entry.get("cell").asText());
    }
  }

  private static Genotype drawn(SearchSpace<?> space, JsonNode entry) {
    return Samples.attempt(space, entry.get("seed").asLong()).walk().genotype();
  }

  private static JsonNode index(Path file) throws IOException {
    JsonNode index = JsonMapper.builder().build().readTree(file.toFile());
    assertThat(index).isNotEmpty();
    return index;
  }

  private static Genotype genotype(JsonNode entry) {
    List<Gene> genes = new ArrayList<>();
    entry
        .get("genotype")
        .forEach(gene -> genes.add(new Gene(gene.get(0).asText(), gene.get(1).asInt())));
    return new Genotype(genes);
  }
}
