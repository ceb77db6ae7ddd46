package org.nas4j.images;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.dl4j.internal.Targets;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.morphism.WeightedArchitecture;

/**
 * How a child learns to do what its parent does, where an edit did not keep the function: some
 * steps of plain gradient descent on the squared difference between both networks' numbers before
 * the softmax, on a few images, whose labels are not looked at (cai2018pathlevel, released code).
 * The classes of an auxiliary head are left as they are.
 *
 * <p>Deviation: the code takes validation images; here those who call say which, and
 * {@link ParentWeights} takes training images, so that nothing is fitted to what judges. Immutable;
 * thread-safe.
 */
public final class Distillation {

  private final Components components;

  private Distillation(Components components) {
    this.components = components;
  }

  private record Components(int epochs, int images, int batch, double learningRate) {}

  /**
   * What became of a child.
   *
   * @param network the child with its new weights
   * @param before mean squared difference on the images before the first step, at inference
   * @param after the same after the last step
   */
  public record Result(WeightedArchitecture network, double before, double after) {}

  /**
   * As published (cai2018pathlevel, released code): 30 times 1,000 images in batches of 100, steps
   * of 0.02.
   *
   * @return the recipe
   */
  public static Distillation pathLevel() {
    return builder().build();
  }

  /**
   * Starts from {@link #pathLevel}.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    return builder()
        .epochs(components.epochs())
        .images(components.images())
        .batch(components.batch())
        .learningRate(components.learningRate());
  }

  /**
   * The settings by name.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return Settings.of(components);
  }

  /**
   * Teaches a child.
   *
   * @param teacher the parent
   * @param student the child, of the same input and classes; left as it is
   * @param images what to look at; so many as the recipe says are drawn
   * @param training of which engine and precision are taken
   * @param seed of the draw
   * @return the child with other weights
   * @throws InterruptedException if the thread was interrupted
   */
  public Result teach(
      WeightedArchitecture teacher,
      WeightedArchitecture student,
      Dataset images,
      Dl4jTraining training,
      long seed)
      throws InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    Dataset seen = images.sample(Math.min(components.images(), images.size()), random);
    ValidationBatches batches = new ValidationBatches(seen, components.batch(), random);
    List<float[][]> targets = new ArrayList<>();
    try (Network network = open(teacher, batches.size(), training, seed, false)) {
      for (int i = 0; i < batches.count(); i++) {
        targets.add(said(network, batches, i));
      }
    }
    try (Network network = open(student, batches.size(), training, seed, true)) {
      double before = difference(network, batches, targets);
      for (int epoch = 0; epoch < components.epochs(); epoch++) {
        pass(network, batches, targets, random);
      }
      double after = difference(network, batches, targets);
      Map<String, WeightArray> taught = new LinkedHashMap<>(student.weights());
      taught.putAll(TrainingLoop.requireNumbers(network.weights()));
      return new Result(new WeightedArchitecture(student.architecture(), taught), before, after);
    }
  }

  /** The batches stay as they are and are drawn in another order each time, as in the code. */
  private void pass(
      Network network, ValidationBatches batches, List<float[][]> targets, SplittableRandom random)
      throws InterruptedException {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < batches.count(); i++) {
      order.add(random.nextInt(i + 1), i);
    }
    for (int i : order) {
      TrainingLoop.stopIfInterrupted();
      batches.write(i, examples(network, batches));
      network.train(Targets.ofNumbers(targets.get(i)), components.learningRate());
    }
  }

  private static FloatBuffer examples(Network network, ValidationBatches batches) {
    return network.examples(batches.size());
  }

  private static float[][] said(Network network, ValidationBatches batches, int batch) {
    batches.write(batch, examples(network, batches));
    return rows(network.predict(batches.size()), batches.size());
  }

  private static float[][] rows(float[] values, int count) {
    int width = values.length / count;
    return IntStream.range(0, count)
        .mapToObj(i -> Arrays.copyOfRange(values, i * width, (i + 1) * width))
        .toArray(float[][]::new);
  }

  private static double difference(
      Network network, ValidationBatches batches, List<float[][]> targets) {
    double sum = 0;
    long count = 0;
    for (int batch = 0; batch < batches.count(); batch++) {
      float[][] values = said(network, batches, batch);
      for (int i = 0; i < values.length; i++) {
        for (int j = 0; j < values[i].length; j++) {
          double error = values[i][j] - targets.get(batch)[i][j];
          sum += error * error;
          count++;
        }
      }
    }
    return sum / count;
  }

  private static Network open(
      WeightedArchitecture network, int batch, Dl4jTraining training, long seed, boolean toTrain) {
    Architecture numbers = numbers(MainPath.of(network.architecture()));
    NetworkSettings settings = new NetworkSettings(
        seed,
        new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 0),
        0,
        0,
        1,
        training.precision().type(training.engine()));
    Network open = Networks.open(training.engine(), numbers, settings, batch, toTrain);
    Map<String, WeightArray> known = new LinkedHashMap<>(network.weights());
    known.keySet().retainAll(numbers.weights().keySet());
    open.setWeights(known);
    return open;
  }

  /** The same network, which says its numbers instead of making probabilities of them. */
  private static Architecture numbers(Architecture architecture) {
    Architecture.Builder builder = Architecture.builder(architecture.input());
    for (Node node : architecture.nodes()) {
      boolean last = node.name().equals(architecture.output());
      int width = (int) architecture.shape(node.name()).elements();
      builder.add(node.name(), last ? RegressionOutput.of(width) : node.layer(), node.inputs());
    }
    return builder.build(architecture.output());
  }

  @Override
  public String toString() {
    return "Distillation" + settings();
  }

  /** Each setting is checked at once. For one thread. */
  public static final class Builder {

    private int epochs = 30;
    private int images = 1000;
    private int batch = 100;
    private double learningRate = 0.02;

    private Builder() {}

    /**
     * How often each image is looked at; 30 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder epochs(int count) {
      epochs = Checks.positive(count, "number of epochs");
      return this;
    }

    /**
     * How many images are looked at; 1,000 unless set, all where there are fewer.
     *
     * @param most at least 1
     * @return this
     */
    public Builder images(int most) {
      images = Checks.positive(most, "number of images");
      return this;
    }

    /**
     * Images of a step; 100 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder batch(int count) {
      batch = Checks.positive(count, "size of a batch");
      return this;
    }

    /**
     * Length of a step; 0.02 unless set.
     *
     * @param rate above 0
     * @return this
     */
    public Builder learningRate(double rate) {
      learningRate = Checks.positive(rate, "learning rate");
      return this;
    }

    /**
     * The recipe.
     *
     * @return immutable
     */
    public Distillation build() {
      return new Distillation(new Components(epochs, images, batch, learningRate));
    }
  }
}
