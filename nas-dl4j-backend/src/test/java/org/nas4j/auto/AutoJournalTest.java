package org.nas4j.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.StartNetworks;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.internal.checks.Texts;
import org.nas4j.language.LanguageModel;
import org.nas4j.model.Model;

/** Runs that are interrupted leave a model, and go on within the time that is left. */
@Timeout(120)
class AutoJournalTest {

  /** On a machine that does much else. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TempDir
  private Path folder;

  /** Native code is loaded before the clocks run. */
  @BeforeAll
  static void load() throws InterruptedException {
    Dataset few = Samples.images(32, 1);
    TrainedNetwork.train(
        StartNetworks.residual((Shape.Image) few.shape(), 2), few, Dl4jTraining.of(1), 1);
  }

  /** Interrupts this thread once a file is there. */
  private Thread interruptOnce(String file) {
    Thread running = Thread.currentThread();
    Thread watch = new Thread(() -> {
      while (!Files.exists(folder.resolve("run").resolve(file))) {
        Thread.onSpinWait();
      }
      running.interrupt();
    });
    watch.setDaemon(true);
    watch.start();
    return watch;
  }

  private String interruptedMessage(AutoRun.Work<?> run, String file) {
    Thread watch = interruptOnce(file);
    try {
      run.run();
    } catch (InterruptedException e) {
      return e.getMessage();
    } finally {
      watch.interrupt();
    }
    throw new AssertionError("The run was over before it could be interrupted.");
  }

  private double figureSoFar() throws IOException {
    JsonNode root =
        JsonMapper.builder().build().readTree(run().resolve("auto.json").toFile());
    return root.at("/facts/figure").asDouble();
  }

  private Path run() {
    return folder.resolve("run");
  }

  @Test
  void aTableGoesOn() throws InterruptedException, IOException {
    AutoSearch search = AutoSearch.table(Samples.cars(folder, "cars.csv", 150, 1), "mpg")
        .within(Duration.ofSeconds(5))
        .journal(run());
    assertThat(interruptedMessage(search::run, "best-so-far.nas4j"))
        .contains("of 5.0 seconds", "best-so-far.nas4j", "Maybe run the same search again");
    Map<String, String> row = Map.of("weight", "1.3", "origin", "Japan", "maker", "m1");
    Model early = Model.load(run().resolve("best-so-far.nas4j"));
    assertThat(early.predict(row).value()).isBetween(15.0, 45.0);
    double before = figureSoFar();
    AutoResult result = search.run();
    assertThat(result.elapsed()).isBetween(Duration.ofSeconds(1), LONGEST);
    // The mean over several splits is no longer the luck of the first one.
    double luck = result.choices().get("splits").equals("1") ? 0 : 0.05;
    assertThat(result.validation()).isBetween(before - luck, 1.0);
    assertThat(result.choices()).containsKeys("trials", "network", "inputs", "heldOut");
    AutoResult again = search.run();
    assertThat(again.choices()).isEqualTo(result.choices());
    assertThat(again.validation()).isEqualTo(result.validation());
    assertThat(again.model().predict(row).value())
        .isEqualTo(result.model().predict(row).value());
  }

  @Test
  void aTrainingOfImagesGoesOn() throws InterruptedException, IOException {
    AutoSearch search =
        AutoSearch.images(Samples.images(200, 1)).within(Duration.ofSeconds(3)).journal(run());
    // An interruption at any moment of the training, which keeps itself then.
    assertThat(interruptedMessage(search::run, "auto.json")).contains("best-so-far.nas4j");
    assertThat(run().resolve("training.checkpoint")).exists();
    assertThat(Model.load(run().resolve("best-so-far.nas4j")).classNames())
        .containsExactly("top", "bottom");
    AutoResult result = search.run();
    assertThat(result.validation()).isBetween(0.0, 1.0);
    assertThat(result.elapsed()).isBetween(Duration.ofSeconds(2), LONGEST);
    assertThat(search.run().validation()).isEqualTo(result.validation());
  }

  @Test
  @Tag("soak")
  void aTextGoesOn() throws InterruptedException, IOException {
    AutoTextSearch search =
        AutoSearch.text(Samples.text()).within(Duration.ofSeconds(4)).journal(run());
    assertThat(interruptedMessage(search::run, "auto.json"))
        .contains("Maybe run the same search again");
    AutoTextResult result = search.run();
    assertThat(result.toString())
        .startsWith(
            "AutoTextResult: validationPerplexity " + Texts.rounded(result.validation()) + " in ")
        .contains("\n  LanguageModel[");
    assertThat(result.validation()).isBetween(1.0, 20.0);
    Path saved = folder.resolve("text.weights");
    result.model().save(saved);
    assertThat(LanguageModel.load(saved).perplexity(Samples.text().validation()))
        .isEqualTo(result.validation());
    assertThat(search.run().validation()).isEqualTo(result.validation());
  }

  @Test
  void refusesTheJournalOfAnotherSearch() {
    AutoJournal.open(run(), Map.of("target", "mpg")).write(Duration.ofSeconds(2));
    assertThatThrownBy(() -> AutoJournal.open(run(), Map.of("target", "weight")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("target: [mpg] there, [weight] here")
        .hasMessageContaining("Maybe name another folder");
    assertThat(AutoJournal.open(run(), Map.of("target", "mpg")).spent())
        .isEqualTo(Duration.ofSeconds(2));
  }
}
