package org.nas4j.images;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.OptimizerState;
import org.nas4j.dl4j.internal.graph.NativeBackend;
import org.nas4j.engine.ValidationNoise;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Verdict;
import org.nas4j.internal.checks.Checks;

/**
 * Trains each candidate, from random weights or {@linkplain Builder#parentWeights its parent's}, on
 * training data and judges it by validation data. It has no place for test data, and refuses
 * validation data that overlap the training data.
 *
 * <p>After each epoch it reports {@link Metric#VALIDATION_ACCURACY}, {@link Metric#VALIDATION_LOSS}
 * and {@link Metric#TRAINING_LOSS}; {@link Metric#PARAMETERS} (all that are trained, auxiliary
 * heads included) and {@link Metric#MACS} (of inference, without them) are there from the first
 * report on. At the end come {@link Metric#TRAINING_SECONDS}, {@link Metric#LATENCY_SECONDS},
 * {@link #BATCH_LATENCY_SECONDS} and {@link Metric#PEAK_NATIVE_BYTES}: what the network itself
 * held, so that neighbours in the process do not count.
 *
 * <p>Equal candidates with equal randomness get equal figures, times apart, on one machine with one
 * number of {@link Builder#threads}. That number is not taken from the number of workers, since
 * sums of floats depend on how they are shared out: one worker and several give the same run. To
 * use all cores, run as many evaluations side by side.
 *
 * <p>Training ends early at the context's deadline (the figures so far are then measured and
 * reported), and with an {@link InterruptedException} if the thread is interrupted; both are looked
 * for between batches. Thread-safe: each call builds, trains and closes a network on its own
 * thread.
 */
public final class Dl4jEvaluator implements Evaluator<Architecture> {

  /** Median seconds of inference for a batch of {@link Builder#latencyBatch} examples. */
  public static final Metric BATCH_LATENCY_SECONDS = Metric.minimized("batchLatencySeconds");

  /**
   * Share of a candidate's weights that came from its parent; reported if
   * {@link Builder#parentWeights} are set.
   */
  public static final Metric INHERITED_WEIGHTS = Metric.maximized("inheritedWeights");

  /**
   * The epoch, from 1, whose weights and figures of validation are the result; reported if the
   * training has {@link Dl4jTraining.Builder#patience}.
   */
  public static final Metric BEST_EPOCH = Metric.minimized("bestEpoch");

  private static final double NANOS = 1e9;

  private final Dataset training;
  private final Dataset validation;
  private final Dl4jTraining settings;
  private final int threads;
  private final int latencyBatch;
  private final Optional<ParentWeights> parents;
  private final boolean classificationScores;
  private final Function<? super Candidate<Architecture>, TrainingPart> parts;

  private Dl4jEvaluator(Builder builder) {
    this.parts = builder.parts;
    this.training = builder.training;
    this.validation = builder.validation;
    this.settings = builder.settings;
    this.threads = builder.threads;
    this.latencyBatch = builder.latencyBatch;
    this.parents = Optional.ofNullable(builder.parents);
    this.classificationScores = builder.classificationScores;
  }

  /**
   * Starts an evaluator. Training and validation data are required.
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
    Builder builder = new Builder();
    builder.training = training;
    builder.validation = validation;
    builder.settings = settings;
    builder.threads = threads;
    builder.latencyBatch = latencyBatch;
    builder.parents = parents.orElse(null);
    builder.classificationScores = classificationScores;
    builder.parts = parts;
    return builder;
  }

  /** The same on the same data, which were compared before. */
  Dl4jEvaluator with(Dl4jTraining training) {
    return new Dl4jEvaluator(toBuilder().settings(training));
  }

  @Override
  public void requireFit(Architecture architecture) {
    Classifier.requireFit(architecture, training);
  }

