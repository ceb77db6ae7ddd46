package org.nas4j.examples.papers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nas4j.data.Corpus;
import org.nas4j.examples.cli.Digits;

/**
 * What a paper is run with: how much time there is, data, a seed, and where to tell what. A search
 * has 38 hundredths of the time, random search as much as that took, and training what they found
 * what is left, less a reserve. For one thread.
 */
final class Stage {

  /** So many different networks are shown at least. */
  static final int LEAST_NETWORKS = 20;

  private static final double SEARCH_SHARE = 0.38;
  private static final double RESERVE = 0.08;
  private static final double LEAST_FINAL_SHARE = 0.1;
  private static final int LEAST_IMAGES = 240;
  private static final int MOST_IMAGES = 6_000;
  private static final int IMAGES_A_MINUTE = 600;

  /** Prints a line. */
  @FunctionalInterface
  interface Printer {
    void print(String format, Object... values);
  }

  private final PaperOptions options;
  private final Printer printer;
  private final long start = System.nanoTime();
  private final List<Scaled> scaled = new ArrayList<>();
  private String origin = "";
  private String figure = "";

  Stage(PaperOptions options, Printer printer) {
    this.options = options;
    this.printer = printer;
  }

  long seed() {
    return options.seed();
  }

  Path folder() throws IOException {
    return options.folder();
  }

  /** Seconds since the start. */
  double elapsed() {
    return (System.nanoTime() - start) / 1e9;
  }

  double searchSeconds() {
    return SEARCH_SHARE * options.seconds();
  }

  /**
   * Asked when both searches are over. A tenth of all even where they took longer than they should,
   * since figures of untrained networks say nothing.
   */
  double finalSeconds() {
    return Math.max(
        LEAST_FINAL_SHARE * options.seconds(), (1 - RESERVE) * options.seconds() - elapsed());
  }

  static Duration duration(double seconds) {
    return Duration.ofNanos((long) (1e9 * Math.max(1e-3, seconds)));
  }

  /** Workers that train networks side by side. */
  static int workers() {
    return Math.min(2, Runtime.getRuntime().availableProcessors());
  }

  /** So long a network may be trained, that as many are as are to be shown. */
  Duration perNetwork() {
    return duration(0.8 * searchSeconds() * workers() / LEAST_NETWORKS);
  }

  Digits digits() throws IOException {
    int wanted =
        (int) Math.max(LEAST_IMAGES, Math.min(MOST_IMAGES, IMAGES_A_MINUTE * options.minutes()));
    Digits digits = Digits.of(options.images(), wanted, wanted / 5, options.seed());
    origin = digits.origin();
    figure = "Accuracy";
    scale("training images", "45,000", String.valueOf(digits.search().training().size()));
    return digits;
  }

  Corpus corpus() throws IOException {
    Optional<Path> file = options.text();
    Corpus corpus = file.isPresent()
        ? Corpus.read(file.get(), Corpus.Level.CHARACTERS)
        : WrittenText.corpus(options.seed());
    origin = file.map(path -> "the text " + path).orElse("a text that this program writes");
    figure = "Perplexity";
    scale("text", "Penn Treebank, words", origin + ", characters");
    return corpus;
  }

  void scale(String setting, String paper, String here) {
    scale(new Scaled(setting, paper, here));
  }

  /** Notes and prints a setting that is not the paper's. */
  void scale(Scaled one) {
    scaled.add(one);
    print("  %-24s %-34s -> %s", one.setting(), one.paper(), one.here());
  }

  void print(String format, Object... values) {
    printer.print(format, values);
  }

  List<Scaled> scaled() {
    return List.copyOf(scaled);
  }

  String origin() {
    return origin;
  }

  /** What is measured: accuracy or perplexity. */
  String figure() {
    return figure;
  }
}
