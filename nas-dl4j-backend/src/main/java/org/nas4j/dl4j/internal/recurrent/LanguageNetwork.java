package org.nas4j.dl4j.internal.recurrent;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A recurrent language model for batches of one size: embedding, a cell over all steps of time, and
 * the embedding again as decoder. Cells may change from batch to batch; they find their weights by
 * name. The rows of a batch are shared out among threads, whose number changes figures in their
 * last digits; equal calls give equal figures, bit for bit. For one thread; its memory is outside
 * the Java heap in part.
 */
public final class LanguageNetwork implements AutoCloseable {

  private final RecurrentParameters parameters;
  private final int rows;
  private final int steps;
  private final List<Lane> lanes = new ArrayList<>();
  private final WorkerThreads team;
  private final LaneUpdater updater;

  /**
   * A network on weights that others may share.
   *
   * @param parameters all weights; not closed by this
   * @param rows parallel streams of a batch
   * @param steps in time of a batch
   * @param threads at least 1; no more than rows are used
   */
  public LanguageNetwork(RecurrentParameters parameters, int rows, int steps, int threads) {
    this.parameters = requireNonNull(parameters, "parameters");
    this.rows = rows;
    this.steps = steps;
    int count = Math.min(rows, threads);
    for (int i = 0; i < count; i++) {
      int from = rows * i / count;
      lanes.add(new Lane(parameters, from, rows * (i + 1) / count - from, steps));
    }
    this.team = new WorkerThreads(count);
    this.updater = new LaneUpdater(parameters, team, lanes);
  }

  /**
   * One step of training.
   *
   * @param cell what is computed
   * @param batch of this network's size, with something to be predicted
   * @param carried states before the batch; after it, those after it
   * @param learningRate the step's length
   * @param rule how weights follow their gradients
   * @return mean cross-entropy a token before the step, in nats; NaN if it or a gradient
   *     overflowed, and no weight moved
   */
  public double train(
      CellProgram cell,
      TokenBatch batch,
      RecurrentState carried,
      double learningRate,
      StepRule rule) {
    double loss = gradients(cell, batch, carried);
    boolean moved = Double.isFinite(loss) && updater.step(learningRate, rule);
    return moved ? loss / batch.targets() : Double.NaN;
  }

  /** Computes gradients only; the sum of the losses. */
  double gradients(CellProgram cell, TokenBatch batch, RecurrentState carried) {
    prepare(cell, batch, carried);
    team.run(i -> {
      lanes.get(i).forward(cell, batch, carried);
      lanes.get(i).backward(batch);
    });
    return sum();
  }

  /**
   * What a cell says of a batch; changes nothing but the states.
   *
   * @param cell what is computed
   * @param batch of this network's size
   * @param carried states before the batch; after it, those after it
   * @return sum of the cross-entropies of all tokens, in nats
   */
  public double loss(CellProgram cell, TokenBatch batch, RecurrentState carried) {
    prepare(cell, batch, carried);
    team.run(i -> lanes.get(i).forward(cell, batch, carried));
    return sum();
  }

  private void prepare(CellProgram cell, TokenBatch batch, RecurrentState carried) {
    if (batch.rows() != rows || batch.steps() != steps || cell.hidden() != parameters.hidden()) {
      throw new IllegalArgumentException("The network is made for [" + rows + "×" + steps
          + "] tokens and [" + parameters.hidden() + "] units, but got [" + batch.rows() + "×"
          + batch.steps() + "] and [" + cell.hidden() + "].");
    }
    carried.atLeast(cell.states());
    for (Map.Entry<String, List<Integer>> each : cell.weights().entrySet()) {
      parameters.get(each.getKey(), each.getValue());
    }
  }

  private double sum() {
    double sum = 0;
    for (Lane lane : lanes) {
      sum += lane.loss();
    }
    return sum;
  }

  /**
   * What the last batch said comes after a token.
   *
   * @param time step of the token
   * @param row stream of the token
   * @return one probability a token
   */
  public float[] probabilities(int time, int row) {
    for (Lane lane : lanes) {
      if (row >= lane.from() && row < lane.from() + lane.rows()) {
        int at = (row - lane.from()) * parameters.vocabulary();
        return java.util.Arrays.copyOfRange(
            lane.probabilities(time), at, at + parameters.vocabulary());
      }
    }
    throw new IndexOutOfBoundsException("There is no row [" + row + "] among [" + rows + "].");
  }

  /** The gradient of a parameter after {@link #gradients}, summed over lanes. */
  float[] gradient(RecurrentParameter parameter) {
    float[] sum = new float[parameter.size()];
    float[] part = new float[parameter.size()];
    for (Lane lane : lanes) {
      if (lane.weightGradients().isTouched(parameter.index())) {
        lane.weightGradients().get(parameter).get(0, part, part.length);
        Loops.add(sum, part, part.length);
      }
    }
    return sum;
  }

  /**
   * What all networks and weights of the process hold outside the Java heap.
   *
   * @return bytes
   */
  public static long openBytes() {
    return NativeFloats.openBytes();
  }

  @Override
  public void close() {
    team.close();
    lanes.forEach(Lane::close);
  }
}
