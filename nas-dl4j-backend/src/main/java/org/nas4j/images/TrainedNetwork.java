package org.nas4j.images;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.dl4j.internal.InitialWeights;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.graph.GraphNetwork;
import org.nas4j.eval.Deadline;
import org.nas4j.model.Model;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An architecture with the weights that training gave it: what a search is for. Training starts
 * from random weights and sees training data only; judge the result once, by test data that nothing
 * was chosen by.
 *
 * <p>It predicts with the engine and the {@link Precision} that it was trained with; one that was
 * loaded, in 32 bits.
 *
 * <p>All processors compute. Immutable and thread-safe: the weights are in plain memory, and each
 * call that computes builds its own network on its own thread and frees it.
 */
public final class TrainedNetwork {

  private static final Logger LOG = LoggerFactory.getLogger(TrainedNetwork.class);
  private static final int BATCH = 64;

  private final Architecture architecture;
  private final Map<String, WeightArray> weights;
  private final Engine engine;
  private final Precision precision;

  private TrainedNetwork(
      Architecture architecture,
      Map<String, WeightArray> weights,
      Engine engine,
      Precision precision) {
    this.architecture = architecture;
    this.weights = weights;
    this.engine = engine;
    this.precision = precision;
  }

  private TrainedNetwork(Architecture architecture, Map<String, WeightArray> weights) {
    this(architecture, weights, Engine.AUTO, Precision.FLOAT32);
  }

  /**
   * A network of given weights, for example of those that a change of an architecture carried over.
   * Nothing is trained.
   *
   * @param architecture ends with a softmax output
   * @param weights by the names of {@link Architecture#weights}; they are copied. Those that are
   *     missing are drawn at random
   * @param seed of the draw
   * @return the network
   * @throws IllegalArgumentException if the architecture has no array of a name, or one of another
   *     shape
   */
  public static TrainedNetwork of(
      Architecture architecture, Map<String, WeightArray> weights, long seed) {
    Map<String, WeightArray> all = InitialWeights.draw(architecture, seed);
    Map<String, WeightSpec> specs = new LinkedHashMap<>(architecture.weights());
    specs.keySet().retainAll(all.keySet());
    InitialWeights.requireFit(specs, weights);
    weights.forEach((name, array) -> all.put(name, array.copy()));
    return new TrainedNetwork(architecture, all);
  }

  /** Weights that a training has left, all of them. */
  static TrainedNetwork of(
      Architecture architecture, Map<String, WeightArray> weights, Dl4jTraining settings) {
    return new TrainedNetwork(
        architecture,
        TrainingLoop.requireNumbers(weights),
        settings.engine(),
        settings.precision());
  }

  /**
   * The network of a model that was loaded, so that it can be trained further.
   *
   * @param model of any origin
   * @return the network; scaling, names of classes and provenance stay with the model
   */
  public static TrainedNetwork of(Model model) {
    return of(model.architecture(), model.weights(), 0);
  }

