package org.nas4j.examples.first;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.examples.cli.Digits;
import org.nas4j.examples.quickstart.DrawnDigits;
import org.nas4j.images.Dl4jWorkerFactory;
import org.nas4j.isolation.Isolation;
import org.nas4j.search.StopRule;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;

/** Trains candidates in processes of their own: none of them can end the search, and two of them use two cores. */
public final class IsolatedSearch {

  private IsolatedSearch() {}

  /** Says what is searched, and on which data: each process makes its own. */
  public static final class Digits extends Dl4jWorkerFactory {

    /** Made by name. */
    public Digits() {}

    @Override
    public SearchSpace<Architecture> space(Map<String, String> settings) {
      return ChainSpace.builder(Shape.image(1, DrawnDigits.SIZE, DrawnDigits.SIZE), 10)
          .maxConvolutions(2)
          .filters(4, 8)
          .build();
    }

    @Override
    protected Dataset data(Map<String, String> settings) {
      int size = DrawnDigits.SIZE * DrawnDigits.SIZE;
      DrawnDigits drawn = DrawnDigits.draw(Integer.parseInt(settings.get("drawn")), 1);
      float[][] rows = new float[drawn.labels().length][];
      Arrays.setAll(rows, i -> Arrays.copyOfRange(drawn.pixels(), i * size, (i + 1) * size));
      return Dataset.of(
          Shape.image(1, DrawnDigits.SIZE, DrawnDigits.SIZE), 10, rows, drawn.labels());
    }
  }

  static Isolation<Architecture> isolation(int images) {
    return Isolation.process(Digits.class)
        .setting("drawn", Integer.toString(images))
        .setting(Dl4jWorkerFactory.EPOCHS, "2")
        .heapMegabytes(512)
        .nativeMegabytes(512)
        .build();
  }

  static SearchResult<Architecture> search(int images, int trials, int workers) {
    Isolation<Architecture> isolation = isolation(images);
    return NasSearch.builder(isolation.space())
        .evaluatorPerRun(isolation::open)
        .stopAfter(StopRule.trials(trials))
        .limits(limits -> limits.perTrial(Duration.ofMinutes(5)))
        .parallelism(workers)
        .seed(1)
        .run();
  }

  /**
   * Prints the best architecture found.
   *
   * @param args none
   */
  public static void main(String[] args) {
    search(2000, 12, 2)
        .best()
        .ifPresent(best -> System.out.println(best.reward() + " by " + best.architecture()));
  }
}
