package org.nas4j.examples.papers;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.nas4j.oneshot.OneShotResult;
import org.nas4j.oneshot.OneShotSearch;
import org.nas4j.oneshot.Supernet;
import org.nas4j.oneshot.WarmRestarts;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;

/**
 * Searches on shared weights, by a strategy and at random through the same schedule.
 *
 * @param <A> what describes a network
 */
final class OneShot<A> {

  private static final int DERIVED = 20;
  private static final int FINALISTS = 3;
  private static final int MEASURED = 12;
  private static final double RATE = 0.05;

  /** Opens shared weights anew. */
  @FunctionalInterface
  interface Opener<A> {
    Opened<A> open();
  }

  /** Shared weights that must be closed. */
  record Opened<A>(Supernet<A> supernet, AutoCloseable closing) implements AutoCloseable {

    @Override
    public void close() {
      try {
        closing.close();
      } catch (Exception e) {
        throw new IllegalStateException("Shared weights could not be freed.", e);
      }
    }
  }

  /** What a search derived, and what it took. */
  record Derived<A>(OneShotResult<A> result, double seconds) {

    long networks() {
      List<?> epochs = result.epochs();
      return epochs.isEmpty() ? 0 : result.epochs().get(epochs.size() - 1).networks();
    }
  }

  private final Stage stage;
  private final SearchSpace<A> space;
  private final Opener<A> opener;
  private final int update;

  /** A search of which an update of the controller needs so many networks. */
  OneShot(Stage stage, SearchSpace<A> space, Opener<A> opener, int update) {
    this.stage = stage;
    this.space = space;
    this.opener = opener;
    this.update = update;
  }

  List<Derived<A>> run(SearchStrategy strategy, double rate) throws InterruptedException {
    int epochs = epochs();
    stage.scale("epochs", "310 (images), 150 (text)", String.valueOf(epochs));
    stage.scale(
        "networks of an epoch that the controller learns from",
        "300 to 2,000",
        String.valueOf(2 * update));
    stage.scale("learning rate", "cosine with restarts", "one cosine");
    List<Derived<A>> derived = new ArrayList<>();
    for (SearchStrategy each : List.of(strategy, new RandomSearch())) {
      derived.add(search(each, epochs, rate > 0 ? rate : RATE));
      stage.print(
          "%s derived a network in %.0f s",
          each.name(), derived.get(derived.size() - 1).seconds());
    }
    return derived;
  }

  private Derived<A> search(SearchStrategy strategy, int epochs, double rate)
      throws InterruptedException {
    double start = stage.elapsed();
    try (Opened<A> opened = opener.open()) {
      OneShotResult<A> result = OneShotSearch.builder(space, opened.supernet())
          .strategy(strategy)
          .learningRate(new WarmRestarts(rate, rate / 50, epochs, 1))
          .epochs(epochs)
          .controllerSamples(2 * update)
          .derive(DERIVED, FINALISTS)
          .seed(stage.seed())
          .run();
      return new Derived<>(result, stage.elapsed() - start);
    }
  }

  /**
   * As many as fit the time, by the latest of a few steps, since the first make what others use.
   */
  private int epochs() throws InterruptedException {
    try (Opened<A> opened = opener.open()) {
      Supernet<A> supernet = opened.supernet();
      double step = 0;
      double score = 0;
      for (int i = 0; i < MEASURED; i++) {
        A child = space.sample(uniform(i)).architecture();
        double start = stage.elapsed();
        supernet.train(child, RATE / 50);
        double trained = stage.elapsed();
        supernet.score(child, 0);
        step = trained - start;
        score = stage.elapsed() - trained;
      }
      double end = score * (DERIVED + FINALISTS * supernet.validationBatches());
      double epoch = supernet.trainingBatches() * step + 2 * update * score;
      return (int) Math.max(1, (stage.searchSeconds() - stage.elapsed() - end) / epoch);
    }
  }

  private static Chooser uniform(long seed) {
    return Chooser.uniform(new SplittableRandom(seed));
  }
}
