package org.nas4j.benchmarks.throughput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.nas4j.arch.Architecture;
import org.nas4j.benchmarks.charts.LineChart;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.internal.files.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether the time of a step of training grows as its work does. */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    description = {
      "Times steps of training of network (a) as batch, width, depth and image size grow, in 32 bits and",
      "in bfloat16, beside their multiply-adds. Writes growth.csv and growth.svg. The exit status is 1",
      "if it grows faster than the 1.1th power of its work. Then times searches of more and more trials",
      "that cost nothing, into growth-trials.svg."
    })
public final class GrowthCommand implements Callable<Integer> {

  private static final double GREATEST_POWER = 1.1;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double PICOS_PER_MILLI = 1e9;
  private static final double GIGA = 1e9;
  /** Values, gradient for the input, gradient for the weights: each as many products. */
  private static final int PASSES = 3;

  @Spec
  private CommandSpec command;

  @Option(names = "--out", required = true, description = "Folder for the files.")
  private Path out;

  @Option(names = "--threads", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--seconds",
      defaultValue = "1.5",
      description = "Of steps for each size. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--grow",
      split = ",",
      defaultValue = "BATCH,WIDTH,DEPTH,SIDE",
      description = "What grows: ${DEFAULT-VALUE}.")
  private List<Growing> rows;

  @Option(
      names = "--strategies",
      split = ",",
      defaultValue = "random,sizeaware,uct,evolution",
      description = "Whose trials are counted: ${DEFAULT-VALUE}.")
  private List<String> strategies;

  @Option(
      names = "--trials",
      split = ",",
      defaultValue = "25,50,100,200,400,800",
      description = "Lengths of searches: ${DEFAULT-VALUE}.")
  private List<Integer> trials;

  /** Creates the command; picocli fills in its options. */
  public GrowthCommand() {}

  /**
   * One size.
   *
   * @param size in the unit of what grows
   * @param multiplyAdds of a step
   * @param millis of a step, the median
   */
  record Point(int size, double multiplyAdds, double millis) {

    private double picosForOne() {
      return millis * PICOS_PER_MILLI / multiplyAdds;
    }
  }

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(out);
    LineChart chart =
        LineChart.logarithmic("A step of training, network (a)", "billion multiply-adds", "ms");
    StringBuilder csv = new StringBuilder("grows,precision,size,gmacs,ms\n");
    print("%-6s %-9s %8s %10s %10s %12s", "grows", "precision", "size", "gmacs", "ms", "ps a mac");
    boolean passed = true;
    for (Growing row : rows) {
      for (FloatType type : FloatType.values()) {
        if (OneDnnNetwork.isAvailable(type)) {
          List<Point> points = points(row, type);
          String name = row.name().toLowerCase(Locale.ROOT);
          for (Point each : points) {
            chart.add(name + ", " + word(type), each.multiplyAdds() / GIGA, each.millis());
            csv.append(String.format(
                Locale.ROOT,
                "%s,%s,%d,%.4f,%.4f%n",
                name,
                word(type),
                each.size(),
                each.multiplyAdds() / GIGA,
                each.millis()));
          }
          print("%-6s %-9s grows with power %.2f of its work", name, word(type), power(points));
          passed &= power(points) <= GREATEST_POWER;
        }
      }
    }
    AtomicFile.writeString(out.resolve("growth.csv"), csv.toString());
    AtomicFile.writeString(out.resolve("growth.svg"), chart.svg());
    AtomicFile.writeString(out.resolve("growth-trials.svg"), searches().svg());
    return passed ? 0 : 1;
  }

  private LineChart searches() {
    LineChart chart =
        LineChart.logarithmic("A search whose evaluations take no time", "trials", "ms a trial");
    for (String strategy : strategies) {
      // The first one warms up.
      SearchLength.millis(strategy, Collections.max(trials));
      for (int length : trials) {
        double each = SearchLength.millis(strategy, length) / length;
        chart.add(strategy, length, each);
        print("%-16s %8d trials %12.4f ms a trial", strategy, length, each);
      }
    }
    return chart;
  }

  private static String word(FloatType type) {
    return type == FloatType.BFLOAT16 ? "bfloat16" : "32 bits";
  }

  private List<Point> points(Growing row, FloatType type) {
    List<Point> points = new ArrayList<>();
    for (int size : row.sizes()) {
      Architecture network = row.network(size);
      int batch = row.batch(size);
      try (NetworkEngine engine = NetworkEngine.nas4j(network, batch, type, threads)) {
        double work = (double) PASSES * batch * network.cost().macs();
        Point point = new Point(size, work, millis(engine));
        points.add(point);
        print(
            "%-6s %-9s %8d %10.3f %10.3f %12.3f",
            row.name().toLowerCase(Locale.ROOT),
            word(type),
            size,
            work / GIGA,
            point.millis(),
            point.picosForOne());
      }
    }
    return points;
  }

  /** The median of as many steps as there is time for, at least three. */
  private double millis(NetworkEngine engine) {
    engine.train();
    List<Double> steps = new ArrayList<>();
    long begun = System.nanoTime();
    while (steps.size() < 3 || System.nanoTime() - begun < seconds * GIGA) {
      long start = System.nanoTime();
      engine.train();
      steps.add((System.nanoTime() - start) / NANOS_PER_MILLI);
    }
    return new Median().evaluate(steps.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The slope in logarithms: 1 is in proportion. */
  static double power(List<Point> points) {
    SimpleRegression line = new SimpleRegression();
    points.forEach(each -> line.addData(Math.log(each.multiplyAdds()), Math.log(each.millis())));
    return line.getSlope();
  }

  private void print(String format, Object... values) {
    command.commandLine().getOut().println(String.format(Locale.ROOT, format, values));
    command.commandLine().getOut().flush();
  }
}
