package org.nas4j.examples.enas;

import java.util.List;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Dataset;
import org.nas4j.images.Dl4jSupernet;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.oneshot.SharedRanking;
import org.nas4j.space.SearchSpace;

/**
 * Scores random networks on the shared weights, and again after training each alone on as many
 * images, for as long as there is time.
 */
final class EnasRanking {

  private static final int MOST = 30;

  /** So many networks are to fit the time, so that their ranks say something. */
  private static final int WANTED = 12;

  private final EnasData data;
  private final Dl4jTraining settings;
  private final long seed;

  EnasRanking(EnasData data, Dl4jTraining settings, long seed) {
    this.data = data;
    this.settings = settings;
    this.seed = seed;
  }

  SharedRanking measure(SearchSpace<Architecture> space, Dl4jSupernet supernet, double seconds)
      throws InterruptedException {
    long end = System.nanoTime() + (long) (1e9 * seconds);
    List<Architecture> networks = SharedRanking.draw(space, MOST, new SplittableRandom(seed));
    double perImage = EnasPace.secondsPerExample(networks.get(0), data.search(), settings);
    double left = (end - System.nanoTime()) / 1e9;
    long images = Math.max(settings.batch(), (long) (left / WANTED / perImage));
    Dataset training = data.search()
        .sample((int) Math.min(images, data.search().size()), new SplittableRandom(seed));
    int epochs = (int) Math.max(1, images / training.size());
    Dl4jTraining alone = settings.toBuilder().epochs(epochs).build();
    return SharedRanking.measure(
        networks,
        supernet,
        network -> TrainedNetwork.train(network, training, alone, seed)
            .evaluate(data.validation())
            .accuracy(),
        () -> System.nanoTime() < end);
  }
}
