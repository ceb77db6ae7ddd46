package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.data.Standardisation;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.ProgressPrinter;
import org.nas4j.engine.SearchResult;
import org.nas4j.examples.cli.DrawnDigits;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.Scores;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.model.Model;
import org.nas4j.search.StopRule;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;

/** docs/guide/first-search.md. */
class FirstSearchTest {

  @TempDir
  private Path folder;

  @Test
  void leadsFromImagesToAModel() throws Exception {
    Dataset images = DrawnDigits.draw(300, 1).dataset();
    Dataset test = DrawnDigits.draw(100, 2).dataset();
    Path file = folder.resolve("digits.nas4j");
    // region: search
    Split data = images.split(images.size() / 6, new SplittableRandom(1)).standardised();
    SearchSpace<Architecture> space = ChainSpace.builder(images.shape(), images.classes())
        .maxConvolutions(2)
        .filters(4, 8)
        .build();
    SearchResult<Architecture> result = NasSearch.builder(space)
        .evaluator(Dl4jEvaluator.builder()
            .training(data.training())
            .validation(data.validation())
            .epochs(1)
            .build())
        .stopAfter(StopRule.trials(3))
        .listener(new ProgressPrinter(System.out))
        .seed(1)
        .run();
    Architecture best = result.best().orElseThrow().architecture();
    // end region
    // region: train
    Standardisation scale = Standardisation.fit(images);
    Dl4jTraining longer = Dl4jTraining.builder().epochs(8).batch(16).build();
    TrainedNetwork network = TrainedNetwork.train(best, scale.apply(images), longer, 1);
    Scores scores = network.evaluate(scale.apply(test));
    network.model().scaling(scale.scaling()).build().save(file);
    // end region
    assertThat(result.trials()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(scores.accuracy()).isGreaterThan(0.15); // chance is 0.1
    assertThat(Model.load(file).predict(test.values(0)).index())
        .isEqualTo(highest(network.probabilities(scale.apply(test))[0]));
  }

  private static int highest(float[] values) {
    int highest = 0;
    for (int i = 1; i < values.length; i++) {
      highest = values[i] > values[highest] ? i : highest;
    }
    return highest;
  }
}
