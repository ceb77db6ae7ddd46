package org.nas4j.images;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.internal.time.Stopwatch;
import org.nas4j.morphism.Morphism;
import org.nas4j.morphism.StageEdits;
import org.nas4j.space.InfeasibleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a growing search. For one thread, which closes it. */
final class GrowingRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GrowingRun.class);
  private static final int KERNEL = 3;
  private static final int JUDGED_AT_ONCE = 250;
  private static final double SMOOTHING = 0.95;

  private final GrowingSearch search;
  private final GrowingSearch.Components settings;
  private final TrainingBudget budget;
  private final SplittableRandom random;
  private final Minibatches minibatches;
  private final EpochTeller epochs;
  private final List<GrowthStep> growth = new ArrayList<>();
  private GrowingTraining training;
  private long examplesSeen;
  private double speedFrom = Double.NaN;
  private long speedExamples;
  private double loss = Double.NaN;
  private int momentsPassed;
  private int stepsSinceMoment;

  GrowingRun(GrowingSearch search, TrainingBudget budget) {
    this.search = search;
    this.settings = search.components();
    this.budget = budget;
    this.random = new SplittableRandom(settings.seed());
    this.minibatches = new Minibatches(search.training(), settings.training(), random.split());
    this.epochs = new EpochTeller(minibatches.count());
  }

  GrownNetwork run(Optional<GrowingCheckpoint> before) throws InterruptedException, IOException {
    if (before.isPresent()) {
      resume(before.get());
    } else {
      Architecture start = new StartChoice(search, budget).choose();
      training = GrowingTraining.begin(
          start, settings.training(), minibatches.size(), settings.threads(), random.nextLong());
      training.start(search.firstWeights(start));
    }
    boolean stopped = train();
    epochs.end();
    Scores validation = training.judge(search.validation(), JUDGED_AT_ONCE);
    return new GrownNetwork(
        training.trained(), validation, growth, budget.steps(), examplesSeen, !stopped);
  }

  /** Whether it was stopped before its time. */
  private boolean train() throws InterruptedException, IOException {
    Stopwatch sinceKept = new Stopwatch(search.ticker());
    boolean stopped = false;
    try {
      while (!budget.isOver() && !stopped) {
        TrainingLoop.stopIfInterrupted();
        if (isMoment()) {
          decide();
        } else {
          step();
        }
        stopped = search.isStopped();
        if (isDue(sinceKept)) {
          keep();
          sinceKept = new Stopwatch(search.ticker());
        }
      }
    } catch (InterruptedException e) {
      keep();
      throw e;
    }
    keep();
    return stopped;
  }

  private boolean isDue(Stopwatch sinceKept) {
    return search.kept().isPresent()
        && sinceKept.elapsed().compareTo(search.kept().get().every()) >= 0;
  }

  private void keep() throws IOException {
    if (search.kept().isEmpty()) {
      return;
    }
    TrainingState state = training.state();
    GrowingCheckpoint.Counts counts = new GrowingCheckpoint.Counts(
        budget.nanos(),
        budget.steps(),
        examplesSeen,
        minibatches.given(),
        momentsPassed,
        stepsSinceMoment,
        state.memory().steps(),
        loss);
    GrowingCheckpoint now = new GrowingCheckpoint(search.identity(), state, counts, growth);
    Path file = search.kept().get().file();
    try {
      now.write(file);
    } catch (ClosedByInterruptException e) {
      // The interruption is for the training; the file is written all the same.
      boolean isInterrupted = Thread.interrupted();
      now.write(file);
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Draws what the earlier process drew, and goes on from where it was. */
  private void resume(GrowingCheckpoint before) {
    GrowingCheckpoint.Counts counts = before.counts();
    long networkSeed = random.nextLong();
    for (int i = 0; i < counts.moments(); i++) {
      random.nextLong();
      random.split();
    }
    training = GrowingTraining.resume(
        before.state(),
        settings.training(),
        minibatches.size(),
        settings.threads(),
        networkSeed ^ counts.steps());
    // By the clock nothing repeats, and preparing minibatches anew would take a part of the time.
    minibatches.skip(
        budget.isClocked() ? counts.minibatches() % minibatches.count() : counts.minibatches());
    budget.resume(counts.steps());
    growth.addAll(before.growth());
    examplesSeen = counts.examplesSeen();
    momentsPassed = counts.moments();
    stepsSinceMoment = counts.stepsSinceMoment();
    loss = counts.loss();
  }

  private void step() throws InterruptedException {
    epochs.stepBegins(minibatches.given());
    int[] labels = minibatches.next(training.examples(minibatches.size()));
    double now = training.step(labels, budget.share());
    epochs.stepEnded(now);
    budget.countStep();
    stepsSinceMoment++;
    examplesSeen += minibatches.size();
    if (Double.isNaN(speedFrom)) {
      speedFrom = budget.share();
      speedExamples = examplesSeen;
    }
    loss = Double.isNaN(loss) ? now : SMOOTHING * loss + (1 - SMOOTHING) * now;
    if (budget.steps() % 100 == 0) {
      LOG.info("Share {}: step {}, loss {}", budget.share(), budget.steps(), loss);
    }
  }

  /** Some steps after the one before, so that the speed is known. */
  private boolean isMoment() {
    List<Double> moments = settings.moments();
    return momentsPassed < moments.size()
        && stepsSinceMoment >= settings.trialSteps()
        && budget.share() >= moments.get(momentsPassed);
  }

  private void decide() throws InterruptedException {
    momentsPassed++;
    stepsSinceMoment = 0;
    List<Morphism> edits = edits();
    try (GrowthMoment moment = new GrowthMoment(
        training, minibatches, budget, edits, settings.trialSteps(), random.nextLong())) {
      Optional<Morphism> chosen = settings.policy().choose(moment, random.split());
      if (chosen.isPresent()) {
        take(moment, chosen.get());
      }
      examplesSeen += moment.examplesShown();
    }
    speedFrom = Double.NaN;
  }

  private void take(GrowthMoment moment, Morphism edit) {
    double share = budget.share();
    GrowingTraining grown = moment.take(edit);
    Architecture before = training.architecture();
    Architecture after = grown.architecture();
    growth.add(new GrowthStep(
        edit.toString(),
        share,
        loss,
        before.cost().parameters(),
        after.cost().parameters(),
        Math.min(1, (double) before.cost().parameters() / after.cost().parameters())));
    LOG.info("{}", growth.get(growth.size() - 1));
    training.close();
    training = grown;
  }

  /** What is at hand: no network may become too large to be trained in the time that is left. */
  private List<Morphism> edits() {
    Architecture now = training.architecture();
    double most = Math.min(settings.greatestMacs(), affordableMacs(now));
    List<Morphism> edits = new ArrayList<>();
    for (Morphism edit : StageEdits.of(now, settings.factors(), settings.widthMultiple(), KERNEL)) {
      try {
        if (edit.edit(now).cost().macs() <= most) {
          edits.add(edit);
        }
      } catch (InfeasibleException e) {
        LOG.debug("Not at hand: {}", edit, e);
      }
    }
    return edits;
  }

  /**
   * By the speed since the last moment: the examples that are left to be seen, as often as is
   * wanted. Where steps are counted, all networks get as many.
   */
  private double affordableMacs(Architecture now) {
    if (!budget.isClocked()) {
      return Double.POSITIVE_INFINITY;
    }
    double done = budget.share();
    double passes = (double) (examplesSeen - speedExamples) / search.training().size();
    double left = passes * (1 - done) / Math.max(1e-9, done - speedFrom);
    return now.cost().macs() * left / settings.leastEpochsLeft();
  }

  @Override
  public void close() {
    minibatches.close();
    if (training != null) {
      training.close();
    }
  }
}
