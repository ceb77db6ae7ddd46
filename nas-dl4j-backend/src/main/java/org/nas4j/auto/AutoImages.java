package org.nas4j.auto;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.data.Standardisation;
import org.nas4j.eval.Metric;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.GrowingSearch;
import org.nas4j.images.GrownNetwork;
import org.nas4j.images.GrowthPolicy;
import org.nas4j.images.MirrorImages;
import org.nas4j.images.StartNetworks;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.model.Model;

/**
 * One training under the clock.
 *
 * @param training images with their classes
 */
record AutoImages(Dataset training) implements AutoTask {

  /** Whether mirror images are trained on, in the journal and among the choices. */
  static final String MIRRORS = "mirrorImages";

  /** Whether the model looks at each image and at its mirror image, among the choices. */
  static final String AVERAGES = "averagesMirrorImages";

  private static final int MOST_VALIDATION = 5_000;
  private static final int FEWEST = 4;
  private static final double TRAINING_SHARE = 0.97;
  private static final double JUDGING_SHARE = 0.05;
  private static final String CHECKPOINT = "training.checkpoint";
  private static final String TRAINING = "trainingSeconds";
  private static final String TIME = "seconds";

  /** By the shares of a step: a forward pass takes a third, and two of them are given all. */
  private static final double FORWARD = 1;

  /** Seconds that a step may take at most, on a slow machine. */
  private static final double LONGEST_STEP = 4;

  private static final double SLOW_FLOPS = 5e9;
  private static final double FLOPS_OF_A_MAC = 6;
  private static final int USUAL_BATCH = 128;
  private static final int LEAST_BATCH = 8;

  AutoImages {
    if (!(training.shape() instanceof Shape.Image) || training.classes() < 2) {
      throw new IllegalArgumentException("Images with classes are needed, but got [" + training
          + "].\nMaybe call table(…) for rows of a table.");
    }
    if (training.size() < FEWEST) {
      throw new IllegalArgumentException("There are [" + training.size()
          + "] images, but some to train on and some to judge by are needed.\nMaybe it is another"
          + " folder.");
    }
    long present =
        IntStream.range(0, training.size()).map(training::label).distinct().count();
    if (present < 2) {
      throw new IllegalArgumentException("All [" + training.size() + "] images are of the class ["
          + training.classNames().get(training.label(0))
          + "], so that there is nothing to tell apart.\nMaybe the other classes are in another"
          + " folder.");
    }
    if (!training.isOnDisk()) {
      requireRoom(training, Runtime.getRuntime().maxMemory());
    }
  }

  /** Standardised images stand beside those that were given. */
  static void requireRoom(Dataset training, long heap) {
    double needed = 2.0 * Float.BYTES * training.shape().elements() * training.size();
    if (needed > heap) {
      throw new IllegalArgumentException(String.format(
          "The [%s] need [%.0f] MB as loaded and standardised, but the heap is [%.0f] MB.%n"
              + "Maybe start Java with more, such as -Xmx%.0fg, or keep them on disk, as"
              + " ImageFolder.readToDisk(…) does, or take a sample: sample(…).",
          training, needed / 1e6, heap / 1e6, Math.ceil(1.5 * needed / 1e9)));
    }
  }

  @Override
  public Map<String, String> identity() {
    return Map.of("kind", "images", "data", training.fingerprint());
  }

  @Override
  public void requireFit(HeldOut heldOut) {
    if (heldOut instanceof HeldOut.GroupColumn || heldOut instanceof HeldOut.Rows) {
      throw new IllegalArgumentException("Images have no rows and columns, but got [" + heldOut
          + "].\nMaybe give the group of each image, or validation images.");
    }
    if (heldOut instanceof HeldOut.Examples own
        && (!own.data().shape().equals(training.shape())
            || !own.data().classNames().equals(training.classNames()))) {
      throw new IllegalArgumentException(
          "The training images are [" + training + "] of the classes "
              + training.classNames() + ", but the validation images are [" + own.data() + "] of "
              + own.data().classNames()
              + ".\nMaybe read them with the classes of the training images.");
    }
    if (heldOut instanceof HeldOut.Groups groups && groups.keys().size() != training.size()) {
      throw new IllegalArgumentException("There are [" + training.size()
          + "] images, but the groups of [" + groups.keys().size()
          + "].\nMaybe they belong to other images.");
    }
  }

  @Override
  public AutoResult run(AutoRun run) throws InterruptedException {
    int held = Math.max(1, Math.min(MOST_VALIDATION, training.size() / 10));
    Split raw = Splits.of(training, run.heldOut(), held, run.seed());
    Standardisation figures = Standardisation.fit(raw.training());
    Split split = new Split(figures.apply(raw.training()), figures.apply(raw.validation()));
    GrowingSearch search = search(run, split);
    if (run.isFinished()) {
      return finished(run, search, figures);
    }
    long begun = System.nanoTime();
    GrownNetwork grown;
    try {
      grown = search.run();
    } catch (InterruptedException e) {
      keepSoFar(run, search, figures);
      throw e;
    }
    Dataset judges = judges(run, split.validation(), grown, System.nanoTime() - begun);
    boolean mirrors = Boolean.parseBoolean(run.journal().fact(MIRRORS).orElseThrow());
    double once = grown.network().evaluate(judges).accuracy();
    double twice = mirrors ? grown.network().evaluateWithMirrorImages(judges).accuracy() : once;
    double accuracy = Math.max(once, twice);
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("task", "classification");
    choices.put("validation", Integer.toString(judges.size()));
    choices.put("heldOut", run.heldOut().toString());
    choices.put("network", Layers.of(grown.network().architecture()));
    choices.put(MIRRORS, Boolean.toString(mirrors));
    choices.put(AVERAGES, Boolean.toString(twice > once));
    choices.put("steps", Long.toString(grown.steps()));
    choices.put("training", search.settings().toString());
    Model model = model(grown.network(), figures, twice > once);
    run.finish(model, accuracy, choices);
    return result(
        run, search, new AutoResult.Found(grown.network(), model, figures), accuracy, choices);
  }

