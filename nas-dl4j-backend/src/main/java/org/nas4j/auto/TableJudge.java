package org.nas4j.auto;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.images.TrainedNetwork;

/**
 * Trains networks on rows of a table, and judges them by the rows held out. Where there is time,
 * the best few are judged by the rows that other splits hold out too, since a few rows choose by
 * luck. Networks are trained side by side, and judged one after the other. For one thread.
 */
final class TableJudge {

  /** Of all of the time, for judging; the rest is for the last training. */
  static final double SHARE = 0.95;

  /** Beyond these, the luck of the last training is more than that of the choice. */
  private static final int MOST_SPLITS = 30;

  /** Of the longest training, kept for the last one, which has more rows. */
  private static final double LAST_TRAINING = 1.4;

  private final AutoTable.Prepared data;
  private final AutoRun run;
  private final ScaledRows training;
  private final Split split;

  TableJudge(AutoTable.Prepared data, AutoRun run) {
    this.data = data;
    this.run = run;
    this.training = ScaledRows.of(data.raw().training());
    this.split = new Split(training.data(), training.apply(data.raw().validation()));
  }

  /**
   * A network, how it does on the rows held out, and what its training took.
   *
   * @param epochs 0 if it was trained on a part of the rows
   * @param secondsEach of a row in an epoch
   */
  record Judged(
      Architecture architecture,
      TrainedNetwork network,
      double figure,
      int epochs,
      double secondsEach) {

    double seconds(int rows) {
      return epochs * secondsEach * rows;
    }

    Judged withFigure(double mean) {
      return new Judged(architecture, network, mean, epochs, secondsEach);
    }
  }

  /**
   * The best by its mean figure.
   *
   * @param splits of which the rows held out have judged
   */
  record Choice(Judged best, int splits) {}

  /** On the scale of the network. */
  ScaledRows training() {
    return training;
  }

  /** On the scale of the network. */
  Split split() {
    return split;
  }

  /** Trains the networks side by side, and judges them by the rows held out. */
  List<Judged> judged(TablePlan plan, List<Architecture> networks, int epochs, double share)
      throws InterruptedException {
    List<Judged> judged = new ArrayList<>();
    for (Trained each : SideBySide.run(networks.stream()
        .map(network -> training(plan, network, split.training(), epochs, share, run.seed()))
        .toList())) {
      double secondsEach = epochs == 0
          ? plan.secondsEach()
          : each.seconds() / epochs / split.training().size();
      judged.add(new Judged(
          each.network().architecture(),
          each.network(),
          figure(each.network(), split.validation()),
          epochs,
          secondsEach));
    }
    return judged;
  }

  /** What a training comes to, and what it takes. */
  private record Trained(TrainedNetwork network, double seconds) {}

  private static Callable<Trained> training(
      TablePlan plan, Architecture network, Dataset data, int epochs, double share, long seed) {
    return () -> {
      long begun = System.nanoTime();
      TrainedNetwork trained = plan.train(network, data, epochs, share, seed);
      return new Trained(trained, (System.nanoTime() - begun) / 1e9);
    };
  }

  /** No number is worse than any. */
  private double figure(TrainedNetwork network, Dataset judges) throws InterruptedException {
    double figure = data.figure(network, judges);
    return Double.isNaN(figure) ? Double.NEGATIVE_INFINITY : figure;
  }

  /** Whether another training of this length, and the last one after it, are in time. */
  boolean hasTime(double seconds) {
    return run.clock().seconds(SHARE) > (1 + LAST_TRAINING) * seconds;
  }

  /**
   * Judges by one split after the other, as long as each of the networks can be trained on it.
   *
   * @param finalists judged by the first split; the first of equals is preferred
   */
  Choice choose(TablePlan plan, List<Judged> finalists) throws InterruptedException {
    List<double[]> rounds = new ArrayList<>();
    rounds.add(finalists.stream().mapToDouble(Judged::figure).toArray());
    int rows = split.training().size();
    double longest =
        finalists.stream().mapToDouble(each -> each.seconds(rows)).max().orElseThrow();
    double all = finalists.stream().mapToDouble(each -> each.seconds(rows)).sum();
    double wanted = SideBySide.seconds(all, longest) + LAST_TRAINING * longest;
    while (finalists.size() > 1
        && data.hasFurtherSplits()
        && rounds.size() < MOST_SPLITS
        && run.clock().seconds(SHARE) > wanted) {
      rounds.add(round(plan, finalists, rounds.size()));
    }
    Judged best = null;
    for (int i = 0; i < finalists.size(); i++) {
      int each = i;
      double mean =
          rounds.stream().mapToDouble(figures -> figures[each]).average().orElseThrow();
      if (best == null || mean > best.figure()) {
        best = finalists.get(i).withFigure(mean);
      }
    }
    return new Choice(best, rounds.size());
  }

  /** Other rows are held out, and the networks begin with other weights. */
  private double[] round(TablePlan plan, List<Judged> finalists, int number)
      throws InterruptedException {
    long seed = run.seed() + number;
    Split raw = data.split(seed);
    ScaledRows rows = ScaledRows.of(raw.training());
    List<Trained> trained = SideBySide.run(finalists.stream()
        .map(each -> training(plan, each.architecture(), rows.data(), each.epochs(), SHARE, seed))
        .toList());
    Dataset judges = rows.apply(raw.validation());
    double[] figures = new double[trained.size()];
    for (int i = 0; i < figures.length; i++) {
      figures[i] = figure(trained.get(i).network(), judges);
    }
    return figures;
  }
}