  /**
   * Starts a model that serves: a file of its own, and fast predictions on a server without native
   * code. Give it what the data went through before training:
   *
   * <pre>{@code
   * network.model()
   *     .scaling(standardisation.scaling())
   *     .classNames(training.classNames())
   *     .build()
   *     .save(Path.of("digits.nas4j"));
   * }</pre>
   *
   * @return a builder that has architecture and weights
   */
  public Model.Builder model() {
    return Model.builder(architecture, weights);
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
   * @throws org.nas4j.space.InfeasibleException if it needs more memory than there is, by
   *     {@link MemoryNeed}
   * @throws IllegalArgumentException if the settings have patience, which needs validation data
   */
  public static TrainedNetwork train(
      Architecture architecture, Dataset training, Dl4jTraining settings, long seed)
      throws InterruptedException {
    return train(architecture, training, settings, seed, Deadline.never());
  }

  /**
   * Trains from random weights, until a deadline at the latest: what was learned by then is the
   * network. The learning rate follows the epochs all the same, so choose as many as will fit.
   *
   * @param architecture ends with a softmax output of the data's classes, or a regression output
   * @param training what to fit
   * @param settings how
   * @param seed of weights, order, augmentation and dropout
   * @param deadline looked for between batches; one batch is trained on in any case
   * @return the network as it is then
   * @throws InterruptedException if the thread was interrupted; looked for between batches
   * @throws ArithmeticException if training diverges
   * @throws org.nas4j.space.InfeasibleException if it needs more memory than there is, by
   *     {@link MemoryNeed}
   * @throws IllegalArgumentException if the settings have patience, which needs validation data
   */
  public static TrainedNetwork train(
      Architecture architecture,
      Dataset training,
      Dl4jTraining settings,
      long seed,
      Deadline deadline)
      throws InterruptedException {
    requireNoPatience(settings);
    Course course = new Course(training, null, settings, seed, deadline);
    return train(course, architecture, Map.of());
  }

  /**
   * Trains from random weights, and looks at validation data after each epoch: what
   * {@link Dl4jTraining.Builder#patience} asks for. Without patience these data change nothing.
   *
   * @param architecture ends with a softmax output of the data's classes
   * @param data what to fit, and what to judge by
   * @param settings how, for example longer than in the search
   * @param seed of weights, order, augmentation and dropout
   * @return the network after its best epoch, or after the last one if there is no patience
   * @throws InterruptedException if the thread was interrupted; looked for between batches
   * @throws ArithmeticException if training diverges
   * @throws org.nas4j.space.InfeasibleException if it needs more memory than there is, by
   *     {@link MemoryNeed}
   */
  public static TrainedNetwork train(
      Architecture architecture, Split data, Dl4jTraining settings, long seed)
      throws InterruptedException {
    Course course =
        new Course(data.training(), data.validation(), settings, seed, Deadline.never());
    return train(course, architecture, Map.of());
  }

  private static void requireNoPatience(Dl4jTraining settings) {
    if (settings.patience().isPresent()) {
      throw new IllegalArgumentException("Patience of [" + settings.patience().get()
          + "] needs validation data, and there are none.\n"
          + "Maybe call train(architecture, split, settings, seed), whose split has them.");
    }
  }

  /** @param validation null if nobody looks at any */
  private record Course(
      Dataset training, Dataset validation, Dl4jTraining settings, long seed, Deadline deadline) {}

  /**
   * Trains this network further.
   *
   * @param training what to fit
   * @param settings how
   * @param seed of order, augmentation and dropout
   * @return a new network; this one stays as it is
   * @throws InterruptedException if the thread was interrupted; looked for between batches
   * @throws ArithmeticException if training diverges
   */
  public TrainedNetwork trainFurther(Dataset training, Dl4jTraining settings, long seed)
      throws InterruptedException {
    requireNoPatience(settings);
    Course course = new Course(training, null, settings, seed, Deadline.never());
    return train(course, architecture, weights);
  }

  /**
   * Gives batch normalizations that pass their input on, such as those that
   * {@link org.nas4j.morphism.Morphism#deepen} puts in, the statistics of what enters them. The
   * outputs stay as they are, and change less when training begins.
   *
   * @param normalizations names of their nodes
   * @param training what to measure on, in batches
   * @param settings of the training that will follow
   * @param seed of which examples are measured
   * @return a new network; this one stays as it is
   * @throws InterruptedException if the thread was interrupted
   */
  public TrainedNetwork settled(
      Collection<String> normalizations, Dataset training, Dl4jTraining settings, long seed)
      throws InterruptedException {
    Classifier.requireFit(architecture, training);
    return new TrainedNetwork(
        architecture,
        Settling.settle(architecture, weights, normalizations, training, settings, seed),
        engine,
        precision);
  }

  private static TrainedNetwork train(
      Course course, Architecture architecture, Map<String, WeightArray> start)
      throws InterruptedException {
    Dataset training = course.training();
    Dl4jTraining settings = course.settings();
    Classifier.requireFit(architecture, training);
    SplittableRandom random = new SplittableRandom(course.seed());
    int batch = Math.min(settings.batch(), training.size());
    try (Network network = Networks.open(
            settings.engine(), architecture, settings(settings, random.nextLong()), batch, true);
        TrainingLoop loop =
            new TrainingLoop(network, training, settings, course.deadline(), random.nextLong())) {
      network.setWeights(start);
      BestEpoch best = new BestEpoch(settings.patience());
      while (loop.hasNext() && !best.hasConverged()) {
        double loss = loop.epoch();
        LOG.info("Epoch {} of {}: loss {}", loop.epochsDone(), settings.epochs(), loss);
        if (settings.patience().isPresent()) {
          best.ended(Scores.of(network, course.validation(), settings.batch()).accuracy(), network);
        }
      }
      if (best.isKept()) {
        best.restore(network);
      }
      requireNumbers(network, training.subset(IntStream.range(0, batch).toArray()), loop);
      return new TrainedNetwork(
          architecture,
          TrainingLoop.requireNumbers(network.weights()),
          settings.engine(),
          settings.precision());
    }
  }

  /** Weights that are numbers may still be so large that no output is one. */
  private static void requireNumbers(Network network, Dataset some, TrainingLoop loop)
      throws InterruptedException {
    double loss = some.targets() > 0
        ? RegressionScores.of(network, some, some.size()).rmse()
        : Scores.of(network, some, some.size()).loss();
    TrainingLoop.requireNumber(loss, loop.epochsDone());
  }

  private static NetworkSettings settings(Dl4jTraining settings, long seed) {
    return new NetworkSettings(
        seed,
        settings.optimizer(),
        settings.weightDecay(),
        settings.labelSmoothing(),
        settings.threads(),
        settings.precision().type(settings.engine()));
  }

  private Network open() {
    Dl4jTraining as = Dl4jTraining.builder().engine(engine).precision(precision).build();
    NetworkSettings any = settings(as, 0);
    Network network = Networks.open(engine, architecture, any, BATCH, false);
    network.setWeights(weights);
    return network;
  }

  private GraphNetwork graph() {
    return GraphNetwork.open(architecture, settings(Dl4jTraining.of(1), 0));
  }

  /**
   * All weights, biases and running statistics, by the names and in the layouts of
   * {@link Architecture#weights}, without those of nodes that no output needs.
   *
   * @return copies, in the order of the nodes
   */
  public Map<String, WeightArray> weights() {
    Map<String, WeightArray> copies = new LinkedHashMap<>();
    weights.forEach((name, array) -> copies.put(name, array.copy()));
    return copies;
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
    return evaluate(data, false);
  }

  /**
   * Compares labels with what a model that {@linkplain Model#averagesMirrorImages averages mirror
   * images} predicts.
   *
   * @param data images of the shape and classes of the training data
   * @return accuracy and loss
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalArgumentException if the data are no images
   */
  public Scores evaluateWithMirrorImages(Dataset data) throws InterruptedException {
    if (!(data.shape() instanceof Shape.Image)) {
      throw new IllegalArgumentException(
          "The data have the shape [" + data.shape() + "], which has no mirror images.");
    }
    return evaluate(data, true);
  }

  private Scores evaluate(Dataset data, boolean mirrorImages) throws InterruptedException {
    NumberPredictor.refuse(data, "ask for numbers(…) and evaluateNumbers(…)");
    Classifier.requireFit(architecture, data);
    try (Network network = open()) {
      return Scores.of(network, data, BATCH, mirrorImages);
    }
  }

  /**
   * The probability of each class.
   *
   * @param data of the shape of the training data; labels are not looked at
   * @return one row an example, {@code [examples][classes]}
   */
  public float[][] probabilities(Dataset data) {
    NumberPredictor.refuse(data, "ask for numbers(…) and evaluateNumbers(…)");
    return outputs(data, data.classes(), false);
  }

  /** The probability of each class for the mirror image of each example. */
  float[][] probabilitiesInMirror(Dataset data) {
    return outputs(data, data.classes(), true);
  }

  private float[][] outputs(Dataset data, int width, boolean mirrored) {
    Classifier.requireFit(architecture, data);
    float[][] rows = new float[data.size()][width];
    try (Network network = open()) {
      for (int from = 0; from < data.size(); from += BATCH) {
        int count = Math.min(BATCH, data.size() - from);
        float[] batch = ExampleBatch.predict(network, BATCH, data, from, count, mirrored);
        for (int i = 0; i < count; i++) {
          System.arraycopy(batch, i * width, rows[from + i], 0, width);
        }
      }
    }
    return rows;
  }

  /**
   * The numbers that are predicted, on the scale of the training data's targets.
   *
   * @param data of the shape of the training data, with as many targets, which are not looked at
   * @return one row an example, {@code [examples][targets]}
   */
  public float[][] numbers(Dataset data) {
    if (data.targets() == 0) {
      throw new IllegalArgumentException(
          "The data have classes and no numbers to predict.\nMaybe ask for probabilities(…).");
    }
    return outputs(data, data.targets(), false);
  }

  /**
   * Compares predicted numbers with targets.
   *
   * @param data of the shape of the training data, with targets on the same scale
   * @return explained variance and errors, on the scale of the targets
   */
  public RegressionScores evaluateNumbers(Dataset data) {
    return RegressionScores.of(numbers(data), data);
  }

  /**
   * Compares probabilities with labels from more sides than {@link #evaluate}.
   *
   * @param data of the shape and classes of the training data
   * @return figures for unequal classes, and of the probabilities
   */
  public ClassificationScores evaluateClasses(Dataset data) {
    return ClassificationScores.of(probabilities(data), data);
  }

  /**
   * The largest difference between the probabilities that two networks give, for example before and
   * after a change that should keep the function.
   *
   * @param other of the same input and classes
   * @param probes what to give both; labels are not looked at
   * @return 0 if they agree in all digits
   */
  public double largestDifference(TrainedNetwork other, Dataset probes) {
    float[][] ours = probabilities(probes);
    float[][] theirs = other.probabilities(probes);
    double largest = 0;
    for (int i = 0; i < ours.length; i++) {
      for (int k = 0; k < ours[i].length; k++) {
        largest = Math.max(largest, Math.abs((double) ours[i][k] - theirs[i][k]));
      }
    }
    return largest;
  }

  /**
   * Writes a zip file that Deeplearning4j's {@code ModelSerializer} can read. An architecture with
   * dilated convolutions needs this module on the class path there. A file that is there is
   * replaced as a whole, or left as it is.
   *
   * @param file to be written, for example {@code best.zip}
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    try (GraphNetwork network = graph()) {
      network.setWeights(weights);
      network.save(file);
    }
  }

  /**
   * Reads the weights that {@link #save} wrote. No size in the file is trusted.
   *
   * @param file to be read; only numbers are taken from it
   * @param architecture the one that was saved
   * @return a network with equal outputs
   * @throws IOException if it cannot be read or is damaged, or if a weight is NaN or infinite
   * @throws IllegalArgumentException if it is of another architecture, even one of as many weights;
   *     the message tells what differs
   */
  public static TrainedNetwork load(Path file, Architecture architecture) throws IOException {
    requireNonNull(architecture, "architecture");
    return new TrainedNetwork(architecture, GraphNetwork.read(file, architecture));
  }

  @Override
  public String toString() {
    return "TrainedNetwork[" + architecture + ", " + weights.size() + " arrays]";
  }
}
