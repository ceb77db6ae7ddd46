package org.nas4j.examples.first;

import java.nio.file.Path;
import java.time.Duration;
import org.nas4j.arch.Architecture;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.Ranked;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.examples.cli.DrawnDigits;
import org.nas4j.examples.cli.Program;
import org.nas4j.examples.cli.SmallExample;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.Dl4jWorkerFactory;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.isolation.Isolation;
import org.nas4j.search.StopRule;
import picocli.CommandLine.Command;

/** Trains candidates in processes of their own: none can end the search, and two use two cores. */
@Command(name = "isolated", description = "Trains candidates in processes of their own.")
public final class IsolatedSearch extends SmallExample {

  private static final int IMAGES = 2000;

  static Isolation<Architecture> isolation(int images) {
    return Isolation.builder(DigitWorkers.class)
        .setting(DigitWorkers.DRAWN, Integer.toString(images))
        .setting(Dl4jWorkerFactory.EPOCHS, "2")
        .heapMegabytes(512)
        .nativeMegabytes(512)
        .build();
  }

  static SearchBuilder<Architecture> search(
      Isolation<Architecture> isolation, int trials, int workers, long seed) {
    return NasSearch.builder(isolation.space())
        .evaluatorPerRun(isolation::open)
        .stopAfter(StopRule.trials(trials))
        .limits(limits -> limits.perTrial(Duration.ofMinutes(5)))
        .parallelism(workers)
        .seed(seed);
  }

  @Override
  protected void run(long seed, Path folder) throws Exception {
    Isolation<Architecture> isolation = isolation(IMAGES);
    Ranked<Architecture> best =
        run(search(isolation, 12, 2, seed), isolation.space()).best().orElseThrow();
    print("%.4f by %s", best.reward(), best.architecture());
    TrainedNetwork network = TrainedNetwork.train(
        best.architecture(), DrawnDigits.draw(IMAGES, 1).dataset(), Dl4jTraining.of(4), seed);
    best().put("validationAccuracy", best.reward());
    var test = network.evaluate(DrawnDigits.draw(IMAGES, 2).dataset());
    best().put("testAccuracy", test.accuracy());
    best().put("parameters", best.architecture().cost().parameters());
  }

  /** Prints the best architecture found; {@code args} are options. */
  public static void main(String[] args) {
    Program.main(new IsolatedSearch(), args);
  }
}
