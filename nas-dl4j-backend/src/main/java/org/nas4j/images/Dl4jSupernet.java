package org.nas4j.images;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.SharedNetwork;
import org.nas4j.dl4j.internal.SharedSettings;
import org.nas4j.internal.checks.Checks;
import org.nas4j.oneshot.Supernet;
import org.nas4j.oneshot.SupernetState;
import org.nas4j.oneshot.WeightBank;

/**
 * All networks of a space on one set of weights (pham2018enas, section 2.2): nodes of equal names
 * have equal weights. Only the network at hand is computed. A score is the fraction of validation
 * examples that are classified right; there is no place for test data, and validation data that
 * overlap the training data are refused.
 *
 * <p>Batch normalization goes by the statistics of the minibatch, in judging too: running means of
 * one network would be wrong for all others. So all validation minibatches have one size, and what
 * a network scores depends on it. Dropout, dropped paths and auxiliary outputs have no part in
 * judging.
 *
 * <p>Equal calls in equal order give equal figures, on one machine with one number of
 * {@link Builder#threads}. Training minibatches are drawn anew in each pass over the data. What
 * dropout draws in a step depends on the seed and the number of the step alone.
 *
 * <p>For one thread: build, use and close it there. Its memory is outside the Java heap.
 */
public final class Dl4jSupernet implements Supernet<Architecture>, AutoCloseable {

  private static final String MINIBATCHES = "minibatches";

  private final Dataset training;
  private final WeightBank bank;
  private final Minibatches minibatches;
  private final ValidationBatches validation;
  private final SharedNetwork network;
  private final Map<String, String> words;
  private final Engine engine;
  private final FloatType type;
  private long room;

  private Dl4jSupernet(Builder builder) {
    SplittableRandom random = new SplittableRandom(builder.seed);
    this.training = builder.training;
    long bankSeed = random.nextLong();
    this.bank = builder.bank == null ? new WeightBank(bankSeed) : builder.bank;
    Dl4jTraining settings = builder.settings;
    this.minibatches = new Minibatches(training, settings, random.split());
    this.validation = new ValidationBatches(
        builder.validation,
        builder.validationBatch == 0 ? settings.batch() : builder.validationBatch,
        random.split());
    this.network = Networks.openShared(
        settings.engine(),
        new SharedSettings(
            bank::weights,
            new NetworkSettings(
                random.nextLong(),
                settings.optimizer(),
                settings.weightDecay(),
                settings.labelSmoothing(),
                builder.threads,
                settings.precision().type(settings.engine())),
            builder.decayUnused),
        training.shape());
    this.words = words(builder);
    this.engine = settings.engine();
    this.type = settings.precision().type(engine);
  }

  private static Map<String, String> words(Builder builder) {
    Map<String, String> all = new LinkedHashMap<>();
    Dl4jTraining settings = builder.settings;
    settings.settings().forEach((name, value) -> all.put("training." + name, value));
    all.putAll(settings.precision().provenance(settings.engine()));
    all.put("training.engine", Networks.onThisMachine(settings.engine()).name());
    all.put("data.training", builder.training + " " + builder.training.fingerprint());
    all.put("data.validation", builder.validation + " " + builder.validation.fingerprint());
    all.put("validationBatch", Integer.toString(builder.validationBatch));
    all.put("threads", Integer.toString(builder.threads));
    all.put("seed", Long.toString(builder.seed));
    all.put("decayUnused", Boolean.toString(builder.decayUnused));
    return Map.copyOf(all);
  }

  /**
   * Starts a supernet. Training and validation data are required.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public int trainingBatches() {
    return minibatches.count();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the data do not fit the network, or it names weights that
   *     are known with another shape
   * @throws ArithmeticException if training diverges
   * @throws org.nas4j.space.InfeasibleException if the network needs more memory than there is, by
   *     {@link MemoryNeed}
   */
  @Override
  public double train(Architecture child, double learningRate) throws InterruptedException {
    TrainingLoop.stopIfInterrupted();
    Classifier.requireFit(child, training);
    // Looked up again only for a network that needs more than all before it.
    room = Networks.requireRoom(engine, type, child, minibatches.size(), room);
    int[] labels = minibatches.next(network.examples(minibatches.size()));
    double loss = network.train(child, labels, learningRate);
    TrainingLoop.requireNumber(loss, minibatches.pass());
    return loss;
  }

  @Override
  public void progress(double share) {
    network.progress(share);
  }

  @Override
  public int validationBatches() {
    return validation.count();
  }

  @Override
  public double score(Architecture child, int batch) throws InterruptedException {
    if (batch < 0 || batch >= validation.count()) {
      throw new IllegalArgumentException("There is no validation minibatch [" + batch + "], only ["
          + validation.count() + "] from 0.");
    }
    return (double) right(child, batch, 0) / validation.size();
  }

  /** {@inheritDoc} Every example counts once. */
  @Override
  public double score(Architecture child) throws InterruptedException {
    int right = 0;
    for (int batch = 0; batch < validation.count(); batch++) {
      right += right(child, batch, validation.firstUnseen(batch));
    }
    return (double) right / validation.examples();
  }

