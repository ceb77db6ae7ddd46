package org.nas4j.images;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.data.Augmentation;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.internal.InitialWeights;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.SettingName;
import org.nas4j.internal.recipe.Settings;

/**
 * Searches and trains in one: a small network is trained under a clock and grows while it is, by
 * edits that keep its function (cai2018eas; elsken2017nash). The optimizer's memory goes along with
 * the weights by the same index maps, so that training goes on as if nothing had happened; the
 * learning rate follows the clock, up, then down to nothing, so that the last part of the time
 * settles the network that has grown. Nothing is trained twice, but for the few steps of edits that
 * were tried and dropped.
 *
 * <p>Deviations from the papers: they train each network to its end, choose, and start the next
 * from its weights; here is one training, which chooses by the loss of a few steps on minibatches
 * that no network has seen.
 *
 * <p>Edits are asked for at {@link Builder#moments}. No edit is at hand that would make the network
 * too slow to see the training data {@link Builder#leastEpochsLeft} more times. By the clock no two
 * runs are quite the same; {@link Builder#steps} gives equal runs for equal seeds on one machine.
 * An engine that does not tell what its optimizer remembers begins anew at each edit.
 *
 * <p>Immutable; a run uses all processors, unless told otherwise, and belongs to its thread.
 */
public final class GrowingSearch {

  private final List<Architecture> starts;
  private final Dataset training;
  private final Dataset validation;
  private final Components components;
  private final LongSupplier ticker;
  private final BooleanSupplier stop;
  private final Optional<Kept> kept;

  /** Where the training is kept, and how often. */
  record Kept(Path file, Duration every) {}

  /**
   * All that is set.
   *
   * @param policy decides
   * @param training how to train; its number of epochs has no meaning here
   * @param time for the whole run, if it goes by the clock
   * @param steps for the whole run, if it goes by these
   * @param startEpochs see the builder
   * @param moments shares at which the policy is asked
   * @param trialSteps of each trial of an edit
   * @param factors of channels
   * @param widthMultiple see the builder
   * @param leastEpochsLeft see the builder
   * @param greatestMacs of a network
   * @param whitened whether the first filters whiten patches
   * @param threads that compute
   * @param seed of everything that is drawn
   */
  record Components(
      GrowthPolicy policy,
      @SettingName("settings") Dl4jTraining training,
      @SettingName("within") Optional<Duration> time,
      Optional<Integer> steps,
      double startEpochs,
      List<Double> moments,
      int trialSteps,
      List<Double> factors,
      int widthMultiple,
      double leastEpochsLeft,
      double greatestMacs,
      boolean whitened,
      int threads,
      long seed) {}

  private GrowingSearch(Builder builder) {
    this.starts = builder.starts;
    this.training = builder.training;
    this.validation = builder.validation;
    this.components = builder.components();
    this.ticker = builder.ticker;
    this.stop = builder.stop;
    this.kept = Optional.ofNullable(builder.kept);
  }

  /**
   * Starts with the defaults; data and an end are required.
   *
   * @param start the network to grow; ends with a softmax output
   * @return a builder
   */
  public static Builder builder(Architecture start) {
    return new Builder(List.of(requireNonNull(start, "start")));
  }

