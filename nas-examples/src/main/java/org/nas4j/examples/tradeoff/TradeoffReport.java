package org.nas4j.examples.tradeoff;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.nas4j.engine.ProgressPrinter;
import org.nas4j.examples.cli.Digits;
import org.nas4j.examples.cli.ResultFile;
import org.nas4j.images.Latency;
import org.nas4j.images.Scores;
import org.nas4j.search.SearchListener;

/** What {@link Tradeoff} tells people. */
final class TradeoffReport {

  private static final double MICROS = 1e6;

  private final PrintStream out;

  TradeoffReport(PrintStream out) {
    this.out = out;
  }

  void introduce(Digits digits, double minutes) {
    print("NAS4J tradeoff: accuracy and latency of one image, within %.4g minutes%n", minutes);
    print(
        "Data: %s; %,d images for training, %,d for validation%n",
        digits.origin(),
        digits.search().training().size(),
        digits.search().validation().size());
  }

  void reference(Latency latency) {
    print("The network written by hand takes %.0f µs an image%n%n", latency.seconds() * MICROS);
  }

  SearchListener progress() {
    return new ProgressPrinter(out);
  }

  void finalists(int count) {
    print("%nTraining %d networks of the front for longer%n", count);
  }

  void trained(String name, int epochs, Scores validation) {
    print("  %s  %2d epochs, validation accuracy %.4f%n", name, epochs, validation.accuracy());
  }

  void conclude(FrontFindings findings) {
    print(
        "%n%-4s  %10s  %8s  %12s  %10s  %s%n",
        "", "validation", "test", "latency", "parameters", "genotype");
    for (FrontNetwork each : findings.finalists()) {
      print(
          "%-2s%-2s  %10.4f  %8.4f  %9.0f µs  %,10d  %s%n",
          each.name(),
          each == findings.chosen() ? "*" : "",
          each.validation().accuracy(),
          each.test().accuracy(),
          each.latency().seconds() * MICROS,
          each.parameters(),
          each.trial().genotype().code());
    }
    again(findings);
  }

  private void again(FrontFindings findings) {
    print("%n");
    for (FrontNetwork each : findings.second().missed()) {
      print("%s kept the limit once, but missed it when it was measured again%n", each.name());
    }
    print(
        "Chosen: %s, %s the limit of %.0f µs; measured again it takes %.0f µs%n",
        findings.chosen().name(),
        findings.isMet() ? "the most accurate within" : "the fastest, since none is within",
        findings.limit() * MICROS,
        findings.second().latency().seconds() * MICROS);
  }

  void priced(Pricing pricing) {
    print(
        "%,d networks priced in %.1f s, learned from %d measured ones; %,d are within the limit%n",
        pricing.priced(), pricing.seconds(), pricing.measured(), pricing.within());
    print(
        "Prices are %.0f %% off in the median for measured networks, whose order they tell by a rank"
            + " correlation of %.2f, and %.0f %% for those above%n",
        100 * pricing.error(), pricing.rankCorrelation(), 100 * pricing.frontError());
  }

  void name(Path folder, ResultFile result) {
    print("Done in %.0f s. In %s: %s%n", result.seconds(), folder, TradeoffFiles.NAMES);
  }

  private void print(String format, Object... values) {
    out.printf(Locale.ROOT, format, values);
    out.flush();
  }
}
