package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Augmentation;
import org.nas4j.data.Csv;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.images.Design;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.LearningRate;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.search.StopRule;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;

/** docs/guide/tuning.md. */
class TuningTest {

  @TempDir
  private Path folder;

  @Test
  void searchesTrainingsTogetherWithNetworks() throws Exception {
    // region: space
    Split data = FirstSearch.stripes(160, 1).split(60, new SplittableRandom(1)).standardised();
    SearchSpace<Architecture> networks = ChainSpace.builder(
            data.training().shape(), data.training().classes())
        .maxConvolutions(2)
        .filters(4, 8)
        .build();
    SearchSpace<Design> space = Design.space(
        networks,
        choices -> Dl4jTraining.builder()
            .epochs(1)
            .learningRate(
                LearningRate.cosine(choices.pick(Decision.logarithmic("rate", 3e-4, 3e-2, 9))))
            .weightDecay(choices.pick(Decision.logarithmic("decay", 1e-6, 1e-3, 4)))
            .labelSmoothing(choices.pick(Decision.linear("smoothing", 0, 0.2, 5)))
            .batch(choices.pick(Decision.of("batch", 16, 32, 64)))
            .augmentation(choices.pick(
                Decision.of("augmentation", Augmentation.NONE, new Augmentation(1, false))))
            .build());
    // end region
    // region: search
    SearchResult<Design> result = NasSearch.builder(space)
        .evaluator(Design.evaluator(Dl4jEvaluator.builder()
            .training(data.training())
            .validation(data.validation())
            .build()))
        .stopAfter(StopRule.trials(3))
        .seed(1)
        .run();
    Design best = result.bestOrThrow().architecture();
    TrainedNetwork network =
        TrainedNetwork.train(best.architecture(), data.training(), best.training(), 1);
    // end region
    assertThat(network.architecture()).isEqualTo(best.architecture());
    assertThat(result.trials()).hasSize(3);
  }

  @Test
  void readsWhatTheHeapCannotHold() throws Exception {
    // region: disk
    Path table = folder.resolve("table.csv");
    Files.writeString(table, "1,2,yes\n3,4,no\n");
    Dataset rows = Csv.of(Shape.vector(2)).readToDisk(table, folder.resolve("rows.values"));
    // end region
    assertThat(rows.values(1)).containsExactly(3, 4);
    assertThat(rows.isOnDisk()).isTrue();
  }
}
