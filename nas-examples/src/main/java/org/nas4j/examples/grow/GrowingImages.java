package org.nas4j.examples.grow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.data.Standardisation;
import org.nas4j.examples.cli.ImageSource;
import org.nas4j.examples.cli.ModelFiles;
import org.nas4j.examples.cli.ResultFile;
import org.nas4j.examples.cli.SealedTestData;
import org.nas4j.images.GrowingSearch;
import org.nas4j.images.GrownNetwork;
import org.nas4j.images.GrowthStep;
import org.nas4j.images.MirrorImages;
import org.nas4j.images.Scores;

/**
 * Grows a network within minutes, in one training, and judges it by test data once. The minutes
 * count from the start of the program to its end: reading the data, training and judging.
 *
 * @param request what is wanted
 * @param folder for what is left
 * @param result its figures
 * @param out for what it tells
 */
record GrowingImages(Request request, Path folder, ResultFile result, PrintStream out) {

  private static final ModelFiles BEST = new ModelFiles("best");

  /** Judging and writing take seconds, more of them where there is more to judge. */
  private static final double LAST_SECONDS = 8;

  private static final double LAST_SHARE = 0.02;
  private static final double MOST_LAST_SHARE = 0.3;

  /**
   * What is wanted.
   *
   * @param data a folder of images
   * @param validationSize images for validation, a tenth of what there is at most
   * @param seconds for everything
   * @param first what the training starts with
   * @param edits who decides
   * @param seed of everything that is drawn
   */
  record Request(
      Path data, int validationSize, double seconds, FirstNetwork first, Edits edits, long seed) {}

  int run() throws IOException, InterruptedException {
    ImageSource source = ImageSource.in(request.data());
    Dataset all = source.training();
    int held = Math.max(1, Math.min(request.validationSize(), all.size() / 10));
    Split raw = all.split(held, new SplittableRandom(request.seed()));
    Standardisation figures = Standardisation.fit(raw.training());
    Split split = new Split(figures.apply(raw.training()), figures.apply(raw.validation()));
    SealedTestData test = new SealedTestData(figures.apply(source.test()));
    out.printf(
        Locale.ROOT,
        "Data: %s; %,d images for training, %,d for validation, %,d for the test at the end%n",
        source.origin(),
        split.training().size(),
        split.validation().size(),
        source.test().size());
    try (EarlyEnd end = new EarlyEnd(out)) {
      GrowingSearch search = search(split, end);
      out.printf(
          Locale.ROOT, "%.1f s have passed; training ends with the minutes%n", result.seconds());
      GrownNetwork grown = search.run();
      Scores scores = test.judge(List.of(grown.network())).get(grown.network());
      report(grown, scores);
      write(grown, scores, source.origin());
    }
    return 0;
  }

  private GrowingSearch search(Split split, EarlyEnd end) throws InterruptedException {
    Dataset training = split.training();
    GrowingSearch search = GrowingSearch.builder(
            request.first().networks((Shape.Image) training.shape(), training.classes()))
        .training(training)
        .validation(split.validation())
        .policy(request.edits().policy())
        .within(seconds(request.seconds()))
        .seed(request.seed())
        .stopWhen(end::isWanted)
        .build();
    boolean mirrors = MirrorImages.areHarmless(search, split.validation());
    return search.toBuilder()
        .settings(search.recipe().toBuilder().mirrorImages(mirrors).build())
        .within(seconds(secondsLeft()))
        .build();
  }

  /** For the training: all but what comes after it. */
  private double secondsLeft() {
    double last = Math.min(
        LAST_SECONDS + LAST_SHARE * request.seconds(), MOST_LAST_SHARE * request.seconds());
    return Math.max(0.1, request.seconds() - result.seconds() - last);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (1e3 * seconds));
  }

  private void report(GrownNetwork grown, Scores scores) {
    grown
        .growth()
        .forEach(step -> out.printf(
            Locale.ROOT,
            "at %4.1f %% of the time: %s, %,d to %,d parameters%n",
            100 * step.share(),
            step.edit(),
            step.parametersBefore(),
            step.parametersAfter()));
    out.printf(
        Locale.ROOT,
        "%s, %,d parameters, validation accuracy %.4f, test accuracy %.4f%n",
        grown.isComplete() ? "grown" : "stopped early",
        grown.network().architecture().cost().parameters(),
        grown.validation().accuracy(),
        scores.accuracy());
  }

  private void write(GrownNetwork grown, Scores scores, String origin) throws IOException {
    Architecture architecture = grown.network().architecture();
    ObjectNode best = result.best();
    best.put("testAccuracy", scores.accuracy());
    best.put("validationAccuracy", grown.validation().accuracy());
    best.put("parameters", architecture.cost().parameters());
    best.put("macs", architecture.cost().macs());
    ObjectNode root = result.root();
    root.put("seed", request.seed()).put("data", origin);
    root.put("start", request.first().toString().toLowerCase(Locale.ROOT));
    root.put("policy", request.edits().toString().toLowerCase(Locale.ROOT));
    root.put("steps", grown.steps()).put("examplesSeen", grown.examplesSeen());
    root.put("isComplete", grown.isComplete());
    root.put("inheritedWeights", inherited(grown));
    edits(grown.growth(), root.putArray("edits"));
    BEST.write(grown.network(), folder);
    result.write(folder);
    out.printf(
        Locale.ROOT,
        "Model, architecture, drawings and figures are in %s after %.0f s%n",
        folder,
        result.seconds());
  }

  /** Share of the weights that were there from the start. */
  private static double inherited(GrownNetwork grown) {
    return grown.growth().stream().mapToDouble(GrowthStep::inherited).reduce(1, (a, b) -> a * b);
  }

  private static void edits(List<GrowthStep> growth, ArrayNode target) {
    for (GrowthStep step : growth) {
      target
          .addObject()
          .put("edit", step.edit())
          .put("share", step.share())
          .put("loss", step.loss())
          .put("parametersBefore", step.parametersBefore())
          .put("parametersAfter", step.parametersAfter())
          .put("inheritedWeights", step.inherited());
    }
  }
}
