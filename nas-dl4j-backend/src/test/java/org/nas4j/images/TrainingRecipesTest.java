package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Shape;
import org.nas4j.data.Augmentation;
import org.nas4j.data.Dataset;
import org.nas4j.language.LanguageTraining;
import org.nas4j.morphism.Inheritance;
import org.nas4j.store.WeightStore;
import org.nas4j.testkit.RecipeAssert;

/** Every recipe of a training tells all its settings, and lets each of them be changed. */
class TrainingRecipesTest {

  @TempDir
  private java.nio.file.Path folder;

  @Test
  void imagesTellAllSettings() {
    Dl4jTraining training = Dl4jTraining.builder().epochs(3).threads(2).build();
    Map<String, UnaryOperator<Dl4jTraining.Builder>> changes = Map.ofEntries(
        Map.entry("optimizer", builder -> builder.clipGradient(2)),
        Map.entry("learningRate", builder -> builder.learningRate(LearningRate.constant(0.1))),
        Map.entry("weightDecay", builder -> builder.weightDecay(0.1)),
        Map.entry("labelSmoothing", builder -> builder.labelSmoothing(0.1)),
        Map.entry("batch", builder -> builder.batch(5)),
        Map.entry("epochs", builder -> builder.epochs(4)),
        Map.entry("augmentation", builder -> builder.augmentation(Augmentation.CIFAR)),
        Map.entry("engine", builder -> builder.engine(Engine.PORTABLE)),
        Map.entry("precision", builder -> builder.precision(Precision.AUTO)),
        Map.entry("patience", builder -> builder.patience(Patience.of(3))),
        Map.entry("restarts", builder -> builder.restarts(Restarts.META_QNN)),
        Map.entry("threads", builder -> builder.threads(77)));
    assertThat(training.settings().keySet()).isEqualTo(changes.keySet());
    assertThat(training.toBuilder().build()).isEqualTo(training).hasSameHashCodeAs(training);
    changes.forEach((name, change) -> {
      Dl4jTraining changed = change.apply(training.toBuilder()).build();
      assertThat(changed).isNotEqualTo(training);
      assertThat(differences(training.settings(), changed.settings())).containsExactly(name);
    });
    assertThat(training.toBuilder().clipGradient(2).build().toBuilder()
            .epochs(9)
            .build()
            .settings())
        .containsEntry("optimizer", "adam(0.9, 0.999, 1.0E-8) clipped at 2.0");
    assertThat(Dl4jTraining.of(3).settings())
        .as("as journals of earlier versions have them")
        .doesNotContainKey("threads");
    assertThat(Dl4jTraining.of(3).toString())
        .as("as checkpoints of earlier versions have it")
        .endsWith("patience=Optional.empty]");
    assertThat(Dl4jTraining.builder()
            .augmentation(Augmentation.CIFAR)
            .mirrorImages(false)
            .build())
        .isEqualTo(
            Dl4jTraining.builder().augmentation(new Augmentation(4, false)).build());
  }

  private static TreeSet<String> differences(Map<String, String> one, Map<String, String> other) {
    TreeSet<String> names = new TreeSet<>(one.keySet());
    names.removeIf(name -> one.get(name).equals(other.get(name)));
    return names;
  }

  @Test
  void languagesTellAllSettings() {
    LanguageTraining training = LanguageTraining.characters(20, 30);
    Map<String, UnaryOperator<LanguageTraining.Builder>> changes = Map.of(
        "hidden", builder -> builder.hidden(7),
        "batch", builder -> builder.batch(7),
        "steps", builder -> builder.steps(7),
        "batches", builder -> builder.batches(7),
        "learningRate", builder -> builder.learningRate(0.7),
        "clip", builder -> builder.clipGradient(7),
        "dropout", builder -> builder.dropout(0.7),
        "threads", builder -> builder.threads(77));
    assertThat(training.settings().keySet()).isEqualTo(changes.keySet());
    assertThat(training.toBuilder().build()).isEqualTo(training).hasSameHashCodeAs(training);
    changes.forEach((name, change) -> {
      LanguageTraining changed = change.apply(training.toBuilder()).build();
      assertThat(changed).isNotEqualTo(training);
      assertThat(differences(training.settings(), changed.settings())).containsExactly(name);
    });
  }