  @Override
  public Evaluation evaluate(Candidate<Architecture> candidate, EvaluationContext context)
      throws InterruptedException {
    Architecture architecture = candidate.architecture();
    Classifier.requireFit(architecture, training);
    long weightSeed = context.random().nextLong();
    long orderSeed = context.random().nextLong();
    int batch = Math.min(settings.batch(), training.size());
    int tries = settings.restarts().map(Restarts::tries).orElse(1);
    Optional<Evaluation> evaluation = Optional.empty();
    for (int attempt = 1; evaluation.isEmpty(); attempt++) {
      try (Network network = open(architecture, weightSeed + attempt - 1, batch, true)) {
        Attempt one = new Attempt(attempt, tries);
        evaluation = train(candidate, network, context, orderSeed, one);
      }
    }
    Evaluation trained = evaluation.get();
    return latencyBatch == 0 ? trained : withLatency(trained, architecture);
  }

  /** One of several tries, the first being 1. */
  private record Attempt(int number, int tries) {

    boolean isLast() {
      return number == tries;
    }
  }

  private Network open(Architecture architecture, long seed, int batch, boolean toTrain) {
    return Networks.open(
        settings.engine(),
        architecture,
        new NetworkSettings(
            seed,
            settings.optimizer(),
            settings.weightDecay(),
            settings.labelSmoothing(),
            threads,
            settings.precision().type(settings.engine())),
        batch,
        toTrain);
  }

  /** Empty if it is to be tried again. */
  private Optional<Evaluation> train(
      Candidate<Architecture> candidate,
      Network network,
      EvaluationContext context,
      long seed,
      Attempt attempt)
      throws InterruptedException {
    Evaluation soFar = Evaluation.of(Metric.PARAMETERS, network.parameters())
        .with(Metric.MACS, MainPath.of(candidate.architecture()).cost().macs());
    Dl4jTraining course = course(attempt);
    Optional<TrainingPart> chosen = Optional.ofNullable(parts).map(each -> each.apply(candidate));
    TrainingPart part = chosen.orElse(TrainingPart.of(settings));
    ParentWeights.Start start = ParentWeights.Start.AT_RANDOM;
    if (parents.isPresent()) {
      start = parents.get().find(candidate, training, settings, seed);
      network.setWeights(start.weights());
      start.paused().ifPresent(it -> network.setOptimizerState(it.memory()));
      soFar =
          soFar.with(INHERITED_WEIGHTS, (double) count(start.weights()) / count(network.weights()));
    }
    boolean isContinued = !start.weights().isEmpty();
    course = isContinued ? parents.get().lowered(course) : course;
    part = isContinued ? part : part.fromTheStart();
    course = chosen.isPresent() ? withRate(course, part.rate()) : course;
    long order = start.paused().map(PausedTraining::orderSeed).orElse(seed);
    try (TrainingLoop loop =
        new TrainingLoop(network, training, course, context.deadline(), order, part)) {
      loop.skip(start.paused().map(PausedTraining::minibatches).orElse(0));
      Optional<Evaluation> trained = train(network, loop, soFar, context, attempt);
      if (parents.isPresent() && trained.isPresent()) {
        double score = trained.get().get(judgingMetric());
        Optional<PausedTraining> pause =
            parents.get().keepsMoments() ? pause(network, loop, order) : Optional.empty();
        parents.get().keep(candidate.trialId(), score, network.weights(), pause);
      }
      return trained;
    }
  }

  /** Weights of an earlier epoch have no moments, and not every engine tells them. */
  private Optional<PausedTraining> pause(Network network, TrainingLoop loop, long order) {
    OptimizerState memory = network.optimizerState();
    return settings.patience().isPresent() || memory.steps() == 0
        ? Optional.empty()
        : Optional.of(new PausedTraining(memory, order, loop.minibatchesTaken()));
  }

  private Dl4jTraining course(Attempt attempt) {
    if (attempt.number() == 1) {
      return settings;
    }
    double factor =
        StrictMath.pow(settings.restarts().orElseThrow().factor(), attempt.number() - 1);
    return withRate(settings, factor);
  }

  private static Dl4jTraining withRate(Dl4jTraining course, double factor) {
    return course.toBuilder().learningRate(course.learningRate().times(factor)).build();
  }

  /** Whether an epoch came to nothing, so that this training goes no further. */
  private boolean isHopeless(int epoch, Evaluation soFar) {
    return epoch == 1
        && settings.restarts().isPresent()
        && soFar
            .find(Metric.VALIDATION_ACCURACY)
            .map(accuracy -> settings.restarts().get().isChance(accuracy, training.classes()))
            .orElse(false);
  }

