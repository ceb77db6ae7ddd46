package org.nas4j.examples.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Cost;
import org.nas4j.data.Dataset;
import org.nas4j.engine.ProgressPrinter;
import org.nas4j.engine.Ranked;
import org.nas4j.engine.SearchResult;
import org.nas4j.examples.cli.Digits;
import org.nas4j.examples.cli.KeptSearch;
import org.nas4j.exchange.ArchitectureTable;
import org.nas4j.search.SearchListener;

/** What {@link Quickstart} tells people. */
final class QuickstartReport {

  private static final int TOP = 5;

  private final PrintStream out;
  private final QuickstartOptions options;

  QuickstartReport(PrintStream out, QuickstartOptions options) {
    this.out = out;
    this.options = options;
  }

  void introduce(Digits digits) {
    print(
        "NAS4J quickstart: %d trials of %s in the space %s, seed %d%n",
        options.trials(),
        options.strategyName(),
        options.space().of(digits.shape(), digits.classes()),
        options.seed());
    print(
        "Data: %s; %,d images for training, %,d for validation%n",
        digits.origin(),
        digits.search().training().size(),
        digits.search().validation().size());
  }

  void start(String phase) {
    print("%n%s%n", phase);
  }

  void training(int epochs, Dataset data) {
    start("Training from scratch: " + epochs + " epochs of " + data.size() + " images");
  }

  void step(String name) {
    print("  %-26s", name);
  }

  void stepTook(double seconds) {
    print(" %4.0f s%n", seconds);
  }

  KeptSearch keep() throws IOException {
    return new KeptSearch(options.folder(), options.resumes(), out::println);
  }

  SearchListener progress() {
    return new ProgressPrinter(out);
  }

  void conclude(Findings findings) {
    start(
        "The best architecture, trial " + findings.best().trial().orElseThrow().id());
    out.print(ArchitectureTable.of(findings.best().architecture()));
    start("The best " + TOP + " of the search, by validation accuracy");
    print("%5s  %10s  %12s  %12s  %s%n", "trial", "validation", "parameters", "MACs", "genotype");
    for (Ranked<Architecture> each : findings.search().top(TOP)) {
      Cost cost = each.architecture().cost();
      print(
          "%5d  %10.4f  %,12d  %,12d  %s%n",
          each.trial().id(),
          each.reward(),
          cost.parameters(),
          cost.macs(),
          each.trial().genotype().code());
    }
    findings
        .search()
        .noise()
        .filter(noise -> findings.search().finalists().isEmpty())
        .ifPresent(noise -> print("The figure of the first is %s by chance%n", noise));
    mention(findings.search());
    again(findings.search());
    start("Trained from scratch, and judged by the test data once");
    print("%-16s  %10s  %8s  %12s  %12s%n", "", "validation", "test", "parameters", "MACs");
    for (Finalist each : List.of(findings.best(), findings.randomBest(), findings.reference())) {
      Cost cost = each.architecture().cost();
      print(
          "%-16s  %10s  %8.4f  %,12d  %,12d%n",
          each.name(),
          each.validationAccuracy().isPresent()
              ? String.format(Locale.ROOT, "%.4f", each.validationAccuracy().getAsDouble())
              : "",
          each.test().accuracy(),
          cost.parameters(),
          cost.macs());
    }
  }

  private void again(SearchResult<Architecture> search) {
    if (search.finalists().isEmpty()) {
      return;
    }
    start("The best of them again, trained for longer; the first is chosen");
    print("%5s  %10s  %10s%n", "trial", "search", "longer");
    search
        .finalists()
        .forEach(each -> print(
            "%5d  %10.4f  %10.4f%n",
            each.searched().trial().id(), each.searched().reward(), each.reward()));
    search
        .noise()
        .ifPresent(noise -> print("The last figure of the first is %s by chance%n", noise));
  }

  private void mention(SearchResult<Architecture> search) {
    if (search.duplicates() > 0) {
      print("%d proposals were seen before and not trained again%n", search.duplicates());
    }
    search
        .failures()
        .forEach((reason, failed) ->
            print("%d failed: %s: %s%n", failed.count(), reason, failed.firstMessage()));
    list("could not be built", search.rejections());
  }

  private void list(String what, Map<String, Long> reasons) {
    reasons.forEach((reason, count) -> print("%d %s: %s%n", count, what, reason));
  }

  void name(QuickstartFiles files) {
    print("%nDone in %.0f s. In %s: %s%n", files.seconds(), files.folder(), files.names());
  }

  private void print(String format, Object... values) {
    out.printf(Locale.ROOT, format, values);
    out.flush();
  }
}
