package org.nas4j.images;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.morphism.Morphism;

/**
 * A training at the moment at which its network may be edited. Edits can be tried: each on a branch
 * of the training that goes on for a few steps, all branches on the same minibatches, which no
 * network has seen. The branch that is chosen is the training from then on, so that trying it has
 * cost nothing; the steps of the others are lost. For the thread that trains, while it decides.
 */
public final class GrowthMoment implements AutoCloseable {

  /** One minibatch, kept. */
  private record Kept(FloatBuffer values, int[] labels) {}

  /** What a branch has come to. */
  private record Branch(GrowingTraining training, double loss) {}

  private final GrowingTraining current;
  private final Minibatches minibatches;
  private final TrainingBudget budget;
  private final List<Morphism> edits;
  private final int steps;
  private final long seed;
  private final Map<Morphism, Branch> branches = new LinkedHashMap<>();
  private final List<Kept> batches = new ArrayList<>();
  private TrainingState state;
  private double unchanged = Double.NaN;
  private long shown;

  /**
   * A moment.
   *
   * @param current the training; not closed by this object
   * @param edits that are at hand
   * @param steps of each trial
   * @param seed of what edits draw
   */
  GrowthMoment(
      GrowingTraining current,
      Minibatches minibatches,
      TrainingBudget budget,
      List<Morphism> edits,
      int steps,
      long seed) {
    this.current = current;
    this.minibatches = minibatches;
    this.budget = budget;
    this.edits = List.copyOf(edits);
    this.steps = steps;
    this.seed = seed;
  }

  /**
   * The network as it is.
   *
   * @return its architecture
   */
  public Architecture architecture() {
    return current.architecture();
  }

  /**
   * How far the training is.
   *
   * @return share that is over, in [0, 1]
   */
  public double share() {
    return budget.share();
  }

  /**
   * Edits that keep the function and make the network no larger than the search allows.
   *
   * @return none if the network is as large as it may be
   */
  public List<Morphism> edits() {
    return edits;
  }

  /**
   * How much more a step costs after an edit, by multiply-accumulates, so that it does not depend
   * on what else the machine does.
   *
   * @param edit any
   * @return 1 for as much as before
   */
  public double costFactor(Morphism edit) {
    return (double) edit.edit(architecture()).cost().macs()
        / architecture().cost().macs();
  }

  /**
   * The loss that the network comes to if it stays as it is.
   *
   * @return mean training loss of the second half of a few steps
   * @throws InterruptedException if the thread was interrupted
   */
  public double lossUnchanged() throws InterruptedException {
    if (Double.isNaN(unchanged)) {
      begin();
      unchanged = train(current);
      shown = examplesOfATrial();
    }
    return unchanged;
  }

  /**
   * The loss that the network comes to with an edit, after as many steps on the same minibatches.
   *
   * @param edit one of {@link #edits}, or any other
   * @return mean training loss of the second half of the steps
   * @throws InterruptedException if the thread was interrupted
   */
  public double lossAfter(Morphism edit) throws InterruptedException {
    begin();
    if (!branches.containsKey(edit)) {
      GrowingTraining branch = current.branch(state, edit, minibatches.size(), seed);
      try {
        branches.put(edit, new Branch(branch, train(branch)));
      } catch (RuntimeException | Error | InterruptedException e) {
        branch.close();
        throw e;
      }
    }
    return branches.get(edit).loss();
  }

  private void begin() throws InterruptedException {
    if (state != null) {
      return;
    }
    state = current.state();
    int values = Math.toIntExact(minibatches.size() * architecture().input().elements());
    for (int i = 0; i < steps; i++) {
      FloatBuffer copy = FloatBuffer.allocate(values);
      batches.add(new Kept(copy, minibatches.next(copy).clone()));
    }
  }

  private double train(GrowingTraining training) throws InterruptedException {
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      TrainingLoop.stopIfInterrupted();
      Kept batch = batches.get(i);
      training.examples(minibatches.size()).put(batch.values().rewind());
      double loss = training.step(batch.labels(), budget.share());
      budget.countStep();
      sum += i < steps / 2 ? 0 : loss;
    }
    return sum / (steps - steps / 2);
  }

  /**
   * The training with an edit: the branch on which it was tried, or a new one from where the
   * unchanged network is now. The caller closes it.
   */
  GrowingTraining take(Morphism edit) {
    Branch tried = branches.remove(edit);
    if (tried == null) {
      return current.branch(current.state(), edit, minibatches.size(), seed);
    }
    shown = examplesOfATrial();
    return tried.training();
  }

  /** Examples that the trials have shown to the network that the training goes on with. */
  long examplesShown() {
    return shown;
  }

  private long examplesOfATrial() {
    return (long) batches.size() * minibatches.size();
  }

  /** Drops all branches that were not taken. */
  @Override
  public void close() {
    branches.values().forEach(branch -> branch.training().close());
    branches.clear();
  }
}
