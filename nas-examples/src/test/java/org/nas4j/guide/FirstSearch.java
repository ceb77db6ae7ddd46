package org.nas4j.guide;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.data.Standardisation;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.ProgressPrinter;
import org.nas4j.engine.SearchResult;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.model.Model;
import org.nas4j.search.StopRule;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;

public class FirstSearch {

  public static void main(String[] arguments) throws Exception {
    Dataset images = stripes(600, 1);
    Dataset test = stripes(300, 2);

    // Search, with a sixth of the images to judge by.
    Split data = images.split(images.size() / 6, new SplittableRandom(1)).standardised();
    SearchSpace<Architecture> space = ChainSpace.builder(images.shape(), images.classes())
        .maxConvolutions(2)
        .filters(4, 8)
        .build();
    SearchResult<Architecture> result = NasSearch.builder(space)
        .evaluator(Dl4jEvaluator.builder()
            .training(data.training())
            .validation(data.validation())
            .epochs(4)
            .build())
        .stopAfter(StopRule.trials(5))
        .listener(new ProgressPrinter(System.out))
        .seed(1)
        .run();
    System.out.println(result);

    // Train the best anew, on all images and for longer, and judge it by the test data, once.
    Architecture best = result.bestOrThrow().architecture();
    Standardisation scale = Standardisation.fit(images);
    Dl4jTraining longer = Dl4jTraining.builder().epochs(8).batch(16).build();
    TrainedNetwork network = TrainedNetwork.train(best, scale.apply(images), longer, 1);
    System.out.println("On test data: " + network.evaluate(scale.apply(test)));

    // Keep it in one file, and let that predict.
    Path file = Path.of("stripes.nas4j");
    network
        .model()
        .scaling(scale.scaling())
        .classNames(images.classNames())
        .build()
        .save(file);
    System.out.println(Model.load(file).predict(test.values(0)));
  }

  /** So many small pictures, of stripes in three directions, in noise. */
  static Dataset stripes(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] pictures = new float[count][12 * 12];
    int[] kinds = new int[count];
    for (int i = 0; i < count; i++) {
      kinds[i] = i % 3;
      int shift = random.nextInt(4);
      for (int row = 0; row < 12; row++) {
        for (int column = 0; column < 12; column++) {
          int place = List.of(row, column, row + column).get(kinds[i]) + shift;
          float light = place % 4 < 2 ? 1 : 0;
          pictures[i][12 * row + column] = light + 0.7f * (float) random.nextGaussian();
        }
      }
    }
    List<String> names = List.of("across", "upright", "slanting");
    return Dataset.of(Shape.image(1, 12, 12), names, pictures, kinds);
  }
}
