package org.nas4j.examples.enas;

import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalDouble;
import org.nas4j.arch.Cost;
import org.nas4j.exchange.ArchitectureTable;
import org.nas4j.oneshot.OneShotEpoch;
import org.nas4j.oneshot.SharedRanking;

/** What {@link EnasImages} tells people. */
final class EnasReport {

  private final PrintStream out;

  EnasReport(PrintStream out) {
    this.out = out;
  }

  void introduce(EnasOptions options, EnasData data) {
    print(
        "ENAS in the space %s, seed %d%n",
        options.space().of(data.training().shape(), data.training().classes()), options.seed());
    print(
        "Data: %s; %,d images for the search, %,d to train derived networks, %,d for validation%n",
        data.origin(),
        data.search().size(),
        data.training().size(),
        data.validation().size());
  }

  void start(String phase) {
    print("%n%s%n", phase);
  }

  void epoch(OneShotEpoch epoch, int epochs, double elapsed) {
    print(
        "  epoch %3d of %d  loss %.3f  mean score %.3f  %,6d networks  %4.0f s%n",
        epoch.epoch(), epochs, epoch.trainingLoss(), epoch.meanScore(), epoch.networks(), elapsed);
  }

  void step(String format, Object... values) {
    print("  " + format + "%n", values);
  }

  void ranking(SharedRanking ranking) {
    step(
        "Scores on shared weights and of the same networks trained alone, %d of them:"
            + " Spearman %s, Kendall %s",
        ranking.pairs().size(), decimals(ranking.spearman()), decimals(ranking.kendall()));
  }

  private static String decimals(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "unknown";
  }

  void conclude(EnasFindings findings) {
    start("The derived network");
    out.print(ArchitectureTable.of(findings.derived().get(0).network().architecture()));
    start("Trained from scratch, and judged by the test data once");
    print(
        "%-24s  %8s  %8s  %10s  %8s  %12s  %12s%n",
        "", "networks", "shared", "validation", "test", "parameters", "MACs");
    for (EnasFindings.Derived each : findings.derived()) {
      Cost cost = each.network().architecture().cost();
      print(
          "%-24s  %,8d  %8.4f  %10.4f  %8.4f  %,12d  %,12d%n",
          each.name(),
          each.networks(),
          each.search().validationScore(),
          each.validation().accuracy(),
          each.test().accuracy(),
          cost.parameters(),
          cost.macs());
    }
  }

  void name(EnasFiles files) {
    print("%nDone in %.0f s. In %s: %s%n", files.seconds(), files.folder(), files.names());
  }

  private void print(String format, Object... values) {
    out.printf(Locale.ROOT, format, values);
    out.flush();
  }
}
