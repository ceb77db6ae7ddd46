package org.nas4j.engine;

import java.nio.file.Path;
import org.nas4j.strategy.Strategies;

/**
 * The program that {@link KillResumeTest} kills: a small search for each strategy, each with its
 * journal.
 */
final class KillableSearches {

  static final int TRIALS = 60;

  private KillableSearches() {}

  /**
   * Arguments: the folder of the journals, and the longest sleep of an evaluation in milliseconds.
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int sleep = Integer.parseInt(arguments[1]);
    for (String name : Strategies.names()) {
      search(name, folder, sleep).run();
    }
    System.out.println("done");
  }

  static SearchBuilder<Integer> search(String strategy, Path folder, int sleep) {
    return ToySearch.of(Strategies.named(strategy), TRIALS)
        .parallelism(2)
        .evaluator((candidate, context) -> {
          Thread.sleep((candidate.genotype().hashCode() & 0xff) * sleep / 0xff);
          return ToySearch.evaluate(candidate, context);
        })
        .store(journal(folder, strategy));
  }

  static Path journal(Path folder, String strategy) {
    return folder.resolve(strategy + ".jsonl");
  }
}
