package org.nas4j.images;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Augmentation;
import org.nas4j.dl4j.internal.Optimizer;

/**
 * How to train a network. Immutable. The defaults suit networks of any kind for a few epochs: Adam (Kingma and Ba 2015)
 * with a rate of 0.001 that falls along a cosine, batches of 64, no augmentation. The papers that train long use {@link
 * Builder#nesterov} with a rate of 0.05 to 0.1 and batch normalization in every layer.
 */
public final class Dl4jTraining {

  private final Optimizer optimizer;
  private final double clip;
  private final LearningRate learningRate;
  private final double weightDecay;
  private final double labelSmoothing;
  private final int batch;
  private final int epochs;
  private final Augmentation augmentation;
  private final Engine engine;
  private final Precision precision;

  private Dl4jTraining(Builder builder) {
    this.optimizer = builder.optimizer;
    this.clip = builder.clip;
    this.learningRate = builder.learningRate;
    this.weightDecay = builder.weightDecay;
    this.labelSmoothing = builder.labelSmoothing;
    this.batch = builder.batch;
    this.epochs = builder.epochs;
    this.augmentation = builder.augmentation;
    this.engine = builder.engine;
    this.precision = builder.precision;
  }

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
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.optimizer = optimizer;
    builder.clip = clip;
    builder.learningRate = learningRate;
    builder.weightDecay = weightDecay;
    builder.labelSmoothing = labelSmoothing;
    builder.batch = batch;
    builder.epochs = epochs;
    builder.augmentation = augmentation;
    builder.engine = engine;
    builder.precision = precision;
    return builder;
  }

  Optimizer optimizer() {
    return optimizer.clipped(clip);
  }

  LearningRate learningRate() {
    return learningRate;
  }

  double weightDecay() {
    return weightDecay;
  }

  double labelSmoothing() {
    return labelSmoothing;
  }

  /**
   * Examples of one step.
   *
   * @return at least 1
   */
  public int batch() {
    return batch;
  }

  /**
   * How often each example is seen.
   *
   * @return at least 1
   */
  public int epochs() {
    return epochs;
  }

  Augmentation augmentation() {
    return augmentation;
  }

  Engine engine() {
    return engine;
  }

  Precision precision() {
    return precision;
  }

  /**
   * Tells where the time of a training step goes: builds a network on oneDNN, with one native thread for each processor,
   * and times each layer on random examples.
   *
   * @param architecture ends with a softmax output
   * @return a table that can be printed
   * @throws IllegalStateException if oneDNN cannot be used on this machine: the portable engine has no parts to be timed
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
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("optimizer", optimizer().toString());
    settings.put("learningRate", learningRate.toString());
    settings.put("weightDecay", Double.toString(weightDecay));
    settings.put("labelSmoothing", Double.toString(labelSmoothing));
    settings.put("batch", Integer.toString(batch));
    settings.put("epochs", Integer.toString(epochs));
    settings.put("augmentation", augmentation.toString());
    settings.put("engine", engine.toString());
    if (precision != Precision.FLOAT32) {
      // Without it, journals from before there was a choice go on being resumed.
      settings.put("precision", precision.toString());
    }
    return settings;
  }

  @Override
  public String toString() {
    return "Dl4jTraining" + settings();
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

    private Builder() {}

    /**
     * Gradient descent with Nesterov's momentum.
     *
     * @param momentum in [0, 1)
     * @return this
     */
    public Builder nesterov(double momentum) {
      optimizer = new Optimizer(Optimizer.Method.NESTEROV, fraction(momentum, "momentum"), 0, 0);
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
          fraction(first, "first decay of Adam"),
          fraction(second, "second decay of Adam"),
          positive(epsilon, "epsilon of Adam"));
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
          fraction(decay, "decay of RMSProp"),
          0,
          positive(epsilon, "epsilon of RMSProp"));
      return this;
    }

    /**
     * Shortens gradients that are longer than so much, as sudden jumps of the loss make them (Pascanu et al. 2013). The
     * default is no limit.
     *
     * @param norm root of the sum of squares over all weights of the network, above 0; weight decay is not counted
     * @return this
     */
    public Builder clipGradient(double norm) {
      clip = positive(norm, "longest gradient");
      return this;
    }

    /**
     * The length of a step. The default is a cosine from 0.001 to 0.
     *
     * @param rate the schedule
     * @return this
     */
    public Builder learningRate(LearningRate rate) {
      learningRate = requireNonNull(rate, "rate");
      return this;
    }

    /**
     * Adds so much of each weight to its gradient; biases and batch normalization are left alone. The default is 0.
     *
     * @param decay at least 0
     * @return this
     */
    public Builder weightDecay(double decay) {
      if (!(decay >= 0 && Double.isFinite(decay))) {
        throw new IllegalArgumentException(
            "The weight decay must not be negative, but is [" + decay + "].");
      }
      weightDecay = decay;
      return this;
    }

    /**
     * Spreads so much of each label's probability over all classes (Szegedy et al. 2016), in training only. The default
     * is 0.
     *
     * @param smoothing in [0, 1)
     * @return this
     */
    public Builder labelSmoothing(double smoothing) {
      labelSmoothing = fraction(smoothing, "label smoothing");
      return this;
    }

    /**
     * Examples of one step. The default is 64.
     *
     * @param examples at least 1
     * @return this
     */
    public Builder batch(int examples) {
      batch = atLeastOne(examples, "size of a batch");
      return this;
    }

    /**
     * How often each example is seen. The default is 5.
     *
     * @param count at least 1
     * @return this
     */
    public Builder epochs(int count) {
      epochs = atLeastOne(count, "number of epochs");
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
      return new Dl4jTraining(this);
    }

    private static double fraction(double value, String name) {
      if (!(value >= 0 && value < 1)) {
        throw new IllegalArgumentException("The "
            + name
            + " must be in [0, 1), but is ["
            + value
            + "].\nMaybe it was given in percent.");
      }
      return value;
    }

    private static double positive(double value, String name) {
      if (!(value > 0 && Double.isFinite(value))) {
        throw new IllegalArgumentException(
            "The " + name + " must be above 0, but is [" + value + "].");
      }
      return value;
    }

    private static int atLeastOne(int value, String name) {
      if (value < 1) {
        throw new IllegalArgumentException(
            "The " + name + " must be at least 1, but is [" + value + "].");
      }
      return value;
    }
  }
}
