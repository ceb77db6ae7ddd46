package org.nas4j.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchHandle;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Outcome;
import org.nas4j.search.SearchListener;
import org.nas4j.search.StopRule;

/** The machines elsewhere are threads of this process; the worker processes are real. */
class RemoteIsolationTest {

  private final ExecutorService machines = Executors.newCachedThreadPool();
  private final Queue<Future<?>> sent = new ConcurrentLinkedQueue<>();
  private final AtomicInteger carried = new AtomicInteger();

  @AfterEach
  void end() {
    machines.shutdownNow();
  }

  private Future<?> carry(Errand errand) {
    carried.incrementAndGet();
    Future<?> future = machines.submit(() -> {
      errand.run();
      return null;
    });
    sent.add(future);
    return future;
  }

  private static Isolation<Integer> isolation(String... behaviour) {
    return Isolation.builder(Children.class)
        .heapMegabytes(64)
        .nativeMegabytes(64)
        .jvmOption("-XX:TieredStopAtLevel=1")
        .jvmOption("-XX:+UseSerialGC")
        .setting("behaviour", String.join(",", behaviour))
        .build();
  }

  private SearchBuilder<Integer> elsewhere(Isolation<Integer> isolation, Carrier carrier) {
    return NasSearch.builder(isolation.space())
        .evaluatorPerRun(() -> isolation.open(carrier, Meeting.onThisMachine()))
        .failures(failures -> failures.abortAfter(100))
        .stopAfter(StopRule.trials(5));
  }

  private static List<?> essence(SearchResult<Integer> result) {
    return result.trials().stream()
        .map(trial -> List.of(
            trial.genotype(),
            trial.outcome().figures().map(e -> e.history().toString()).orElse("none"),
            trial.outcome() instanceof Outcome.Failed failed ? failed.reason() : "ended"))
        .toList();
  }

  private List<?> onAThread(Isolation<Integer> isolation) throws Exception {
    return essence(elsewhere(isolation, this::carry)
        .evaluator(new Children().evaluator(isolation.settings()))
        .run());
  }

  @Test
  void theSameTrialsAsOnThisMachineCrashesIncluded() {
    Isolation<Integer> isolation = isolation("good", "crash", "throw", "good", "halt");
    SearchBuilder<Integer> here =
        elsewhere(isolation, this::carry).evaluatorPerRun(isolation::open);
    SearchResult<Integer> there =
        elsewhere(isolation, this::carry).parallelism(2).run();
    assertThat(essence(there)).isEqualTo(essence(here.run()));
    assertThat(there.provenance()).containsEntry("evaluator.isolation", "process");
    assertThat(carried).hasValue(5);
  }

  @Test
  void aMachineThatIsLostCostsNothing() throws Exception {
    Isolation<Integer> isolation = isolation();
    AtomicInteger reports = new AtomicInteger();
    SearchListener killer = new SearchListener() {
      @Override
      public void onReport(Candidate<?> candidate, int step, Evaluation soFar) {
        if (reports.incrementAndGet() == 5) {
          sent.forEach(errand -> errand.cancel(true));
        }
      }
    };
    SearchResult<Integer> there =
        elsewhere(isolation, this::carry).listener(killer).run();
    assertThat(essence(there)).isEqualTo(onAThread(isolation));
    assertThat(carried).hasValue(6);
  }

  @Test
  void aTrialIsNotDoubledByASecondCopyOfItsErrand() throws Exception {
    Isolation<Integer> isolation = isolation();
    SearchResult<Integer> there = elsewhere(isolation, errand -> {
          machines.submit(() -> {
            errand.run();
            return null;
          });
          return carry(errand);
        })
        .run();
    assertThat(essence(there)).isEqualTo(onAThread(isolation));
  }

  /**
   * Within a second on a machine that does nothing else; how long it takes is measured elsewhere.
   */
  @Test
  void cancellationKillsTheProcess() throws Exception {
    Isolation<Integer> isolation = isolation("sleep");
    CountDownLatch begun = new CountDownLatch(1);
    SearchHandle<Integer> run = elsewhere(isolation, this::carry)
        .listener(new SearchListener() {
          @Override
          public void onTrialStarted(Candidate<?> candidate) {
            begun.countDown();
          }
        })
        .start();
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    while (workers() == 0) {
      Thread.sleep(20);
    }
    Thread.sleep(500);
    long start = System.nanoTime();
    run.cancelNow();
    while (workers() > 0) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
      Thread.sleep(10);
    }
    run.result().get(20, TimeUnit.SECONDS);
  }

  private static long workers() {
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .filter(process -> process.info().commandLine().orElse("").contains("WorkerMain"))
        .count();
  }

  @Test
  void saysThatNoMachineCanBeReached() {
    SearchResult<Integer> result = elsewhere(isolation(), errand -> {
          throw new IllegalStateException("stopped");
        })
        .run();
    assertThat(result.stopReason()).contains("no machine").contains("[stopped]").contains("Maybe");
  }

  @Test
  void whoDoesNotKnowTheKeyIsNotHeard() throws Exception {
    try (Exchange exchange = Exchange.open(isolation(), Meeting.onThisMachine());
        Call call = exchange.call()) {
      Errand known = call.errand();
      Errand guessed = new Errand(known.host(), known.port(), Handshake.newKey(), known.number());
      assertThat(catchIo(guessed)).hasMessageContaining("cannot be reached");
      try (Socket socket = new Socket(known.host(), known.port())) {
        socket.setSoTimeout(5_000);
        socket.getOutputStream().write(new byte[64]);
        assertThat(socket.getInputStream().readAllBytes()).hasSize(32);
      }
      assertThat(known.toString()).doesNotContain(known.key());
    }
  }

  private static IOException catchIo(Errand errand) {
    try {
      errand.run();
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  @Test
  @Tag("soak")
  void aCandidateWithWhichMachinesAreLostAgainAndAgainFails() {
    Isolation<Integer> isolation = isolation();
    SearchListener killer = new SearchListener() {
      @Override
      public void onReport(Candidate<?> candidate, int step, Evaluation soFar) {
        if (candidate.trialId() == 1) {
          sent.forEach(errand -> errand.cancel(true));
        }
      }
    };
    SearchResult<Integer> result =
        elsewhere(isolation, this::carry).listener(killer).run();
    assertThat(result.trials()).hasSize(5);
    assertThat(result.trials().get(1).outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.reason()).isEqualTo("machines lost"));
    assertThat(result.trials().get(2).outcome().figures().orElseThrow().history())
        .containsKey(Metric.VALIDATION_ACCURACY);
  }
}