  @Test
  void growingSearchesTellAllSettings() {
    GrowingSearch search = GrowingSearch.builder(Fixtures.small(Shape.image(1, 8, 8), 3))
        .training(Fixtures.shapes(30, 1))
        .validation(Fixtures.shapes(12, 2))
        .within(Duration.ofMinutes(1))
        .build();
    Map<String, UnaryOperator<GrowingSearch.Builder>> changes = new HashMap<>(Map.of(
        "policy", builder -> builder.policy(GrowthPolicy.random()),
        "settings", builder -> builder.settings(Dl4jTraining.of(1)),
        "within", builder -> builder.within(Duration.ofMinutes(2)),
        "moments", builder -> builder.moments(List.of(0.5)),
        "trialSteps", builder -> builder.trialSteps(5),
        "factors", builder -> builder.widening(List.of(3.0), 16),
        "widthMultiple", builder -> builder.widening(List.of(1.5, 2.0), 5),
        "leastEpochsLeft", builder -> builder.leastEpochsLeft(1),
        "greatestMacs", builder -> builder.greatestMacs(1e6),
        "whitened", builder -> builder.whitened(false)));
    changes.put("startEpochs", builder -> builder.startEpochs(3));
    changes.put("threads", builder -> builder.threads(77));
    changes.put("seed", builder -> builder.seed(5));
    changes.forEach((name, change) -> assertThat(differences(
            search.settings(), change.apply(search.toBuilder()).build().settings()))
        .containsExactly(name));
    assertThat(search.toBuilder().steps(7).build().settings())
        .containsEntry("steps", "7")
        .containsEntry("within", "none");
    assertThat(search.settings().keySet()).hasSize(changes.size() + 1).contains("steps");
  }

  @Test
  void growingSearchesMirrorPicturesInColourOnly() {
    assertThat(trainingOf(1)).contains("Augmentation[shift=2, flip=false]");
    assertThat(trainingOf(3)).contains("Augmentation[shift=2, flip=true]");
  }

  private static String trainingOf(int channels) {
    Shape shape = Shape.image(channels, 8, 8);
    float[][] images = new float[4][(int) shape.elements()];
    for (int i = 0; i < images.length; i++) {
      images[i][0] = i;
    }
    Dataset all = Dataset.of(shape, List.of("a", "b"), images, new int[] {0, 1, 0, 1});
    return GrowingSearch.builder(Fixtures.small(shape, 2))
        .training(all.subset(0, 1))
        .validation(all.subset(2, 3))
        .steps(1)
        .build()
        .settings()
        .get("settings");
  }

  /** It stands in the headers of journals. */
  @Test
  void textOfALanguageTrainingStays() {
    assertThat(LanguageTraining.characters(20, 30).toBuilder().threads(2).build())
        .hasToString("LanguageTraining[hidden=20, batch=64, steps=50, batches=30, "
            + "learningRate=0.004, clip=1.0, dropout=0.0, threads=2]");
  }

  @Test
  void parentWeightsTellAllSettings() throws java.io.IOException {
    // With moments, which show only if they are kept.
    ParentWeights rule = ParentWeights.builder(WeightStore.open(folder, 1, Long.MAX_VALUE))
        .moments(true)
        .build();
    Inheritance other = (genotype, child, parent, random) -> parent;
    Distillation distillation = Distillation.pathLevel();
    RecipeAssert.assertThatSettingsAreWhole(
        rule,
        Map.of(
            "carriedBy", other, "learningRate", 0.1, "distilled", distillation, "moments", false));
    RecipeAssert.assertThatSettingsAreWhole(
        distillation, Map.of("epochs", 3, "images", 50, "batch", 10, "learningRate", 0.1));
  }
}
