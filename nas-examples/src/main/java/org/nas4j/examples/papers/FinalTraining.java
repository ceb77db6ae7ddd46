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
  private static final int FEW_BATCHES = 3;
  private static final int MORE_BATCHES = 9;

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

  /**
   * By what more images take longer, since making a network takes as long as hundreds of images; at
   * least a quarter of what the longer training took for each, if the machine stalled in the
   * shorter one.
   */
  private double secondsPerImage(Architecture architecture) throws InterruptedException {
    seconds(architecture, FEW_BATCHES);
    double few = seconds(architecture, FEW_BATCHES);
    double more = seconds(architecture, MORE_BATCHES);
    return Math.max(
        (more - few) / ((MORE_BATCHES - FEW_BATCHES) * BATCH), more / (4 * MORE_BATCHES * BATCH));
  }

  /** Of a training on so many batches; Java is slow in the first. */
  private double seconds(Architecture architecture, int batches) throws InterruptedException {
    Dataset images = digits.all().sample(batches * BATCH, new SplittableRandom(1));
    long start = System.nanoTime();
    TrainedNetwork.train(architecture, images, settings.toBuilder().epochs(1).build(), 1);
    return (System.nanoTime() - start) / 1e9;
  }
}
