package org.nas4j.engine;

import java.nio.file.Path;
import org.nas4j.search.RandomSearch;

/**
 * A program whose search evaluates some candidates and then waits for ever, with the journal held.
 */
final class HeldJournal {

  private static final int QUICK = 12;

  private HeldJournal() {}

  /** Argument: the journal. */
  public static void main(String[] arguments) {
    search(Path.of(arguments[0]))
        .endOnShutdown(true)
        .listener(new ProgressPrinter(System.out))
        .evaluator((candidate, context) -> {
          if (candidate.trialId() >= QUICK) {
            System.out.println("holding");
            Thread.sleep(Long.MAX_VALUE);
          }
          return ToySearch.evaluate(candidate, context);
        })
        .run();
  }

  static SearchBuilder<Integer> search(Path journal) {
    return ToySearch.of(new RandomSearch(), 30).store(journal);
  }
}
