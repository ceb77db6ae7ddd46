package org.nas4j.images;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Augmentation;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.recipe.ShownIfSet;

/**
 * How to train a network. Immutable, with value equality. The defaults suit networks of any kind
 * for a few epochs: Adam (Kingma and Ba 2015) with a rate of 0.003 that falls along a cosine,
 * batches of 64, no augmentation. The papers that train long use {@link Builder#nesterov} with a
 * rate of 0.05 to 0.1 and batch normalization in every layer.
 */
public final class Dl4jTraining {

  private final Components components;

  private Dl4jTraining(Components components) {
    this.components = components;
  }

  /** Names and texts of these are part of journals. */
  private record Components(
      Optimizer optimizer,
      LearningRate learningRate,
      double weightDecay,
      double labelSmoothing,
      int batch,
      int epochs,
      Augmentation augmentation,
      Engine engine,
      Precision precision,
      Optional<Restarts> restarts,
      Optional<Patience> patience,
      @ShownIfSet Optional<Integer> threads) {}

  /**
   * Starts with the defaults.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The defaults.
   *
   * @param epochs how often each example is seen
   * @return settings
   */
  public static Dl4jTraining of(int epochs) {
    return builder().epochs(epochs).build();
  }

  /**
   * The proxy training of MetaQNN (baker2017metaqnn, section 4.1, and code): Adam with 0.001,
   * multiplied by 0.2 every 5 epochs, batches of 128, 20 epochs, weight decay 5e-4,
   * {@link Restarts#META_QNN}.
   *
   * @return settings
   */
  public static Dl4jTraining metaQnn() {
    return builder()
        .learningRate(LearningRate.steps(1e-3, 0.2, 5))
        .batch(128)
        .epochs(20)
        .weightDecay(5e-4)
        .restarts(Restarts.META_QNN)
        .build();
  }

  /**
   * The proxy training of BlockQNN (zhong2018blockqnn, section 4.1): Adam with 0.001, multiplied by
   * 0.2 every 5 epochs, batches of 256, 12 epochs, {@link Restarts#BLOCK_QNN}.
   *
   * @return settings
   */
  public static Dl4jTraining blockQnn() {
    return builder()
        .learningRate(LearningRate.steps(1e-3, 0.2, 5))
        .batch(256)
        .epochs(12)
        .restarts(Restarts.BLOCK_QNN)
        .build();
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.optimizer = optimizer();
    builder.clip = optimizer().clip();
    builder.learningRate = learningRate();
    builder.weightDecay = weightDecay();
    builder.labelSmoothing = labelSmoothing();
    builder.batch = batch();
    builder.epochs = epochs();
    builder.augmentation = augmentation();
    builder.engine = engine();
    builder.precision = precision();
    builder.restarts = restarts().orElse(null);
    builder.patience = patience();
    builder.threads = components.threads();
    return builder;
  }

  Optimizer optimizer() {
    return components.optimizer();
  }

  LearningRate learningRate() {
    return components.learningRate();
  }

  double weightDecay() {
    return components.weightDecay();
  }

  double labelSmoothing() {
    return components.labelSmoothing();
  }

  /**
   * Examples of one step.
   *
   * @return at least 1
   */
  public int batch() {
    return components.batch();
  }

  /**
   * How often each example is seen.
   *
   * @return at least 1
   */
  public int epochs() {
    return components.epochs();
  }

  Augmentation augmentation() {
    return components.augmentation();
  }

  Engine engine() {
    return components.engine();
  }

  Precision precision() {
    return components.precision();
  }

  Optional<Restarts> restarts() {
    return components.restarts();
  }

  Optional<Patience> patience() {
    return components.patience();
  }

  int threads() {
    return components.threads().orElseGet(Runtime.getRuntime()::availableProcessors);
  }

  /**
   * Tells where the time of a training step goes: builds a network on oneDNN, with one native
   * thread for each processor, and times each layer on random examples.
   *
   * @param architecture ends with a softmax output
   * @return a table that can be printed
   * @throws IllegalStateException if oneDNN cannot be used on this machine: the portable engine has
   *     no parts to be timed
   */
  public TrainingProfile profile(Architecture architecture) {
    return Profiler.profile(this, architecture);
  }

  /**
   * The settings by name, for a result's provenance.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return Settings.of(components);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dl4jTraining that && components.equals(that.components);
  }

  @Override
  public int hashCode() {
    return components.hashCode();
  }

  @Override
  public String toString() {
    return Settings.describe("Dl4jTraining", components);
  }

  /** Each setting is checked at once. For one thread. */
  public static final class Builder {

    private Optimizer optimizer = new Optimizer(Optimizer.Method.ADAM, 0.9, 0.999, 1e-8);
    private double clip = Double.POSITIVE_INFINITY;
    private LearningRate learningRate = LearningRate.cosine(3e-3);
    private double weightDecay;
    private double labelSmoothing;
    private int batch = 64;
    private int epochs = 5;
    private Augmentation augmentation = Augmentation.NONE;
    private Engine engine = Engine.AUTO;
    private Precision precision = Precision.FLOAT32;
    private Restarts restarts;
    private Optional<Patience> patience = Optional.empty();
    private Optional<Integer> threads = Optional.empty();

    private Builder() {}

    /**
     * Gradient descent with Nesterov's momentum.
     *
     * @param momentum in [0, 1)
     * @return this
     */
    public Builder nesterov(double momentum) {
      optimizer =
          new Optimizer(Optimizer.Method.NESTEROV, Checks.fraction(momentum, "momentum"), 0, 0);
      return this;
    }

    /**
     * Adam with the paper's decays of 0.9 and 0.999 and its epsilon of 1e-8. This is the default.
     *
     * @return this
     */
    public Builder adam() {
      return adam(0.9, 0.999, 1e-8);
    }

