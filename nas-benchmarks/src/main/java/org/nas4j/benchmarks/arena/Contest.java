package org.nas4j.benchmarks.arena;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Optional;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchSession;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.SearchSpace;
import org.nas4j.tabular.TableEntry;
import org.nas4j.tabular.TabularBenchmark;

/**
 * One strategy on one table. Each run happens on the calling thread, so that its time can be told
 * from that of runs beside it. Immutable.
 *
 * @param table what is searched
 * @param space its candidates, with what is known of them
 * @param name of the strategy
 * @param strategy its recipe
 * @param budget what a run may spend
 * @param lookahead trials in flight between proposal and observation
 */
record Contest(
    TabularBenchmark table,
    SearchSpace<TableEntry> space,
    String name,
    SearchStrategy strategy,
    Budget budget,
    int lookahead) {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  Run run(long seed) {
    long begun = THREADS.getCurrentThreadCpuTime();
    SearchSession<TableEntry> session = NasSearch.builder(space)
        .strategy(strategy)
        .reward(table.reward())
        .stopAfter(budget.stopRule())
        .lookahead(lookahead)
        .seed(seed)
        .open();
    Course course = new Course(budget);
    for (Optional<Candidate<TableEntry>> asked = session.ask();
        asked.isPresent();
        asked = session.ask()) {
      TableEntry entry = asked.get().architecture();
      Evaluation evaluation = table.evaluate(entry);
      course.add(budget.cost(evaluation), table.reward().reward(evaluation), table.report(entry));
      session.tell(asked.get().trialId(), evaluation);
    }
    return course.end(THREADS.getCurrentThreadCpuTime() - begun);
  }
}
