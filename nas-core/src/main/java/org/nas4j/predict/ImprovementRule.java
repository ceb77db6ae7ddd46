package org.nas4j.predict;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.checks.Figures;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.search.PruningRule;
import org.nas4j.search.Trial;

/**
 * Ends an evaluation that will probably not beat the best, by what a {@link CurvePredictor}
 * foretells for its last step: when P(y &gt; best) falls below a probability (domhan2015curves,
 * section 4.1, 0.05; baker2017prediction, section 3.3, 1 − Δ). The best is that of the trials that
 * were trained to the end, and these are what the predictor learns from. An evaluation that is
 * already better goes on, as in the authors' code of the former.
 *
 * <p>Checked at each {@code every} steps; the interval is not published. Chance comes from the seed
 * and the curve alone, so that the rule is a function of what it is given. What was learned last is
 * kept, which shows in time only. For any thread.
 */
public final class ImprovementRule implements PruningRule {

  private static final double DOMHAN_PROBABILITY = 0.05;
  private static final double BAKER_PROBABILITY = 0.01;
  private static final int BAKER_BURN_IN = 100;

  /** For searches that are over when Baker's would begin to judge; docs/benchmarks/curves.md. */
  private static final int EARLY_BURN_IN = 20;

  private static final int EARLY_JUDGEMENTS = 10;

  private final ImprovementSettings settings;
  private final AtomicReference<Lesson> lesson = new AtomicReference<>();

  private ImprovementRule(ImprovementSettings settings) {
    this.settings = settings;
  }

  /** What was learned, and from which curves. */
  private record Lesson(List<LearningCurve> curves, CurvePredictor.Learned learned) {}

  /**
   * Domhan's: the curve is continued by itself, and ends with a probability below 0.05 to be better
   * than the best, from the second trial on.
   *
   * @param metric what is foretold, a fraction of which more is better; the evaluator reports it
   * @param lastStep the step (epoch) with which an evaluation ends, at least 2
   * @return the rule
   */
  public static ImprovementRule domhan(Metric metric, int lastStep) {
    return builder(CurveExtrapolation.domhan(), metric, lastStep)
        .probability(DOMHAN_PROBABILITY)
        .build();
  }

  /**
   * Baker's: after 100 trials that are trained to the end, a regression on them foretells the end
   * of each later one, which ends with a probability below 0.01 to be better than the best.
   *
   * @param metric what is foretold, of which more is better; the evaluator reports it
   * @param lastStep the step (epoch) with which an evaluation ends, at least 2
   * @return the rule
   */
  public static ImprovementRule baker(Metric metric, int lastStep) {
    return builder(SequentialRegression.quick(), metric, lastStep)
        .burnIn(BAKER_BURN_IN)
        .build();
  }

  /**
   * Baker's for searches of about a hundred trials, where its own 100 first ones would leave
   * nothing to save: after 20 trials that are trained to the end each later one is judged ten times
   * in its course, at Baker's probability. Its regression is smoother, and its errors above what
   * was foretold have a deviation of their own. What it saves, and on which curves these settings
   * were chosen, is in docs/benchmarks/curves.md.
   *
   * @param metric what is foretold, of which more is better; the evaluator reports it
   * @param lastStep the step (epoch) with which an evaluation ends, at least 2
   * @return the rule
   */
  public static ImprovementRule early(Metric metric, int lastStep) {
    return builder(SequentialRegression.early(), metric, lastStep)
        .burnIn(EARLY_BURN_IN)
        .every(Math.max(1, lastStep / EARLY_JUDGEMENTS))
        .build();
  }

  /**
   * Starts with Baker's probability, 0.01, from the second trial on.
   *
   * @param predictor who foretells
   * @param metric what is foretold, of which more is better; the evaluator reports it
   * @param lastStep the step (epoch) with which an evaluation ends, at least 2
   * @return a builder
   * @throws IllegalArgumentException if less of the metric is better
   */
  public static Builder builder(CurvePredictor predictor, Metric metric, int lastStep) {
    return new Builder(predictor, metric, lastStep);
  }

  /**
   * Starts from this recipe.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    Builder builder = new Builder(settings.predictor(), settings.metric(), settings.lastStep());
    builder.probability = settings.probability();
    builder.every = settings.every();
    builder.burnIn = settings.burnIn();
    builder.margin = settings.margin();
    builder.rank = settings.rank();
    builder.settled = settings.settled();
    builder.features = settings.features();
    builder.seed = settings.seed();
    return builder;
  }

  /**
   * The settings by name.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  @Override
  public Optional<String> reasonToPrune(int step, Evaluation soFar, List<Trial> observed) {
    if (step >= settings.lastStep() || step % settings.every() != 0) {
      return Optional.empty();
    }
    double value = soFar.get(settings.metric());
    if (!Figures.usable(value)) {
      return Optional.of(settings.metric().name() + " is no finite number");
    }
    FinishedTrials finished = FinishedTrials.of(observed, settings);
    OptionalDouble best = finished.best(settings.rank());
    if (best.isEmpty()
        || finished.curves().size() < settings.burnIn()
        || value > best.getAsDouble()) {
      return Optional.empty();
    }
    double bar = best.getAsDouble() - settings.margin();
    return predict(soFar, finished).flatMap(predicted -> judge(predicted, bar));
  }

  private Optional<String> judge(PredictedValue predicted, double bar) {
    if (predicted.probabilityAbove(bar) < settings.probability()) {
      return Optional.of("unlikely to be better than the best");
    }
    return settings.settled() > 0 && predicted.deviation() < settings.settled()
        ? Optional.of("its end is certain")
        : Optional.empty();
  }

  /**
   * What the rule foretells for a running trial, also for one that it would not judge now; a
   * stopped trial's reward may be its mean.
   *
   * @param soFar its figures, with their history
   * @param observed the trials that had been observed when this one was proposed
   * @return empty if the predictor cannot say
   */
  public Optional<PredictedValue> predict(Evaluation soFar, List<Trial> observed) {
    return predict(soFar, FinishedTrials.of(observed, settings));
  }

