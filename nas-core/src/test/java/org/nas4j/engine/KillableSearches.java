package org.nas4j.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.nas4j.eval.Evaluator;
import org.nas4j.search.StopRule;
import org.nas4j.strategy.Strategies;

/**
 * The program that {@link KillResumeTest} kills: a small search for each strategy, each with its
 * journal.
 */
final class KillableSearches {

  static final int TRIALS = 60;

  /** Their policies take longer than all other strategies'. */
  private static final int TRIALS_OF_EDITS = 12;

  private KillableSearches() {}

  /**
   * Arguments: the folder of the journals, and the longest sleep of an evaluation in milliseconds.
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int sleep = Integer.parseInt(arguments[1]);
    for (String name : names()) {
      search(name, folder, sleep).run();
    }
    System.out.println("done");
  }

  /** Of all strategies that any space can have, and of those that edit networks. */
  static List<String> names() {
    return Stream.concat(Strategies.names().stream(), EditSearches.NAMES.stream())
        .toList();
  }

  static SearchBuilder<?> search(String name, Path folder, int sleep) {
    return EditSearches.NAMES.contains(name)
        ? slow(EditSearches.search(name), EditSearches::evaluate, sleep)
            .stopAfter(StopRule.trials(TRIALS_OF_EDITS))
            .parallelism(2)
            .store(journal(folder, name))
        : slow(ToySearch.of(Strategies.named(name), TRIALS), ToySearch::evaluate, sleep)
            .parallelism(2)
            .store(journal(folder, name));
  }

  private static <A> SearchBuilder<A> slow(
      SearchBuilder<A> search, Evaluator<A> evaluator, int sleep) {
    return search.evaluator((candidate, context) -> {
      Thread.sleep((candidate.genotype().hashCode() & 0xff) * sleep / 0xff);
      return evaluator.evaluate(candidate, context);
    });
  }

  static Path journal(Path folder, String strategy) {
    return folder.resolve(strategy + ".jsonl");
  }
}
