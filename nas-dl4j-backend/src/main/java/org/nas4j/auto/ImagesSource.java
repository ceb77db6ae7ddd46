package org.nas4j.auto;

import java.util.Map;
import org.nas4j.data.Dataset;
import org.nas4j.images.GrowingSearch;

/** The training of images as source text. */
final class ImagesSource {

  private static final String TEXT = """
      import java.nio.file.Path;
      import java.time.Duration;
      import java.util.SplittableRandom;
      import org.nas4j.arch.Shape;
      import org.nas4j.data.Dataset;
      import org.nas4j.data.Split;
      import org.nas4j.data.Standardisation;
      import org.nas4j.images.GrowingSearch;
      import org.nas4j.images.GrownNetwork;
      import org.nas4j.images.GrowthPolicy;
      import org.nas4j.images.StartNetworks;

      class ExplicitTraining {

        static void train(Dataset training, Path saved) throws Exception {
          Split raw = training.split(%d, new SplittableRandom(%dL));
          Standardisation figures = Standardisation.fit(raw.training());
          GrowingSearch search = GrowingSearch.builder(
                  StartNetworks.residuals((Shape.Image) training.shape(), training.classes()))
              .training(figures.apply(raw.training()))
              .validation(figures.apply(raw.validation()))
              .policy(GrowthPolicy.none())
              .within(Duration.parse("%s"))
              .seed(%dL)
              .build();
          // The batch suits the size of the images; mirror images are trained on if they are harmless.
          search = search.toBuilder()
              .settings(search.recipe().toBuilder()
                  .batch(%d)
                  .mirrorImages(%s)
                  .build())
              .build();
          GrownNetwork grown = search.run();
          grown
              .network()
              .model()
              .classNames(training.classNames())
              .scaling(figures.scaling())
              .averagingMirrorImages(%s)
              .build()
              .save(saved);
        }
      }
      """;

  private ImagesSource() {}

  static String of(
      Dataset training, GrowingSearch search, Map<String, String> choices, AutoRun run) {
    int validation = Math.min(training.size() - 1, Integer.parseInt(choices.get("validation")));
    return String.format(
        TEXT,
        validation,
        run.seed(),
        search.settings().get("within"),
        run.seed(),
        search.recipe().batch(),
        choices.get(AutoImages.MIRRORS),
        choices.getOrDefault(AutoImages.AVERAGES, "false"));
  }
}