  private Optional<PredictedValue> predict(Evaluation soFar, FinishedTrials finished) {
    LearningCurve curve = new LearningCurve(
        soFar.history(settings.metric()),
        settings.features().stream().map(soFar::get).toList());
    return learned(finished.curves())
        .predict(curve, Seeds.random(settings.seed(), curve.values().hashCode(), "predict"));
  }

  private CurvePredictor.Learned learned(List<LearningCurve> curves) {
    Lesson last = lesson.get();
    if (last == null || !last.curves().equals(curves)) {
      last = new Lesson(
          curves,
          settings
              .predictor()
              .learn(curves, settings.lastStep(), Seeds.random(settings.seed(), 0, "learn")));
      lesson.set(last);
    }
    return last.learned();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImprovementRule that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return settings.toString().replace("ImprovementSettings", "ImprovementRule");
  }

  /** Each setting is checked at once. For one thread. */
  public static final class Builder {

    private final CurvePredictor predictor;
    private final Metric metric;
    private final int lastStep;
    private double probability = BAKER_PROBABILITY;
    private int every = 1;
    private int burnIn = 1;
    private double margin;
    private int rank = 1;
    private double settled;
    private List<Metric> features = List.of();
    private long seed;

    private Builder(CurvePredictor predictor, Metric metric, int lastStep) {
      this.predictor = requireNonNull(predictor, "predictor");
      this.metric = requireNonNull(metric, "metric");
      this.lastStep = lastStep;
      if (lastStep < 2) {
        throw new IllegalArgumentException("A training of [" + lastStep
            + "] steps (epochs) cannot be ended early by how it begins.\nMaybe give the evaluator"
            + " 2 epochs or more, and this rule the same number; or search without a rule.");
      }
      if (metric.goal() != Metric.Goal.MAXIMIZE) {
        throw new IllegalArgumentException("Curves must rise, but less of [" + metric.name()
            + "] is better.\nMaybe follow the accuracy in its place.");
      }
    }

    /**
     * Below which probability to be better an evaluation ends: 1 − Δ in the words of Baker et al.,
     * who try 0.05 and 0.01. 0.01 unless set.
     *
     * @param limit in [0, 1]; 0 ends none
     * @return this
     */
    public Builder probability(double limit) {
      probability = Checks.within(limit, 0, 1, "probability of improvement");
      return this;
    }

    /**
     * After how many steps each it is judged; 1 unless set.
     *
     * @param steps at least 1
     * @return this
     */
    public Builder every(int steps) {
      every = Checks.positive(steps, "number of steps between two judgements");
      return this;
    }

    /**
     * How many trials are trained to the end before any is judged; 1 unless set.
     *
     * @param trials at least 1
     * @return this
     */
    public Builder burnIn(int trials) {
      burnIn = Checks.positive(trials, "number of trials before the first judgement");
      return this;
    }

    /**
     * By how much the best is lowered before it is compared; 0 unless set.
     *
     * @param difference at least 0
     * @return this
     */
    public Builder margin(double difference) {
      margin = Checks.notNegative(difference, "margin");
      return this;
    }

    /**
     * Which of the best is compared with, to keep as many; 1 unless set.
     *
     * @param place from 1
     * @return this
     */
    public Builder rank(int place) {
      rank = Checks.positive(place, "rank");
      return this;
    }

    /**
     * Ends an evaluation too when the deviation of what is foretold falls below this, good or bad:
     * the optimistic mode of Domhan et al., who use 0.005. Never unless set.
     *
     * @param deviation at least 0; 0 is never
     * @return this
     */
    public Builder settled(double deviation) {
      settled = Checks.notNegative(deviation, "deviation");
      return this;
    }

    /**
     * Figures of architecture and training that the predictor sees, which the evaluator reports
     * from the first step on, such as {@link Metric#PARAMETERS}; none unless set.
     *
     * @param figures in any order
     * @return this
     */
    public Builder features(Metric... figures) {
      features = List.of(figures);
      return this;
    }

    /**
     * Where the chance of predictors that draw samples comes from; 0 unless set.
     *
     * @param number any
     * @return this
     */
    public Builder seed(long number) {
      seed = number;
      return this;
    }

    /**
     * The rule.
     *
     * @return immutable to its users
     */
    public ImprovementRule build() {
      return new ImprovementRule(new ImprovementSettings(
          predictor,
          metric,
          lastStep,
          probability,
          every,
          burnIn,
          margin,
          rank,
          settled,
          features,
          seed));
    }
  }
}
