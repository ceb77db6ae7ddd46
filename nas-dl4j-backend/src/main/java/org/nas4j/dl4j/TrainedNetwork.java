package org.nas4j.dl4j;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.graph.GraphNetwork;
import org.nas4j.eval.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An architecture with the weights that training gave it: what a search is for. Training starts from random weights and
 * sees training data only; judge the result once, by test data that nothing was chosen by.
 *
 * <p>All processors compute. Immutable and thread-safe: the weights are in plain memory, and each call that computes builds
 * its own network on its own thread and frees it.
 */
public final class TrainedNetwork {

  private static final Logger LOG = LoggerFactory.getLogger(TrainedNetwork.class);
  private static final int BATCH = 64;

  private final Architecture architecture;
  private final float[] weights;

  private TrainedNetwork(Architecture architecture, float[] weights) {
    this.architecture = architecture;
    this.weights = weights;
  }

  /**
   * Trains from random weights.
   *
   * @param architecture ends with a softmax output of the data's classes
   * @param training what to fit
   * @param settings how, for example longer than in the search
   * @param seed of weights, order, augmentation and dropout
   * @return the network after the last epoch
   * @throws InterruptedException if the thread was interrupted; looked for between batches
   * @throws ArithmeticException if training diverges
   */
  public static TrainedNetwork train(
      Architecture architecture, Dataset training, Dl4jTraining settings, long seed)
      throws InterruptedException {
    Classifier.requireFit(architecture, training);
    SplittableRandom random = new SplittableRandom(seed);
    try (Network network = open(architecture, settings, random.nextLong())) {
      TrainingLoop loop =
          new TrainingLoop(network, training, settings, Deadline.never(), random.nextLong());
      while (loop.hasNext()) {
        double loss = loop.epoch();
        LOG.info("Epoch {} of {}: loss {}", loop.epochsDone(), settings.epochs(), loss);
      }
      return new TrainedNetwork(architecture, network.weights());
    }
  }

  private static Network open(Architecture architecture, Dl4jTraining settings, long seed) {
    return GraphNetwork.open(
        architecture,
        new NetworkSettings(
            seed,
            settings.optimizer(),
            settings.weightDecay(),
            settings.labelSmoothing(),
            Runtime.getRuntime().availableProcessors()));
  }

  private Network open() {
    Network network = open(architecture, Dl4jTraining.of(1), 0);
    network.setWeights(weights);
    return network;
  }

  /**
   * What was trained.
   *
   * @return the architecture
   */
  public Architecture architecture() {
    return architecture;
  }

  /**
   * Compares predictions with labels.
   *
   * @param data of the shape and classes of the training data
   * @return accuracy and loss
   * @throws InterruptedException if the thread was interrupted
   */
  public Scores evaluate(Dataset data) throws InterruptedException {
    Classifier.requireFit(architecture, data);
    try (Network network = open()) {
      return Scores.of(network, data, BATCH);
    }
  }

  /**
   * The probability of each class.
   *
   * @param data of the shape of the training data; labels are not looked at
   * @return one row an example, {@code [examples][classes]}
   */
  public float[][] probabilities(Dataset data) {
    Classifier.requireFit(architecture, data);
    float[][] rows = new float[data.size()][data.classes()];
    try (Network network = open()) {
      for (int from = 0; from < data.size(); from += BATCH) {
        int count = Math.min(BATCH, data.size() - from);
        FloatBuffer target = network.examples(BATCH);
        for (int i = 0; i < count; i++) {
          data.write(from + i, target);
        }
        float[] batch = network.predict(count);
        for (int i = 0; i < count; i++) {
          System.arraycopy(batch, i * data.classes(), rows[from + i], 0, data.classes());
        }
      }
    }
    return rows;
  }

  /**
   * Writes a zip file that Deeplearning4j's {@code ModelSerializer} can read. An architecture with dilated convolutions
   * needs this module on the class path there.
   *
   * @param file to be written, for example {@code best.zip}
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    try (Network network = open()) {
      network.save(file);
    }
  }

  /**
   * Reads the weights that {@link #save} wrote.
   *
   * @param file to be read; only numbers are taken from it
   * @param architecture the one that was saved
   * @return a network with equal outputs
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if the number of weights is not that of the architecture
   */
  public static TrainedNetwork load(Path file, Architecture architecture) throws IOException {
    requireNonNull(architecture, "architecture");
    TrainedNetwork loaded = new TrainedNetwork(architecture, GraphNetwork.savedWeights(file));
    loaded.open().close();
    return loaded;
  }

  @Override
  public String toString() {
    return "TrainedNetwork[" + architecture + ", " + weights.length + " numbers]";
  }
}
