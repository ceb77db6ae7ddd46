package org.nas4j.examples.papers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Augmentation;
import org.nas4j.data.Dataset;
import org.nas4j.examples.cli.Digits;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.Scores;
import org.nas4j.images.TrainedNetwork;

/**
 * Trains what searches found, all on as many images, for as long as there is time, and judges them
 * by test data once.
 */
final class FinalTraining {

  private static final int BATCH = 64;
  private static final int SHIFT = 2;
  private static final int TRIAL_BATCHES = 3;

  private final Stage stage;
  private final Digits digits;
  private final Dl4jTraining settings = Dl4jTraining.builder()
      .batch(BATCH)
      .augmentation(new Augmentation(SHIFT, false))
      .build();

  FinalTraining(Stage stage, Digits digits) {
    this.stage = stage;
    this.digits = digits;
  }

  /** Accuracies on the test data, in the order of the networks. */
  List<Double> test(List<Architecture> architectures) throws InterruptedException {
    double perImage = 0;
    for (Architecture each : architectures) {
      perImage += secondsPerImage(each);
    }
    Dataset all = digits.all();
    long images = Math.max(BATCH, (long) (stage.finalSeconds() / perImage));
    int epochs = (int) ((images + all.size() - 1) / all.size());
    Dataset training = all.sample((int) (images / epochs), new SplittableRandom(stage.seed()));
    stage.print("Training both for %d epochs of %d images", epochs, training.size());
    Dl4jTraining longer = settings.toBuilder().epochs(epochs).build();
    List<TrainedNetwork> networks = new ArrayList<>();
    for (Architecture each : architectures) {
      networks.add(TrainedNetwork.train(each, training, longer, stage.seed()));
    }
    Map<TrainedNetwork, Scores> scores = digits.test().judge(networks);
    return networks.stream().map(each -> scores.get(each).accuracy()).toList();
  }

  /** By the second of two short trainings, since Java is slow at first. */
  private double secondsPerImage(Architecture architecture) throws InterruptedException {
    Dataset few = digits.all().sample(TRIAL_BATCHES * BATCH, new SplittableRandom(1));
    Dl4jTraining once = settings.toBuilder().epochs(1).build();
    TrainedNetwork.train(architecture, few, once, 1);
    long start = System.nanoTime();
    TrainedNetwork.train(architecture, few, once, 1);
    return (System.nanoTime() - start) / 1e9 / few.size();
  }
}
