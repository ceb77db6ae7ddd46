package org.nas4j.benchmarks.scores;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.nas4j.arch.Architecture;
import org.nas4j.predict.ActivationPatterns;
import org.nas4j.predict.SynapticFlow;
import org.nas4j.space.Chooser;
import org.nas4j.tabular.TableEntry;
import org.nas4j.tabular.TabularBenchmark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How well scores that need no training rank the cells of NAS-Bench-201. */
@Command(
    name = "scores",
    mixinStandardHelpOptions = true,
    description = "Rank correlation of scores that need no training with NAS-Bench-201's figures.")
public final class ScoresCommand implements Callable<Integer> {

  private static final int CLASSES = 10;

  @Spec
  private CommandSpec command;

  @Option(
      names = "--table",
      required = true,
      description = "A described table of NAS-Bench-201; may be repeated.")
  private List<Path> tables;

  @Option(
      names = "--cells",
      defaultValue = "1000",
      description = "Drawn at random, each once: ${DEFAULT-VALUE}.")
  private int cells;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--images",
      description = "A file of CIFAR-10 in its binary form, for the score by activation patterns; "
          + "left out unless given.")
  private Path images;

  @Option(
      names = "--batch",
      defaultValue = "64",
      description = "Images of the minibatch: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--side",
      defaultValue = "16",
      description = "Rows and columns of its images, 8, 16 or 32: ${DEFAULT-VALUE}.")
  private int side;

  /** Creates the command; picocli fills in its options. */
  public ScoresCommand() {}

  /** A score of the network of a cell for images of some size. */
  private record CellScore(String name, int side, ToDoubleFunction<Architecture> score) {

    double of(TableEntry entry) {
      return TopologyNetwork.of(entry.options(), CLASSES, side)
          .map(score::applyAsDouble)
          .orElse(Double.NEGATIVE_INFINITY);
    }
  }

  private List<CellScore> scores() throws IOException {
    List<CellScore> scores = new ArrayList<>();
    int full = TopologyNetwork.SIDE;
    scores.add(new CellScore("parameters", full, network -> network.cost().parameters()));
    scores.add(new CellScore("multiply-adds", full, network -> network.cost().macs()));
    scores.add(new CellScore("synaptic flow", full, SynapticFlow::of));
    if (images != null) {
      SplittableRandom random = new SplittableRandom(seed);
      float[][] minibatch = Minibatch.draw(images, batch, side, random);
      scores.add(new CellScore("patterns", side, ActivationPatterns.of(minibatch, random)::score));
    }
    return scores;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    out.printf(
        "%-24s %-16s %6s %9s %12s %12s%n",
        "table", "score", "cells", "spearman", "best tenth", "s a network");
    List<CellScore> scores = scores();
    for (Path file : tables) {
      TabularBenchmark table = TabularBenchmark.load(file);
      List<TableEntry> entries = draw(table);
      double[] reports = entries.stream().mapToDouble(table::report).toArray();
      for (CellScore score : scores) {
        long start = System.nanoTime();
        double[] values = values(score, entries);
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
            Locale.ROOT,
            "%-24s %-16s %6d %9.3f %12.3f %12.4f%n",
            table.name(),
            score.name(),
            values.length,
            new SpearmansCorrelation().correlation(values, reports),
            bestTenth(values, reports),
            seconds / values.length);
        out.flush();
      }
    }
    return 0;
  }

  private double[] values(CellScore score, List<TableEntry> entries) {
    try {
      return entries.stream().mapToDouble(score::of).toArray();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** Different cells, uniformly; all of them if there are not so many. */
  private List<TableEntry> draw(TabularBenchmark table) {
    Map<Integer, TableEntry> drawn = new LinkedHashMap<>();
    SplittableRandom random = new SplittableRandom(seed);
    while (drawn.size() < Math.min(cells, table.size())) {
      TableEntry entry = table.space().sample(Chooser.uniform(random)).architecture();
      drawn.put(entry.row(), entry);
    }
    return new ArrayList<>(drawn.values());
  }

  /** Mean figure of the tenth of the cells that a score likes best. */
  private static double bestTenth(double[] values, double[] reports) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (one, other) -> Double.compare(values[other], values[one]));
    return Arrays.stream(order)
        .limit(Math.max(1, values.length / 10))
        .mapToDouble(i -> reports[i])
        .average()
        .orElseThrow();
  }
}
