package org.nas4j.language;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.data.Corpus;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Verdict;
import org.nas4j.images.BestEpoch;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Patience;

/**
 * Trains a recurrent cell as a language model from scratch, and tells its perplexity on validation
 * text, as NAS does for cells (zoph2017nas, section 4.2); {@code Rewards.inverseSquaredPerplexity}
 * makes its reward of that. The test part of the corpus has no place here.
 *
 * <p>Training ends early at the context's deadline (the figures so far are then measured and
 * reported), and with an {@link InterruptedException} if the thread is interrupted; both are looked
 * for between minibatches. Equal candidates with equal randomness get equal figures, times apart,
 * on one machine with one number of threads. Thread-safe: each call trains on its own memory and on
 * as many threads as its settings say; with several workers give each
 * {@link LanguageTraining.Builder#threads one}.
 *
 * @param <C> what describes a cell
 */
public final class LanguageEvaluator<C> implements Evaluator<C> {

  /** e to the mean cross-entropy of each token of the validation text, at least 1. */
  public static final Metric VALIDATION_PERPLEXITY = Metric.minimized("validationPerplexity");

  private static final int REPORTS = 4;
  private static final double NANOS = 1e9;

  private final Corpus corpus;
  private final LanguageTraining training;
  private final Function<? super C, ? extends CellGraph> cells;
  private final int reports;
  private final Optional<Patience> patience;

  private LanguageEvaluator(Builder<C> builder) {
    this.corpus = builder.corpus;
    this.training = builder.training;
    this.cells = builder.cells;
    this.reports = builder.reports;
    this.patience = builder.patience;
  }

  /**
   * An evaluator that measures and reports four times in the course of training.
   *
   * @param corpus whose training part is fitted, and whose validation part judges
   * @param training how
   * @param cells what a candidate is, for example {@code RecurrentCell::graph}
   * @param <C> what describes a cell
   * @return the evaluator
   */
  public static <C> LanguageEvaluator<C> of(
      Corpus corpus, LanguageTraining training, Function<? super C, ? extends CellGraph> cells) {
    return new Builder<C>(corpus, training, cells).build();
  }

  /**
   * Starts with four reports in the course of training.
   *
   * @param corpus whose training part is fitted, and whose validation part judges
   * @param training how
   * @param cells what a candidate is, for example {@code RecurrentCell::graph}
   * @param <C> what describes a cell
   * @return a builder
   */
  public static <C> Builder<C> builder(
      Corpus corpus, LanguageTraining training, Function<? super C, ? extends CellGraph> cells) {
    return new Builder<>(corpus, training, cells);
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder<C> toBuilder() {
    Builder<C> builder = new Builder<C>(corpus, training, cells).reports(reports);
    builder.patience = patience;
    return builder;
  }

  @Override
  public Evaluation evaluate(Candidate<C> candidate, EvaluationContext context)
      throws InterruptedException {
    CellGraph cell = cells.apply(candidate.architecture());
    Evaluation soFar = Evaluation.of(
        Metric.PARAMETERS,
        LanguageModel.parameterCount(
            cell, training.hidden(), corpus.vocabulary().size()));
    long seed = context.random().nextLong();
    long nanos = 0;
    try (LanguageTrainer trainer = new LanguageTrainer(cell, corpus, training, seed)) {
      BestEpoch best = new BestEpoch(patience);
      double least = Double.NaN;
      Verdict verdict = Verdict.CONTINUE;
      boolean late = false;
      boolean goesOn = true;
      for (int part = 1; part <= reports && goesOn && !late; part++) {
        long start = System.nanoTime();
        int before = trainer.done();
        int until = (int) ((long) training.batches() * part / reports);
        double loss = 0;
        while (trainer.done() < until && !late) {
          loss += trainer.step();
          late = context.deadline().hasPassed();
        }
        nanos += System.nanoTime() - start;
        double perplexity = perplexity(trainer.model());
        soFar = soFar
            .withStep(Metric.TRAINING_LOSS, loss / (trainer.done() - before))
            .withStep(VALIDATION_PERPLEXITY, perplexity)
            .with(Metric.TRAINING_SECONDS, nanos / NANOS);
        least = best.ended(-Math.log(perplexity)) ? perplexity : least;
        verdict = context.report(part, soFar);
        goesOn = verdict == Verdict.CONTINUE && !best.hasConverged();
      }
      if (verdict == Verdict.CONTINUE && best.isKept()) {
        soFar =
            soFar.with(VALIDATION_PERPLEXITY, least).with(Dl4jEvaluator.BEST_EPOCH, best.number());
      }
    }
    return soFar;
  }

  private double perplexity(LanguageModel model) {
    double perplexity = model.perplexity(corpus.validation());
    if (!Double.isFinite(perplexity)) {
      throw new ArithmeticException("The model's perplexity on validation text is [" + perplexity
          + "].\nMaybe its states grow without bound; lower the learning rate.");
    }
    return perplexity;
  }

  @Override
  public Map<String, String> provenance() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("training", training.toString());
    patience.ifPresent(each -> facts.put("training.patience", each.toString()));
    facts.putAll(facts(corpus));
    return facts;
  }

  /** What figures on a text depend on. */
  static Map<String, String> facts(Corpus corpus) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("data.training", corpus.training().length + " tokens");
    facts.put("data.validation", corpus.validation().length + " tokens");
    facts.put("data.training.hash", hash(corpus.training()));
    facts.put("data.validation.hash", hash(corpus.validation()));
    facts.put("data.vocabulary", corpus.vocabulary().size() + " " + corpus.level());
    return facts;
  }

  /** Tells a text from another one of the same length. */
  private static String hash(int[] tokens) {
    return Integer.toHexString(Arrays.hashCode(tokens));
  }

  /**
   * Each setting is checked at once. For one thread.
   *
   * @param <C> what describes a cell
   */
  public static final class Builder<C> {

    private final Corpus corpus;
    private final LanguageTraining training;
    private final Function<? super C, ? extends CellGraph> cells;
    private int reports;
    private Optional<Patience> patience = Optional.empty();

    private Builder(
        Corpus corpus, LanguageTraining training, Function<? super C, ? extends CellGraph> cells) {
      this.corpus = requireNonNull(corpus, "corpus");
      this.training = requireNonNull(training, "training");
      this.cells = requireNonNull(cells, "cells");
      this.reports = Math.min(REPORTS, training.batches());
    }

    /**
     * How often the model is measured and reported, each of which costs one reading of the
     * validation text; four times unless set.
     *
     * @param count evenly over the course of training, at least 1, and no more than there are
     *     minibatches
     * @return this
     */
    public Builder<C> reports(int count) {
      if (count < 1 || count > training.batches()) {
        throw new IllegalArgumentException("There must be at least 1 report, and no more than the ["
            + training.batches() + "] minibatches, but there are [" + count + "].");
      }
      reports = count;
      return this;
    }

    /**
     * Ends a training before its last minibatch once validation does not become better, and takes
     * the best report's figures in any case. Each report counts as an epoch; the gain is one of the
     * logarithm of the perplexity. Not so unless set.
     *
     * @param howLong without a gain
     * @return this
     */
    public Builder<C> patience(Patience howLong) {
      patience = Optional.of(howLong);
      return this;
    }

    /**
     * Ends the evaluator.
     *
     * @return an immutable evaluator
     */
    public LanguageEvaluator<C> build() {
      return new LanguageEvaluator<>(this);
    }
  }
}