  private AutoResult finished(AutoRun run, GrowingSearch search, Standardisation figures) {
    Model model = run.journal().best().orElseThrow();
    return result(
        run,
        search,
        new AutoResult.Found(TrainedNetwork.of(model), model, figures),
        run.figure().orElseThrow(),
        run.choices());
  }

  private AutoResult result(
      AutoRun run,
      GrowingSearch search,
      AutoResult.Found found,
      double accuracy,
      Map<String, String> choices) {
    return new AutoResult(
        found,
        new AutoResult.Judged(Metric.VALIDATION_ACCURACY, accuracy),
        choices,
        run.clock().elapsed(),
        new AutoResult.Explicit(Optional.empty(), ImagesSource.of(training, search, choices, run)));
  }

  /** Judged within the search by a few only, since it does not know how much time is left. */
  private GrowingSearch search(AutoRun run, Split split) throws InterruptedException {
    Dataset few = split.validation().sample(MOST_VALIDATION / 50, new SplittableRandom(0));
    GrowingSearch search = GrowingSearch.builder(
            StartNetworks.residuals((Shape.Image) training.shape(), training.classes()))
        .training(split.training())
        .validation(few)
        .policy(GrowthPolicy.none())
        .within(run.clock().time())
        .seed(run.seed())
        .build();
    Dl4jTraining recipe =
        search.recipe().toBuilder().batch(batch(search.starts().get(0))).build();
    boolean mirrors = mirrors(run, search.toBuilder().settings(recipe).build(), split.validation());
    GrowingSearch.Builder builder = search.toBuilder()
        .settings(recipe.toBuilder().mirrorImages(mirrors).build())
        .within(trainingTime(run));
    run.journal()
        .file(CHECKPOINT)
        .ifPresent(file -> builder.checkpoint(file, checkpointEvery(run)));
    return builder.build();
  }

  /** Learned once: a run that goes on trains as it began. */
  private static boolean mirrors(AutoRun run, GrowingSearch search, Dataset validation)
      throws InterruptedException {
    Optional<String> known = run.journal().fact(MIRRORS);
    if (known.isPresent()) {
      return Boolean.parseBoolean(known.get());
    }
    boolean mirrors = MirrorImages.areHarmless(search, validation);
    run.journal().note(MIRRORS, Boolean.toString(mirrors));
    return mirrors;
  }

  /** What an interrupted run had planned, more or less by what this one is given more or less. */
  private static Duration trainingTime(AutoRun run) {
    AutoJournal journal = run.journal();
    double time = run.clock().time().toNanos() / 1e9;
    double seconds = journal.fact(TRAINING).isPresent()
        ? Double.parseDouble(journal.fact(TRAINING).get())
            + time
            - Double.parseDouble(journal.fact(TIME).orElseThrow())
        : run.clock().seconds(TRAINING_SHARE);
    seconds = Math.max(0.1, seconds);
    journal.note(TRAINING, Double.toString(seconds));
    journal.note(TIME, Double.toString(time));
    journal.write(run.clock().elapsed());
    return Duration.ofNanos((long) (1e9 * seconds));
  }

  private static Duration checkpointEvery(AutoRun run) {
    long millis = run.clock().time().toMillis() / 20;
    return Duration.ofMillis(Math.max(2_000, Math.min(60_000, millis)));
  }

  /**
   * So many that a step of the cheapest network ends soon, even of large images on a slow machine.
   */
  private static int batch(Architecture cheapest) {
    double secondsEach = FLOPS_OF_A_MAC * cheapest.cost().macs() / SLOW_FLOPS;
    int fitting = (int) Math.min(USUAL_BATCH, LONGEST_STEP / secondsEach);
    return Math.max(LEAST_BATCH, fitting / LEAST_BATCH * LEAST_BATCH);
  }

  /** As many as can be judged in the time that is kept for it, by the speed of the training. */
  private static Dataset judges(AutoRun run, Dataset validation, GrownNetwork grown, long nanos) {
    double secondsEach = FORWARD * nanos / 1e9 / Math.max(1, grown.examplesSeen());
    double room = Math.max(0.5, JUDGING_SHARE * run.clock().time().toNanos() / 1e9);
    int most = (int) Math.max(1, Math.min(validation.size(), room / secondsEach));
    return most == validation.size()
        ? validation
        : validation.sample(most, new SplittableRandom(run.seed()));
  }

  /** The weights as they were at the interruption, from the checkpoint. */
  private void keepSoFar(AutoRun run, GrowingSearch search, Standardisation figures)
      throws InterruptedException {
    Optional<Path> checkpoint = run.journal().file(CHECKPOINT);
    if (checkpoint.isPresent()) {
      GrownNetwork now = search.toBuilder().stopWhen(() -> true).build().run();
      run.keep(model(now.network(), figures, false), now.validation().accuracy());
    }
  }

  private Model model(TrainedNetwork network, Standardisation figures, boolean averages) {
    return network
        .model()
        .averagingMirrorImages(averages)
        .classNames(training.classNames())
        .scaling(figures.scaling())
        .provenance(Map.of("auto.data", training.fingerprint()))
        .build();
  }
}