  /**
   * Starts with the defaults, and with one of several networks: the last, from the cheapest on,
   * that can be shown the training data {@link Builder#startEpochs} times in the time. A few steps
   * of each say how long that takes, which counts. Without a clock it is the cheapest.
   *
   * @param starts at least one, for example {@link StartNetworks#residuals}; each ends with a
   *     softmax output
   * @return a builder
   */
  public static Builder builder(List<Architecture> starts) {
    return new Builder(starts);
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * What may be started with.
   *
   * @return the cheapest first
   */
  public List<Architecture> starts() {
    return starts;
  }

  Dataset training() {
    return training;
  }

  Dataset validation() {
    return validation;
  }

  Components components() {
    return components;
  }

  Optional<Kept> kept() {
    return kept;
  }

  LongSupplier ticker() {
    return ticker;
  }

  /** What a checkpoint must agree with; the time may be another one. */
  Map<String, String> identity() {
    Map<String, String> facts = new LinkedHashMap<>(settings());
    facts.keySet().removeIf(name -> name.equals("within") || name.equals("threads"));
    facts.put(
        "starts", starts.stream().map(Architecture::canonicalHash).toList().toString());
    facts.put("data.training", training.fingerprint());
    return facts;
  }

  boolean isStopped() {
    return stop.getAsBoolean();
  }

  /** All weights of the network to grow, if it is this one. */
  Map<String, WeightArray> firstWeights(Architecture start) {
    SplittableRandom random = new SplittableRandom(~components.seed());
    Map<String, WeightArray> weights = new HashMap<>(InitialWeights.draw(start, random.nextLong()));
    if (components.whitened()) {
      weights.putAll(PatchWhitening.of(start, weights, training, random));
    }
    return weights;
  }

  /**
   * How it trains.
   *
   * @return the settings, whose number of epochs has no meaning
   */
  public Dl4jTraining recipe() {
    return components.training();
  }

  /**
   * Trains and grows the network until the time is over, and judges it by the validation data. The
   * clock starts with the call, or goes on from its {@linkplain Builder#checkpoint checkpoint}.
   *
   * @return the network, and how it grew
   * @throws InterruptedException if the thread was interrupted; looked for between steps. With a
   *     checkpoint, the training is there as it was then
   * @throws ArithmeticException if training diverges
   * @throws UncheckedIOException if the checkpoint cannot be read or written
   * @throws IllegalStateException if the checkpoint is of other data or settings
   */
  public GrownNetwork run() throws InterruptedException {
    try {
      Optional<GrowingCheckpoint> before = checkpoint();
      TrainingBudget budget = budget(before.map(each -> each.counts().nanos()).orElse(0L));
      try (GrowingRun run = new GrowingRun(this, budget)) {
        return run.run(before);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The checkpoint cannot be read or written: " + e, e);
    }
  }

  private Optional<GrowingCheckpoint> checkpoint() throws IOException {
    return kept.isPresent() && Files.exists(kept.get().file())
        ? Optional.of(GrowingCheckpoint.read(kept.get().file(), identity()))
        : Optional.empty();
  }

  private TrainingBudget budget(long nanosBefore) {
    return components
        .time()
        .map(time -> TrainingBudget.of(time, ticker, nanosBefore))
        .orElseGet(() -> TrainingBudget.of(components.steps().orElseThrow()));
  }

  /**
   * The settings by name, but for data and network.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return Settings.of(components);
  }

  @Override
  public String toString() {
    return Settings.describe("GrowingSearch", components);
  }

  /** Each setting is checked at once. For one thread. */
  public static final class Builder {

    private final List<Architecture> starts;
    private Dataset training;
    private Dataset validation;
    private GrowthPolicy policy = GrowthPolicy.hillClimbing(3);
    private Dl4jTraining settings;
    private Duration time;
    private Optional<Integer> steps = Optional.empty();
    private double startEpochs = 15;
    private List<Double> moments = List.of(0.03, 0.06, 0.09, 0.12, 0.15, 0.18, 0.21);
    private int trialSteps = 12;
    private List<Double> factors = List.of(1.5, 2.0);
    private int widthMultiple = 16;
    private double leastEpochsLeft = 20;
    private double greatestMacs = Double.POSITIVE_INFINITY;
    private boolean whitened = true;
    private int threads = Runtime.getRuntime().availableProcessors();
    private long seed = 1;
    private LongSupplier ticker = System::nanoTime;
    private BooleanSupplier stop = () -> false;
    private Kept kept;

    private Builder(List<Architecture> starts) {
      if (starts.isEmpty()) {
        throw new IllegalArgumentException("There is no network to start with in [" + starts
            + "].\nMaybe take those of StartNetworks.residuals(…).");
      }
      this.starts = starts.stream()
          .sorted(Comparator.comparingLong(each -> each.cost().macs()))
          .toList();
      this.settings = training(starts.get(0).input());
    }

    /** Gray images are often of digits or letters, which say something else in a mirror. */
    private static Dl4jTraining training(Shape input) {
      boolean isInColour = input.channels() > 1;
      return Dl4jTraining.builder()
          .nesterov(0.9)
          .learningRate(LearningRate.oneCycle(0.2, 0.2))
          .weightDecay(5e-4)
          .labelSmoothing(0.1)
          .batch(128)
          .augmentation(new Augmentation(2, isInColour))
          .precision(Precision.AUTO)
          .build();
    }

    private Builder(GrowingSearch search) {
      this(search.starts);
      Components from = search.components;
      training = search.training;
      validation = search.validation;
      policy = from.policy();
      settings = from.training();
      time = from.time().orElse(null);
      steps = from.steps();
      startEpochs = from.startEpochs();
      moments = from.moments();
      trialSteps = from.trialSteps();
      factors = from.factors();
      widthMultiple = from.widthMultiple();
      leastEpochsLeft = from.leastEpochsLeft();
      greatestMacs = from.greatestMacs();
      whitened = from.whitened();
      threads = from.threads();
      seed = from.seed();
      ticker = search.ticker;
      stop = search.stop;
      kept = search.kept.orElse(null);
    }

    private Components components() {
      return new Components(
          policy,
          settings,
          Optional.ofNullable(time),
          steps,
          startEpochs,
          moments,
          trialSteps,
          factors,
          widthMultiple,
          leastEpochsLeft,
          greatestMacs,
          whitened,
          threads,
          seed);
    }

    /**
     * What to fit. Required.
     *
     * @param data standardised
     * @return this
     */
    public Builder training(Dataset data) {
      training = requireNonNull(data, "data");
      return this;
    }

    /**
     * What to judge by. Required.
     *
     * @param data without an example of the training data
     * @return this
     */
    public Builder validation(Dataset data) {
      validation = requireNonNull(data, "data");
      return this;
    }

    /**
     * Who decides. The default is hill climbing that tries 3 edits each time.
     *
     * @param choice for example one of {@link GrowthPolicy}'s
     * @return this
     */
    public Builder policy(GrowthPolicy choice) {
      policy = requireNonNull(choice, "choice");
      return this;
    }

    /**
     * How to train. The default suits residual networks with batch normalization: Nesterov's
     * momentum of 0.9, one cycle with a peak of 0.2 after a fifth of the time, weight decay of
     * 5e-4, label smoothing of 0.1, batches of 128, shifts by up to 2 pixels, mirror images of
     * pictures in colour, bfloat16 where the machine has it.
     *
     * @param how its number of epochs has no meaning here; its learning rate is asked by the share
     *     of the time, as if it were that of one epoch
     * @return this
     */
    public Builder settings(Dl4jTraining how) {
      settings = requireNonNull(how, "how");
      return this;
    }

    /**
     * Ends by the clock. This or {@link #steps} is required; the later call counts.
     *
     * @param limit of training and trials, from the call of {@link GrowingSearch#run} on; the
     *     validation comes on top
     * @return this
     */
    public Builder within(Duration limit) {
      time = Checks.positive(limit, "time");
      steps = Optional.empty();
      return this;
    }

    /**
     * Ends after so many steps, those of trials included.
     *
     * @param most at least 1
     * @return this
     */
    public Builder steps(int most) {
      steps = Optional.of(Checks.positive(most, "number of steps"));
      time = null;
      return this;
    }

    /**
     * How often the training data must be seen, in 2,000 steps or more, for a costlier network to
     * be started with. The default is 15. Without meaning where there is one network to start with,
     * or steps are counted.
     *
     * @param epochs above 0
     * @return this
     */
    public Builder startEpochs(double epochs) {
      startEpochs = Checks.positive(epochs, "number of epochs");
      return this;
    }

    /**
     * When the policy is asked. The default is seven times, the last time when 21 % are over.
     *
     * @param shares of the whole training that are over by then, in [0, 1), rising
     * @return this
     */
    public Builder moments(List<Double> shares) {
      for (int i = 0; i < shares.size(); i++) {
        Checks.fraction(shares.get(i), "share of the training");
        if (i > 0 && shares.get(i) <= shares.get(i - 1)) {
          throw new IllegalArgumentException(
              "The shares at which a network may grow must rise, but are " + shares
                  + ".\nMaybe sort them, and name each once.");
        }
      }
      moments = List.copyOf(shares);
      return this;
    }

    /**
     * How long an edit is tried. The default is 12 steps.
     *
     * @param count at least 2, since the second half is judged
     * @return this
     */
    public Builder trialSteps(int count) {
      trialSteps = Checks.atLeast(count, 2, "number of steps of a trial");
      return this;
    }

    /**
     * By how much channels become more: by half and by as many again, to multiples of sixteen, if
     * this is not called.
     *
     * @param each factors above 1
     * @param multiple widths become multiples of it, as of the numbers that one instruction of a
     *     processor takes
     * @return this
     */
    public Builder widening(List<Double> each, int multiple) {
      each.forEach(factor -> Checks.positive(factor - 1, "widening beyond 1"));
      factors = List.copyOf(each);
      widthMultiple = Checks.positive(multiple, "multiple of channels");
      return this;
    }

    /**
     * How often the training data must be seen after an edit, by the speed so far; edits that slow
     * the training down too much for it are not at hand. The default is 20. Without meaning where
     * steps are counted.
     *
     * @param epochs at least 0
     * @return this
     */
    public Builder leastEpochsLeft(double epochs) {
      leastEpochsLeft = Checks.notNegative(epochs, "number of epochs");
      return this;
    }

    /**
     * How large a network may become. The default is no limit.
     *
     * @param macs multiply-accumulates of one example at inference
     * @return this
     */
    public Builder greatestMacs(double macs) {
      greatestMacs = Checks.positiveOrInfinite(macs, "number of multiply-accumulates");
      return this;
    }

    /**
     * Whether the first convolution starts with filters that whiten patches of the training images
     * (page2019resnet; jordan2024airbench), which speeds up the first epochs. The default is yes;
     * without meaning for networks that begin otherwise.
     *
     * @param choice false for filters at random
     * @return this
     */
    public Builder whitened(boolean choice) {
      whitened = choice;
      return this;
    }

    /**
     * How many native threads compute. The default is one for each processor.
     *
     * @param count at least 1
     * @return this
     */
    public Builder threads(int count) {
      threads = Checks.positive(count, "number of threads");
      return this;
    }

    /**
     * Of weights, order, augmentation, edits. The default is 1.
     *
     * @param value any
     * @return this
     */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * Another clock. The default is that of the system which only goes on.
     *
     * @param nanoseconds since any moment
     * @return this
     */
    public Builder ticker(LongSupplier nanoseconds) {
      ticker = requireNonNull(nanoseconds, "nanoseconds");
      return this;
    }

    /**
     * Ends early, with the network as it is then. The default is never.
     *
     * @param condition asked after each step, from the thread that trains
     * @return this
     */
    public Builder stopWhen(BooleanSupplier condition) {
      stop = requireNonNull(condition, "condition");
      return this;
    }

    /**
     * Keeps the training in a file, from which a later run with the same data and settings goes on,
     * within the time that is left; time that was spent since the file was last written is not
     * counted. Where steps are counted it goes on with the same minibatches; what a network draws
     * itself, as dropout does, begins anew. Nothing is kept unless this is called.
     *
     * @param file in a folder that is there; replaced as a whole, and left at the end
     * @param every so often, at the end, and if the thread is interrupted; each takes the time that
     *     writing three times the weights takes
     * @return this
     */
    public Builder checkpoint(Path file, Duration every) {
      kept = new Kept(
          requireNonNull(file, "file"), Checks.positive(every, "time between checkpoints"));
      return this;
    }

    /**
     * Ends the settings.
     *
     * @return immutable
     * @throws IllegalArgumentException if data or an end are missing, or do not fit each other or
     *     the network; the message names all that is wrong with the data
     */
    public GrowingSearch build() {
      SearchData.requireFit(training, validation);
      starts.forEach(start -> Classifier.requireFit(start, training));
      if (time == null && steps.isEmpty()) {
        throw new IllegalArgumentException(
            "A growing search needs an end.\nMaybe call within(Duration.ofMinutes(12)), or steps(…).");
      }
      return new GrowingSearch(this);
    }
  }
}