    /**
     * Adam.
     *
     * @param first decay of the mean gradient, in [0, 1)
     * @param second decay of the mean square, in [0, 1)
     * @param epsilon added to the root of the mean square, above 0
     * @return this
     */
    public Builder adam(double first, double second, double epsilon) {
      optimizer = new Optimizer(
          Optimizer.Method.ADAM,
          Checks.fraction(first, "first decay of Adam"),
          Checks.fraction(second, "second decay of Adam"),
          Checks.positive(epsilon, "epsilon of Adam"));
      return this;
    }

    /**
     * RMSProp.
     *
     * @param decay of the mean square, in [0, 1)
     * @param epsilon added to the root of the mean square, above 0
     * @return this
     */
    public Builder rmsProp(double decay, double epsilon) {
      optimizer = new Optimizer(
          Optimizer.Method.RMSPROP,
          Checks.fraction(decay, "decay of RMSProp"),
          0,
          Checks.positive(epsilon, "epsilon of RMSProp"));
      return this;
    }

    /**
     * Shortens gradients that are longer than so much, as sudden jumps of the loss make them
     * (Pascanu et al. 2013). The default is no limit.
     *
     * @param norm root of the sum of squares over all weights of the network, above 0, infinity for
     *     no limit; weight decay is not counted
     * @return this
     */
    public Builder clipGradient(double norm) {
      clip = Checks.positiveOrInfinite(norm, "longest gradient");
      return this;
    }

    /**
     * The length of a step. The default is a cosine from 0.003 to 0.
     *
     * @param rate the schedule
     * @return this
     */
    public Builder learningRate(LearningRate rate) {
      learningRate = requireNonNull(rate, "rate");
      return this;
    }

    /**
     * Adds so much of each weight to its gradient; biases and batch normalization are left alone.
     * The default is 0.
     *
     * @param decay at least 0
     * @return this
     */
    public Builder weightDecay(double decay) {
      weightDecay = Checks.notNegative(decay, "weight decay");
      return this;
    }

    /**
     * Spreads so much of each label's probability over all classes (Szegedy et al. 2016), in
     * training only. The default is 0.
     *
     * @param smoothing in [0, 1)
     * @return this
     */
    public Builder labelSmoothing(double smoothing) {
      labelSmoothing = Checks.fraction(smoothing, "label smoothing");
      return this;
    }

    /**
     * Examples of one step. The default is 64.
     *
     * @param examples at least 1
     * @return this
     */
    public Builder batch(int examples) {
      batch = Checks.positive(examples, "size of a batch");
      return this;
    }

    /**
     * How often each example is seen. The default is 5.
     *
     * @param count at least 1
     * @return this
     */
    public Builder epochs(int count) {
      epochs = Checks.positive(count, "number of epochs");
      return this;
    }

    /**
     * Changes of the training images. The default is none.
     *
     * @param change what may change
     * @return this
     */
    public Builder augmentation(Augmentation change) {
      augmentation = requireNonNull(change, "change");
      return this;
    }

    /**
     * Whether the augmentation has mirror images; shifts stay as they are. See
     * {@link MirrorImages}.
     *
     * @param choice true if left and right may be exchanged
     * @return this
     */
    public Builder mirrorImages(boolean choice) {
      augmentation = new Augmentation(augmentation.shift(), choice);
      return this;
    }

    /**
     * What computes. The default is {@link Engine#AUTO}.
     *
     * @param choice one of them
     * @return this
     */
    public Builder engine(Engine choice) {
      engine = requireNonNull(choice, "choice");
      return this;
    }

    /**
     * With how many digits. The default is {@link Precision#FLOAT32}.
     *
     * @param choice one of them
     * @return this
     */
    public Builder precision(Precision choice) {
      precision = requireNonNull(choice, "choice");
      return this;
    }

    /**
     * Begins anew with a shorter step where the first epoch comes to nothing. Only an evaluator,
     * which has validation data, can tell; other trainings go on. The default is never.
     *
     * @param rule how often, and how much shorter
     * @return this
     */
    public Builder restarts(Restarts rule) {
      restarts = requireNonNull(rule, "rule");
      return this;
    }

    /**
     * Ends a training before its last epoch once validation does not become better, and keeps the
     * weights of the best epoch in any case. The learning rate falls as if there were no patience.
     * Not so unless set.
     *
     * @param howLong without a gain
     * @return this
     */
    public Builder patience(Patience howLong) {
      patience = Optional.of(howLong);
      return this;
    }

    /**
     * Native threads of the training of one {@link TrainedNetwork}; evaluators, supernets and
     * growing searches have a number of their own. Small networks are trained fastest by one.
     * Without this call there is one for each processor.
     *
     * @param count at least 1
     * @return this
     */
    public Builder threads(int count) {
      threads = Optional.of(Checks.positive(count, "number of threads"));
      return this;
    }

    /**
     * Ends the settings.
     *
     * @return immutable settings
     * @throws IllegalArgumentException if the engine has no such precision on any machine
     */
    public Dl4jTraining build() {
      if (engine == Engine.PORTABLE && precision == Precision.BFLOAT16) {
        throw new IllegalArgumentException("The engine [" + engine
            + "] computes in 32 bits only, but the precision is [" + precision
            + "].\nMaybe choose Engine.ONEDNN, or Precision.AUTO.");
      }
      return new Dl4jTraining(new Components(
          optimizer.clipped(clip),
          learningRate,
          weightDecay,
          labelSmoothing,
          batch,
          epochs,
          augmentation,
          engine,
          precision,
          Optional.ofNullable(restarts),
          patience,
          threads));
    }
  }
}
