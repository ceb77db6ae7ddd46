package org.nas4j.oneshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.nas4j.internal.checks.Figures;
import org.nas4j.internal.events.EpochEvent;
import org.nas4j.space.Genotype;

/**
 * One run of a one-shot search: both phases, step by step, with a checkpoint between two steps now
 * and then. A run that goes on from one takes the same steps with the figures that it holds, and
 * only then asks the supernet. For one thread.
 */
final class OneShotRun<A> {

  private static final int FIRST_ROOM = 1_024;

  private final OneShotSettings settings;
  private final Supernet<A> supernet;
  private final OneShotPolicy<A> policy;
  private final Consumer<OneShotEpoch> listener;
  private final List<OneShotEpoch> epochs = new ArrayList<>();
  private final Set<String> trained = new HashSet<>();
  private final int batches;
  private double[] figures = new double[FIRST_ROOM];
  private int done;
  private long proposals;
  private int step;
  private EpochEvent event;
  private double losses;
  private double scores;
  private double bestScore;
  private Genotype best;

  OneShotRun(
      OneShotSettings settings,
      Supernet<A> supernet,
      OneShotPolicy<A> policy,
      Consumer<OneShotEpoch> listener) {
    this.settings = settings;
    this.supernet = supernet;
    this.policy = policy;
    this.listener = listener;
    this.batches = supernet.trainingBatches();
    beginEpoch();
  }

  private void beginEpoch() {
    step = 0;
    event = EpochEvent.begin(epochs.size() + 1);
    losses = 0;
    scores = 0;
    bestScore = Double.NEGATIVE_INFINITY;
    best = null;
  }

  /** Takes all steps that are left. */
  List<OneShotEpoch> run(Checkpoints checkpoints, Map<String, String> words)
      throws InterruptedException {
    Optional<Checkpoint> earlier = checkpoints.load(words);
    if (earlier.isPresent()) {
      goOnFrom(earlier.get());
    } else {
      checkpoints.requireState(supernet);
    }
    while (hasNext()) {
      OneShotPolicy.Child<A> child = next();
      count(child, trains() ? train(child) : score(child), listener);
      checkpoints.afterStep(step == 0, () -> state(words));
    }
    return epochs;
  }

  private void goOnFrom(Checkpoint checkpoint) {
    for (double figure : checkpoint.figures()) {
      if (!hasNext()) {
        throw another();
      }
      count(next(), figure, told -> {});
    }
    if (proposals != checkpoint.proposals()) {
      throw another();
    }
    supernet.restore(checkpoint.supernet());
  }

  private static IllegalStateException another() {
    return new IllegalStateException(
        "The controller does not propose what it did when the checkpoint was written."
            + "\nMaybe space or strategy have changed since, or draw from elsewhere than from the"
            + " generator that they are given; begin anew without the checkpoint.");
  }

  private Checkpoint state(Map<String, String> words) {
    return new Checkpoint(words, Arrays.copyOf(figures, done), proposals, supernet.state());
  }

  private boolean hasNext() {
    return epochs.size() < settings.epochs();
  }

  private boolean trains() {
    return step < batches;
  }

  private int steps() {
    return batches + (epochs.size() < settings.warmUp() ? 0 : settings.controllerSamples());
  }

  private OneShotPolicy.Child<A> next() {
    return trains() ? policy.sample() : policy.propose();
  }

  private double train(OneShotPolicy.Child<A> child) throws InterruptedException {
    double passed = epochs.size() + (double) step / batches;
    supernet.progress(passed / settings.epochs());
    return supernet.train(child.architecture(), settings.learningRate().at(passed));
  }

  private double score(OneShotPolicy.Child<A> child) throws InterruptedException {
    int batch = (step - batches) % supernet.validationBatches();
    return supernet.score(child.architecture(), batch);
  }

  private void count(OneShotPolicy.Child<A> child, double figure, Consumer<OneShotEpoch> listener) {
    String code = child.genotype().code();
    proposals = 31 * proposals + code.hashCode();
    figures = done == figures.length ? Arrays.copyOf(figures, 2 * done) : figures;
    figures[done++] = figure;
    if (trains()) {
      trained.add(code);
      losses += figure;
    } else {
      policy.observe(child, figure);
      scores += figure;
      if (Figures.usable(figure) && figure > bestScore) {
        bestScore = figure;
        best = child.genotype();
      }
    }
    step++;
    if (step == steps()) {
      endEpoch(listener);
    }
  }

  private void endEpoch(Consumer<OneShotEpoch> listener) {
    event.end(batches, losses / batches);
    double mean = step == batches ? Double.NaN : scores / (step - batches);
    OneShotEpoch epoch = new OneShotEpoch(
        epochs.size() + 1, losses / batches, mean, trained.size(), Optional.ofNullable(best));
    epochs.add(epoch);
    beginEpoch();
    listener.accept(epoch);
  }
}
