package org.nas4j.strategy.qlearning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.testkit.ToySpaces;

/** Master, controller and compute nodes of BlockQNN as strategy, session and workers. */
class BlockQnnRolesTest {

  private static final int BLOCKS = 256;

  /** Three threads of different speed, each with a record of the blocks that it trained. */
  private static final class Nodes {

    private final Map<Thread, Integer> delay = new ConcurrentHashMap<>();
    private final Map<Thread, AtomicInteger> trained = new ConcurrentHashMap<>();
    private final AtomicInteger nodes = new AtomicInteger();
    final ConcurrentLinkedQueue<Long> blocks = new ConcurrentLinkedQueue<>();

    Evaluation train(Candidate<List<Integer>> block) throws InterruptedException {
      Thread node = Thread.currentThread();
      int millis = delay.computeIfAbsent(node, each -> 12 * nodes.getAndIncrement());
      trained.computeIfAbsent(node, each -> new AtomicInteger()).incrementAndGet();
      blocks.add(block.trialId());
      Thread.sleep(millis);
      double sum = block.architecture().stream().mapToInt(Integer::intValue).sum();
      return Evaluation.of(Metric.VALIDATION_ACCURACY, sum / 18);
    }

    Set<Thread> names() {
      return trained.keySet();
    }
  }

  private static SearchBuilder<List<Integer>> search(Nodes nodes) {
    return NasSearch.builder(ToySpaces.grid(6, 4))
        .strategy(QLearning.blockQnn().toBuilder()
            .exploration(EpsilonSchedule.BLOCK_QNN_ITERATIONS.scaled(1))
            .build())
        .evaluator((candidate, context) -> nodes.train(candidate))
        .parallelism(3)
        .lookahead(2 * Tabular.BLOCK_QNN.period())
        .stopAfter(StopRule.trials(BLOCKS));
  }

  private static void assertEachBlockOnce(Nodes nodes, SearchResult<List<Integer>> result) {
    List<Long> evaluated = result.trials().stream()
        .filter(Trial::wasEvaluated)
        .map(Trial::id)
        .sorted()
        .toList();
    assertThat(nodes.blocks.stream().sorted()).isEqualTo(evaluated).hasSize(BLOCKS);
    assertThat(result.trials()).extracting(Trial::id).doesNotHaveDuplicates();
    assertThat(nodes.names()).hasSize(3);
    assertThat(result.trials())
        .allSatisfy(trial -> assertThat(trial.outcome().reward()).isPresent());
  }

  @Test
  void losesAndRepeatsNoBlock() {
    Nodes nodes = new Nodes();
    assertEachBlockOnce(nodes, search(nodes).run());
  }

  @Test
  void losesAndRepeatsNoBlockInAnyOrder() {
    Nodes nodes = new Nodes();
    assertEachBlockOnce(nodes, search(nodes).asynchronous(true).run());
  }
}