  private int right(Architecture child, int batch, int from) throws InterruptedException {
    TrainingLoop.stopIfInterrupted();
    return validation.right(batch, from, probabilities(child, batch));
  }

  /** What a network says of a validation minibatch, laid out as {@code [examples, classes]}. */
  float[] probabilities(Architecture child, int batch) {
    Classifier.requireFit(child, training);
    validation.write(batch, network.examples(validation.size()));
    return network.predict(child, validation.size());
  }

  /**
   * The weights as they are now, to be looked at, saved, or gone on from by another supernet. The
   * optimizer's state and running statistics are not among them.
   *
   * @return the bank that this supernet was given or made, brought up to date
   */
  public WeightBank bank() {
    bank.update(network.weights());
    return bank;
  }

  @Override
  public Map<String, String> settings() {
    return words;
  }

  /** {@inheritDoc} It holds on this machine with this number of threads. */
  @Override
  public SupernetState state() {
    SupernetState shared = network.state();
    Map<String, Long> numbers = new LinkedHashMap<>(shared.numbers());
    numbers.put(MINIBATCHES, (long) minibatches.given());
    return new SupernetState(shared.arrays(), numbers);
  }

  @Override
  public void restore(SupernetState state) {
    if (minibatches.given() > 0) {
      throw new IllegalStateException("A supernet goes on from a checkpoint only if it was not"
          + " trained before.\nMaybe build another one, or delete the checkpoint.");
    }
    network.restore(state);
    minibatches.skip(Math.toIntExact(state.number(MINIBATCHES)));
  }

  /**
   * Native memory that is held now, as far as it is known.
   *
   * @return bytes
   */
  public long nativeBytes() {
    return network.nativeBytes();
  }

  /** Frees all native memory. */
  @Override
  public void close() {
    minibatches.close();
    network.close();
  }

  /** Checks each setting at once, and all of them together in {@link #build}. For one thread. */
  public static final class Builder {

    private Dataset training;
    private Dataset validation;
    private Dl4jTraining settings = Dl4jTraining.builder().nesterov(0.9).build();
    private int validationBatch;
    private int threads = Runtime.getRuntime().availableProcessors();
    private long seed = 1;
    private boolean decayUnused;
    private WeightBank bank;

    private Builder() {}

    /**
     * The data to fit the shared weights on.
     *
     * @param data of the shape and classes that the space is made for
     * @return this
     */
    public Builder training(Dataset data) {
      training = requireNonNull(data, "data");
      return this;
    }

    /**
     * The data to judge by. Never the test data: a search chooses by these figures, so they
     * flatter.
     *
     * @param data without an example of the training data
     * @return this
     */
    public Builder validation(Dataset data) {
      validation = requireNonNull(data, "data");
      return this;
    }

    /**
     * How a step is made: optimizer, weight decay, label smoothing, batch, augmentation, engine and
     * precision. Epochs and learning rate have no effect: the search brings its own. The default is
     * Nesterov's momentum of 0.9, as in ENAS, and a batch of 64.
     *
     * @param training settings
     * @return this
     */
    public Builder settings(Dl4jTraining training) {
      settings = requireNonNull(training, "training");
      return this;
    }

    /**
     * Examples of a validation minibatch; as many as of a training minibatch unless set.
     *
     * @param examples at least 2, since batch normalization needs something to compare
     * @return this
     */
    public Builder validationBatch(int examples) {
      validationBatch = Checks.atLeast(examples, 2, "size of a validation minibatch");
      return this;
    }

    /**
     * Native threads; one for each processor unless set. Other numbers change figures in their last
     * digits.
     *
     * @param count at least 1
     * @return this
     */
    public Builder threads(int count) {
      threads = Checks.positive(count, "number of threads");
      return this;
    }

    /**
     * From what first weights, order, augmentation and dropout are derived; 1 unless set.
     *
     * @param newSeed any number
     * @return this
     */
    public Builder seed(long newSeed) {
      seed = newSeed;
      return this;
    }

    /**
     * Whether weights that the trained network does not name take each step too, with a gradient of
     * zero: they decay and go on by their momentum, as in ENAS' released code. Unless set they stay
     * as they are, bit for bit, and so does the optimizer's state of each.
     *
     * @param decay true to follow the released code
     * @return this
     */
    public Builder decayUnused(boolean decay) {
      decayUnused = decay;
      return this;
    }

    /**
     * Where the weights start; a new bank by the seed unless set. Its arrays are read when a
     * network first names them, and change only when {@link Dl4jSupernet#bank} is called.
     *
     * @param weights for example loaded from a file
     * @return this
     */
    public Builder bank(WeightBank weights) {
      bank = requireNonNull(weights, "weights");
      return this;
    }

    /**
     * Opens the supernet.
     *
     * @return to be used and closed by the calling thread
     * @throws IllegalArgumentException naming all that is missing or does not fit
     */
    public Dl4jSupernet build() {
      SearchData.requireFit(training, validation);
      NumberPredictor.refuse(training, "search with Dl4jEvaluator, which trains on numbers");
      if (training.isWeighted()) {
        throw new IllegalArgumentException("On shared weights all examples count alike, but these"
            + " have weights of their own.\nMaybe search with Dl4jEvaluator.");
      }
      return new Dl4jSupernet(this);
    }
  }
}