  private Optional<Evaluation> train(
      Network network,
      TrainingLoop loop,
      Evaluation before,
      EvaluationContext context,
      Attempt attempt)
      throws InterruptedException {
    Evaluation soFar = before;
    long nanos = 0;
    long peak = 0;
    Verdict verdict = Verdict.CONTINUE;
    BestEpoch best = new BestEpoch(settings.patience());
    Evaluation bestFigures = before;
    while (loop.hasNext() && verdict == Verdict.CONTINUE && !best.hasConverged()) {
      long start = System.nanoTime();
      double loss = loop.epoch();
      nanos += System.nanoTime() - start;
      soFar = judged(network, soFar.withStep(Metric.TRAINING_LOSS, loss), loop.epochsDone());
      boolean hopeless = isHopeless(loop.epochsDone(), soFar);
      if (hopeless && !attempt.isLast() && loop.hasNext()) {
        return Optional.empty();
      }
      peak = Math.max(peak, network.nativeBytes());
      soFar =
          soFar.with(Metric.TRAINING_SECONDS, nanos / NANOS).with(Metric.PEAK_NATIVE_BYTES, peak);
      best.ended(soFar.get(judgingMetric()), network);
      bestFigures = best.number() == loop.epochsDone() ? soFar : bestFigures;
      verdict = context.report(loop.epochsDone(), soFar);
      verdict = hopeless ? Verdict.STOP : verdict;
    }
    if (verdict == Verdict.CONTINUE && best.isKept()) {
      best.restore(network);
      soFar = withFiguresOf(bestFigures, soFar).with(BEST_EPOCH, best.number());
    }
    return Optional.of(soFar);
  }

  /** What was followed epoch by epoch on validation data, as it was after the best of them. */
  private static Evaluation withFiguresOf(Evaluation best, Evaluation last) {
    Evaluation figures = last;
    for (Metric metric : best.history().keySet()) {
      if (!metric.equals(Metric.TRAINING_LOSS)) {
        figures = figures.with(metric, best.get(metric));
      }
    }
    return figures;
  }

  private Metric judgingMetric() {
    return validation.targets() > 0 ? RegressionScores.VALIDATION_R2 : Metric.VALIDATION_ACCURACY;
  }

  private Evaluation judged(Network network, Evaluation soFar, int epoch)
      throws InterruptedException {
    int batch = settings.batch();
    if (validation.targets() > 0) {
      RegressionScores scores = RegressionScores.of(network, validation, batch);
      TrainingLoop.requireNumber(scores.rmse(), epoch);
      return scores.addTo(soFar);
    }
    Scores scores = Scores.of(network, validation, batch);
    TrainingLoop.requireNumber(scores.loss(), epoch);
    Evaluation judged = soFar
        .withStep(Metric.VALIDATION_LOSS, scores.loss())
        .withStep(Metric.VALIDATION_ACCURACY, scores.accuracy());
    if (!classificationScores) {
      return judged;
    }
    float[][] rows = RegressionScores.predictions(network, validation, batch, validation.classes());
    return ClassificationScores.of(rows, validation).addTo(judged);
  }

  private static long count(Map<String, WeightArray> weights) {
    return weights.values().stream().mapToLong(each -> each.values().length).sum();
  }

  /** Times a network without the heads that are gone at inference; its weights do not matter. */
  private Evaluation withLatency(Evaluation evaluation, Architecture architecture) {
    try (Network network = open(MainPath.of(architecture), 0, 1, false)) {
      return evaluation
          .with(Metric.LATENCY_SECONDS, Latency.of(network, 1).seconds())
          .with(BATCH_LATENCY_SECONDS, Latency.of(network, latencyBatch).seconds());
    }
  }

