package org.nas4j.firstversion;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.space.SearchSpace;

/**
 * A search that the first version ran: what stands in its journal must come out again.
 *
 * @param name of the journal
 * @param space what was searched
 * @param strategy the method
 * @param trials after how many evaluations it ended
 * @param further all else that was set
 * @param <A> type of an architecture
 */
record Recipe<A>(
    String name,
    SearchSpace<A> space,
    Supplier<SearchStrategy> strategy,
    int trials,
    UnaryOperator<SearchBuilder<A>> further) {

  /** So that two runs of a seed write the same. */
  private static final Clock STANDING =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  private static final long SEED = 20_17;

  static <A> Recipe<A> of(
      String name, SearchSpace<A> space, Supplier<SearchStrategy> strategy, int trials) {
    return new Recipe<>(name, space, strategy, trials, UnaryOperator.identity());
  }

  /** The same, with one more setting. */
  Recipe<A> with(UnaryOperator<SearchBuilder<A>> setting) {
    return new Recipe<>(
        name, space, strategy, trials, search -> setting.apply(further.apply(search)));
  }

  /** The search as it was run, but for the journal. */
  SearchBuilder<A> search() {
    return search(0);
  }

  /** The search with a larger budget. */
  SearchBuilder<A> search(int more) {
    SearchBuilder<A> search = NasSearch.builder(space)
        .strategy(strategy.get())
        .evaluator(Arithmetic::evaluate)
        .stopAfter(StopRule.trials(trials + more))
        .clock(STANDING)
        .ticker(() -> 0)
        .seed(SEED);
    return further.apply(search);
  }

  Path journal(Path folder) {
    return folder.resolve(name + ".jsonl");
  }

  @Override
  public String toString() {
    return name;
  }
}
