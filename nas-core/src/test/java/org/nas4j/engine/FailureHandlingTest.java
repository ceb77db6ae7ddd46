package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.search.Progress;
import org.nas4j.search.SearchListener;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.store.Journal;

/** The handling of a failure cannot fail itself, so that a run never waits for ever. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailureHandlingTest {

  private static SearchBuilder<Integer> search(Evaluator<Integer> evaluator) {
    return NasSearch.builder(ToySearch.SPACE)
        .evaluator(evaluator)
        .deduplicateBy(Candidate::genotype)
        .failures(failures -> failures.abortAfter(1000))
        .stopAfter(StopRule.trials(12))
        .seed(3);
  }

  private static Evaluation figures(Candidate<Integer> candidate) {
    return Evaluation.of(Metric.VALIDATION_ACCURACY, candidate.architecture() / 1000.0);
  }

  /** Not even asked for its message. */
  private static final class Hostile extends RuntimeException {

    private static final long serialVersionUID = 1;
    private final transient Throwable instead;

    Hostile(Throwable instead) {
      this.instead = instead;
    }

    @Override
    public String getMessage() {
      throw FailureHandlingTest.<RuntimeException>sneak(instead);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  static List<Throwable> insteadOfMessages() {
    return List.of(
        new IllegalStateException("from getMessage"),
        new StackOverflowError(),
        new OutOfMemoryError("in the handler"));
  }

  @ParameterizedTest
  @MethodSource("insteadOfMessages")
  void anExceptionWhoseMessageThrowsCostsItsTrialOnly(Throwable instead) {
    SearchResult<Integer> result = search((candidate, context) -> {
          if (candidate.trialId() % 3 == 1) {
            throw new Hostile(instead);
          }
          return figures(candidate);
        })
        .parallelism(2)
        .run();
    assertThat(evaluated(result)).hasSize(12);
    assertThat(result.failures()).containsOnlyKeys("Hostile");
    assertThat(result.failures().get("Hostile").firstMessage()).contains("cannot be told");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anExceptionWhoseMessageThrowsIsRetriedAndTimedLikeAnyOther(boolean limited) {
    SearchResult<Integer> result = search((candidate, context) -> {
          throw new Hostile(new IllegalStateException("no message"));
        })
        .limits(limits -> limited ? limits.perTrial(Duration.ofMinutes(1)) : limits)
        .failures(failures -> failures.retry(1))
        .run();
    assertThat(result.failures().get("Hostile").count()).isEqualTo(12);
  }

  @Test
  void exhaustedMemoryCostsTheTrialsThatWereRunningAtMost(@TempDir Path folder) throws Exception {
    Path journal = folder.resolve("run.jsonl");
    int starts = 0;
    while (!endsByItself(journal)) {
      starts++;
      assertThat(starts).as("processes that memory ended").isLessThan(10);
    }
    assertThat(Journal.read(journal).log().trials().stream().filter(Trial::wasEvaluated))
        .hasSize(40);
  }

  /** Memory may end on the searching thread too; then a fresh JVM goes on from the journal. */
  private static boolean endsByItself(Path journal) throws IOException {
    try (ChildJvm child = ChildJvm.start(HeapHogs.class, journal)) {
      String said = child.awaitEnd();
      boolean ended = said.contains("evaluated 40");
      assertThat(ended || said.contains("OutOfMemoryError") || said.contains("NoClassDefFound"))
          .as(said)
          .isTrue();
      return ended;
    }
  }

  /** Half of its candidates want more memory than there is. */
  static final class HeapHogs {

    private HeapHogs() {}

    public static void main(String[] arguments) {
      SearchBuilder<Integer> search = search((candidate, context) -> {
            List<byte[]> hog = new ArrayList<>();
            while (candidate.trialId() % 2 == 1) {
              hog.add(new byte[1 << 16]);
            }
            context.report(1, figures(candidate));
            return figures(candidate);
          })
          .stopAfter(StopRule.trials(40))
          .parallelism(2)
          .store(Path.of(arguments[0]));
      System.out.println("evaluated " + evaluated(search.run()).size());
    }
  }

  @Test
  void aThreadThatDiedIsNoticedAndReplaced() {
    AtomicReference<Thread> worker = new AtomicReference<>();
    SearchResult<Integer> result = search((candidate, context) -> {
          worker.set(Thread.currentThread());
          return figures(candidate);
        })
        .lookahead(1)
        .listener(new SearchListener() {
          @Override
          public void onTrialFinished(Trial trial, Progress progress, double spent) {
            if (trial.id() == 0) {
              kill(worker.get());
            }
          }
        })
        .run();
    assertThat(evaluated(result)).hasSize(12);
    assertThat(result.failures().get("worker ended").count()).isEqualTo(1);
  }

  @SuppressWarnings({"deprecation", "removal"}) // there is no other way to kill a thread
  private static void kill(Thread thread) {
    boolean stopped = true;
    try {
      thread.stop();
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (UnsupportedOperationException e) {
      stopped = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    assumeThat(stopped).as("this Java can stop threads").isTrue();
  }

  @Test
  void anAnonymousExceptionHasAReasonToCountBy() {
    SearchResult<Integer> result = search((candidate, context) -> {
          throw new IllegalStateException("anonymous") {
            private static final long serialVersionUID = 1;
          };
        })
        .stopAfter(StopRule.trials(3))
        .run();
    assertThat(result.failures().keySet()).singleElement().asString().contains("$");
  }

  private static List<Trial> evaluated(SearchResult<?> result) {
    return result.trials().stream().filter(Trial::wasEvaluated).toList();
  }
}
