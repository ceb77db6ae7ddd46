package org.nas4j.torch.internal;

import org.nas4j.arch.Architecture;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.Engine;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.search.StopRule;
import org.nas4j.spaces.ChainSpace;

/** A program that searches and trains without saying by which engine, for a process of its own. */
final class WithoutNd4j {

  private WithoutNd4j() {}

  /** Prints what computed, what was found, and what is said of the engine that is not there. */
  public static void main(String[] arguments) throws Exception {
    Dl4jTraining training = Dl4jTraining.builder().epochs(1).batch(32).build();
    Dl4jEvaluator evaluator = evaluator(training);
    System.out.println("engine " + evaluator.provenance().get("training.engine"));
    System.out.println("nd4j " + evaluator.provenance().get("nd4j.backend"));
    SearchResult<Architecture> result = NasSearch.builder(
            ChainSpace.builder(TorchEngineTest.TRAINING.shape(), 2)
                .maxConvolutions(2)
                .build())
        .evaluator(evaluator)
        .stopAfter(StopRule.trials(3))
        .seed(1)
        .run();
    TrainedNetwork network = TrainedNetwork.train(
        result.bestOrThrow().architecture(), TorchEngineTest.TRAINING, training, 1);
    System.out.println(
        "best found, " + network.evaluate(TorchEngineTest.VALIDATION).accuracy());
    try {
      TrainedNetwork.train(
          network.architecture(),
          TorchEngineTest.TRAINING,
          training.toBuilder().engine(Engine.PORTABLE).build(),
          1);
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
  }

  private static Dl4jEvaluator evaluator(Dl4jTraining training) {
    return Dl4jEvaluator.builder()
        .training(TorchEngineTest.TRAINING)
        .validation(TorchEngineTest.VALIDATION)
        .settings(training)
        .build();
  }
}
