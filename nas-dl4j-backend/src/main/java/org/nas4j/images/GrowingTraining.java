package org.nas4j.images;

import java.nio.FloatBuffer;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.morphism.Morphism;

/**
 * One network in training, from which others can branch off with an edit and go on where it is. For
 * the thread that opened it.
 */
final class GrowingTraining implements AutoCloseable {

  private final Architecture architecture;
  private final Dl4jTraining settings;
  private final NetworkSettings threadedSettings;
  private final Network network;

  private GrowingTraining(
      Architecture architecture,
      Dl4jTraining settings,
      NetworkSettings threadedSettings,
      int batch) {
    this.architecture = architecture;
    this.settings = settings;
    this.threadedSettings = threadedSettings;
    this.network = Networks.openSharded(settings.engine(), architecture, threadedSettings, batch);
  }

  static GrowingTraining begin(
      Architecture architecture, Dl4jTraining settings, int batch, int threads, long seed) {
    NetworkSettings how = new NetworkSettings(
        seed,
        settings.optimizer(),
        settings.weightDecay(),
        settings.labelSmoothing(),
        threads,
        settings.precision().type(settings.engine()));
    return new GrowingTraining(architecture, settings, how, batch);
  }

  Architecture architecture() {
    return architecture;
  }

  TrainingState state() {
    return TrainingState.of(architecture, network);
  }

  void start(Map<String, WeightArray> weights) {
    network.setWeights(weights);
  }

  /** Goes on from a state that an earlier process left. */
  static GrowingTraining resume(
      TrainingState from, Dl4jTraining settings, int batch, int threads, long seed) {
    GrowingTraining training = begin(from.architecture(), settings, batch, threads, seed);
    training.network.setWeights(from.network().weights());
    training.network.setOptimizerState(from.memory());
    return training;
  }

  /** Goes on from a state, with an edit. */
  GrowingTraining branch(TrainingState from, Morphism edit, int batch, long seed) {
    TrainingState child = from.edited(edit, seed);
    GrowingTraining branch =
        new GrowingTraining(child.architecture(), settings, threadedSettings, batch);
    branch.network.setWeights(child.network().weights());
    branch.network.setOptimizerState(child.memory());
    return branch;
  }

  /** Room for the values of a minibatch. */
  FloatBuffer examples(int batch) {
    return network.examples(batch);
  }

  /** A step at a share of the whole training; gives the loss before it. */
  double step(int[] labels, double share) {
    network.progress(share);
    double loss = network.train(labels, settings.learningRate().at(share, 1));
    TrainingLoop.requireNumber(loss, 1);
    return loss;
  }

  Scores judge(Dataset data, int batch) throws InterruptedException {
    return Scores.of(network, data, batch);
  }

  TrainedNetwork trained() {
    return TrainedNetwork.of(architecture, network.weights(), settings);
  }

  @Override
  public void close() {
    network.close();
  }
}
