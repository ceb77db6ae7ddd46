package org.nas4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Outcome;
import org.nas4j.search.RunHeader;
import org.nas4j.search.RunLog;
import org.nas4j.search.SpaceFingerprint;
import org.nas4j.search.Trial;
import org.nas4j.search.TrialStore;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;

/**
 * What every {@link TrialStore} must do. A store's test class extends this one and adds what is its
 * own.
 */
public abstract class TrialStoreContract {

  private static final RunHeader HEADER = new RunHeader(
      7,
      4,
      "Toy",
      Map.of("step", "0.1"),
      new SpaceFingerprint("digest", Map.of("digit", List.of("0", "1")), List.of("digit 2/2 = 0")),
      Map.of("java", "any"),
      Map.of("stopAfter", "9 trials"));

  /** For test classes. */
  protected TrialStoreContract() {}

  /**
   * A store that holds nothing and has not been opened.
   *
   * @return another one each time
   */
  protected abstract TrialStore empty();

  /**
   * The store of a later process, for stores that outlive theirs.
   *
   * @param closed a store of {@link #empty}, closed
   * @return a store of the same trials, which has not been opened; empty if the trials are gone
   */
  protected abstract Optional<TrialStore> reopened(TrialStore closed);

  private static Trial trial(long id, Outcome outcome, OptionalLong duplicateOf) {
    Genotype genotype =
        new Genotype(List.of(new Gene("digit", (int) Math.abs(id)), new Gene("digit", 0)));
    OptionalLong parent = id % 2 == 0 ? OptionalLong.empty() : OptionalLong.of(id - 1);
    return new Trial(
        id, genotype, parent, outcome, Duration.ofNanos(123_456_789 + id), duplicateOf);
  }

  private static Trial scored(long id) {
    Evaluation evaluation = Evaluation.of(Metric.VALIDATION_ACCURACY, id / 7.0);
    return trial(id, new Outcome.Scored(id / 7.0, evaluation), OptionalLong.empty());
  }

  private static List<Trial> allKinds() {
    Evaluation rich = Evaluation.of(Metric.maximized("same"), 0.1 + 0.2)
        .with(Metric.minimized("same"), Double.NaN)
        .with(Metric.LATENCY_SECONDS, Double.NEGATIVE_INFINITY)
        .withStep(Metric.VALIDATION_ACCURACY, Double.MIN_VALUE)
        .withStep(Metric.VALIDATION_ACCURACY, 1e300);
    return List.of(
        trial(0, new Outcome.Scored(-0.0, rich), OptionalLong.empty()),
        trial(1, new Outcome.Stopped(1e-9, rich, "behind"), OptionalLong.empty()),
        trial(
            2,
            new Outcome.Failed(
                "boom", "line\nbreak \"quoted\" \ud800 \u00e9", OptionalDouble.empty()),
            OptionalLong.empty()),
        trial(3, new Outcome.Failed("", "", OptionalDouble.of(-1)), OptionalLong.empty()),
        trial(4, new Outcome.Rejected("no row", "too wide"), OptionalLong.empty()),
        trial(5, new Outcome.Scored(-0.0, rich), OptionalLong.of(0)));
  }

  private static RunLog open(TrialStore store) {
    return store.open(logged -> {
      logged.ifPresent(earlier -> assertThat(earlier).isEqualTo(HEADER));
      return HEADER;
    });
  }

  /** Nothing is there at first. */
  @Test
  final void beginsEmpty() {
    try (TrialStore store = empty()) {
      RunLog log = open(store);
      assertThat(log.trials()).isEmpty();
      assertThat(log.proposed()).isZero();
      assertThat(log.elapsed()).isZero();
      assertThat(log.stopped()).isFalse();
      assertThat(store.trials()).isEmpty();
    }
  }

  /** Trials that ended in another order are kept in that of their ids. */
  @Test
  final void sortsByIds() {
    try (TrialStore store = empty()) {
      open(store);
      for (long id : new long[] {-2, -1, 1, 0, 3, 2, 4}) {
        store.append(scored(id));
      }
      assertThat(store.trials())
          .extracting(Trial::id)
          .containsExactly(-2L, -1L, 0L, 1L, 2L, 3L, 4L);
    }
  }

  /** A trial ends once. */
  @Test
  final void refusesATrialTwice() {
    try (TrialStore store = empty()) {
      open(store);
      store.append(scored(0));
      store.append(scored(1));
      assertThatThrownBy(() -> store.append(scored(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[0]");
      assertThat(store.trials()).hasSize(2);
    }
  }

  /** Events besides the ends of trials leave the trials alone. */
  @Test
  final void startsAndReportsAreNoTrials() {
    try (TrialStore store = empty()) {
      open(store);
      tellAll(store, scored(0));
      assertThat(store.trials()).containsExactly(scored(0));
    }
  }

  private static void tellAll(TrialStore store, Trial trial) {
    store.started(
        new Candidate<>(trial.id(), trial.genotype(), "architecture", OptionalLong.empty()));
    store.reported(trial.id(), 1, Evaluation.of(Metric.VALIDATION_LOSS, Double.NaN));
    store.append(trial);
    store.stopped("enough");
  }

  /** Closing again, and late reports, do nothing. */
  @Test
  final void closesTwice() {
    TrialStore store = empty();
    open(store);
    store.close();
    assertThatCode(() -> {
          store.close();
          store.reported(0, 1, Evaluation.of(Metric.VALIDATION_LOSS, 1));
        })
        .doesNotThrowAnyException();
  }

  /** Whatever was appended is there in a later process, equal in every bit. */
  @Test
  final void keepsAllKindsOfTrials() {
    TrialStore store = empty();
    open(store);
    allKinds().forEach(store::append);
    assertThat(store.trials()).isEqualTo(allKinds());
    store.close();
    reopened(store).ifPresent(later -> {
      try (later) {
        assertThat(open(later).trials()).isEqualTo(allKinds());
        assertThat(later.trials()).isEqualTo(allKinds());
        later.append(scored(6));
        assertThat(later.trials()).hasSize(7);
      }
    });
  }

  /**
   * A later process is told which trials had been proposed, and whether the run had ended by
   * itself.
   */
  @Test
  final void remembersHowFarTheRunHadCome() {
    TrialStore store = empty();
    open(store);
    tellAll(store, scored(0));
    store.started(new Candidate<>(2, scored(2).genotype(), "architecture", OptionalLong.empty()));
    store.close();
    reopened(store).ifPresent(later -> {
      try (later) {
        RunLog log = open(later);
        assertThat(log.proposed()).isEqualTo(3);
        assertThat(log.stopped()).isTrue();
      }
    });
  }

  /** Another run is refused by those that remember, and leaves the store as it was. */
  @Test
  final void refusesAnotherRun() {
    TrialStore store = empty();
    open(store);
    store.append(scored(0));
    store.close();
    reopened(store).ifPresent(later -> {
      RunHeader other = new RunHeader(
          8, 4, "Toy", HEADER.settings(), HEADER.space(), HEADER.provenance(), HEADER.search());
      assertThatThrownBy(() -> later.open(logged -> other))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("seed: was [7], is [8]");
      later.close();
      try (TrialStore again = reopened(later).orElseThrow()) {
        assertThat(open(again).trials()).containsExactly(scored(0));
      }
    });
  }
}