  @Override
  public Map<String, String> provenance() {
    Map<String, String> facts = new LinkedHashMap<>(NativeBackend.describe());
    facts.put("evaluator.latencyBatch", Integer.toString(latencyBatch));
    facts.put("nd4j.threads", Integer.toString(threads));
    facts.putAll(settings.precision().provenance(settings.engine()));
    settings.settings().forEach((name, value) -> facts.put("training." + name, value));
    Engine engine = Networks.onThisMachine(settings.engine());
    facts.put("training.engine", engine.name());
    facts.putAll(Networks.describe(engine));
    parents.ifPresent(it -> {
      facts.put("training.parentWeights", it.toString());
      it.sharedAs().ifPresent(mark -> facts.put("training.parentWeights.store", mark));
    });
    facts.put("data.training", training + " " + training.fingerprint());
    facts.put("data.validation", validation + " " + validation.fingerprint());
    facts.put(ValidationNoise.EXAMPLES, Integer.toString(validation.size()));
    return facts;
  }

  /** Checks each setting at once, and all of them together in {@link #build}. For one thread. */
  public static final class Builder {

    private Dataset training;
    private Dataset validation;
    private Dl4jTraining settings = Dl4jTraining.builder().build();
    private int threads = 1;
    private int latencyBatch = 64;
    private ParentWeights parents;
    private boolean classificationScores;
    private Function<? super Candidate<Architecture>, TrainingPart> parts;

    private Builder() {}

    /**
     * The data to fit weights on.
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
     * How often each training example is seen, other settings being left as they are.
     *
     * @param epochs at least 1
     * @return this
     */
    public Builder epochs(int epochs) {
      settings = settings.toBuilder().epochs(epochs).build();
      return this;
    }

    /**
     * How to train. The default is {@link Dl4jTraining}'s.
     *
     * @param training settings
     * @return this
     */
    public Builder settings(Dl4jTraining training) {
      settings = requireNonNull(training, "training");
      return this;
    }

    /**
     * What computes, other settings being left as they are. The default is {@link Engine#AUTO}.
     *
     * @param engine one of them
     * @return this
     */
    public Builder engine(Engine engine) {
      settings = settings.toBuilder().engine(engine).build();
      return this;
    }

    /**
     * Native threads of one evaluation. The default is 1: run as many evaluations side by side as
     * there are cores. Other numbers change figures in their last digits.
     *
     * @param count at least 1
     * @return this
     */
    public Builder threads(int count) {
      threads = Checks.positive(count, "number of threads");
      return this;
    }

    /**
     * Examples of the batch for {@link #BATCH_LATENCY_SECONDS}, or 0 to measure no latency at all.
     * The default is 64. Latencies are disturbed by other evaluations on the same cores.
     *
     * @param examples at least 0
     * @return this
     */
    public Builder latencyBatch(int examples) {
      latencyBatch = Checks.atLeast(examples, 0, "size of a batch");
      return this;
    }

    /**
     * Whether the figures of {@link ClassificationScores} are measured too, so that one of them can
     * be the reward; not so by default. Numbers have those of {@link RegressionScores} always.
     *
     * @param measured true for an evaluation that holds them
     * @return this
     */
    public Builder classificationScores(boolean measured) {
      classificationScores = measured;
      return this;
    }

    /**
     * Keeps trained weights, and starts candidates that name a parent from its weights. Without it
     * all start at random.
     *
     * @param rule where they are kept and how they are carried over
     * @return this
     */
    public Builder parentWeights(ParentWeights rule) {
      parents = requireNonNull(rule, "rule");
      return this;
    }

    /**
     * Which epochs a candidate is trained for, and how fast. Without it all are trained for all
     * epochs of the settings. Epochs keep their numbers and rates: of a training of 16 epochs the
     * second rung may be those from 4 to 16. Where no weights of a parent are kept, a candidate
     * begins at the first epoch. Moments of the optimizer are carried over if
     * {@link ParentWeights.Builder#moments} says so.
     *
     * @param rule the part by candidate, within the epochs of the settings
     * @return this
     */
    public Builder parts(Function<? super Candidate<Architecture>, TrainingPart> rule) {
      parts = requireNonNull(rule, "rule");
      return this;
    }

    /**
     * Ends the evaluator.
     *
     * @return an immutable evaluator
     * @throws IllegalArgumentException naming all that is missing or does not fit
     */
    public Dl4jEvaluator build() {
      SearchData.requireFit(training, validation);
      return new Dl4jEvaluator(this);
    }
  }
}
