package org.nas4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nas4j.search.Controller;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;

/**
 * What every {@link SearchStrategy} and its {@link Controller} must do, on conditional, masked,
 * anchored and partly infeasible spaces. A strategy's test class extends this one and adds what is
 * its own.
 */
public abstract class ControllerContract {

  private static final int PROPOSALS = 60;
  private static final int WARM = 15;
  private static final long SEED = 5;

  /** For test classes. */
  protected ControllerContract() {}

  /**
   * What is tested.
   *
   * @return may be the same or an equal one each time
   */
  protected abstract SearchStrategy strategy();

  /**
   * The spaces to test on.
   *
   * @return by default all of {@link ToySpaces}
   */
  protected Map<String, SearchSpace<?>> spaces() {
    return ToySpaces.all();
  }

  private Stream<DynamicTest> onEachSpace(Check check) {
    return spaces().entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> check.run(each.getValue())));
  }

  private List<Genotype> run(SearchStrategy strategy, SearchSpace<?> space, int lookahead) {
    return new ToyRun(strategy, space, SEED).propose(PROPOSALS, lookahead).genotypes();
  }

  /**
   * Each proposal replays on the space: all its answers are legal, none is missing or too many.
   *
   * @return a test for each space
   */
  @TestFactory
  final Stream<DynamicTest> proposesWhatFitsTheSpace() {
    return onEachSpace(space -> {
      List<Genotype> genotypes = run(strategy(), space, 1);
      assertThat(genotypes).isNotEmpty();
      for (Genotype genotype : genotypes) {
        assertThatCode(() -> space.replay(genotype)).as("%s", genotype).doesNotThrowAnyException();
      }
    });
  }

  /**
   * Equal seeds give equal proposals.
   *
   * @return a test for each space
   */
  @TestFactory
  final Stream<DynamicTest> repeatsItself() {
    return onEachSpace(
        space -> assertThat(run(strategy(), space, 1)).isEqualTo(run(strategy(), space, 1)));
  }

  /**
   * One recipe, opened twice and asked in turn, gives runs that know nothing of each other.
   *
   * @return a test for each space
   */
  @TestFactory
  final Stream<DynamicTest> opensIndependentRuns() {
    return onEachSpace(space -> {
      SearchStrategy shared = strategy();
      List<Genotype> alone = run(strategy(), space, 1);
      ToyRun one = new ToyRun(shared, space, SEED);
      ToyRun other = new ToyRun(shared, space, SEED + 1);
      ToyRun twin = new ToyRun(shared, space, SEED);
      for (int i = 0; i < PROPOSALS; i++) {
        one.propose(1, 1);
        other.propose(1, 1);
        twin.propose(1, 1);
      }
      assertThat(one.genotypes()).isEqualTo(alone);
      assertThat(twin.genotypes()).isEqualTo(alone);
    });
  }

  /**
   * With eight trials in flight it proposes what fits and repeats itself too.
   *
   * @return a test for each space
   */
  @TestFactory
  final Stream<DynamicTest> copesWithLookahead() {
    return onEachSpace(space -> {
      List<Genotype> genotypes = run(strategy(), space, 8);
      assertThat(genotypes).isEqualTo(run(strategy(), space, 8)).isNotEmpty();
      genotypes.forEach(
          genotype -> assertThatCode(() -> space.replay(genotype)).doesNotThrowAnyException());
    });
  }

  /**
   * It observes trials that it did not propose, goes on from there, and repeats itself.
   *
   * @return a test for each space
   */
  @TestFactory
  final Stream<DynamicTest> startsFromUnknownTrials() {
    return onEachSpace(space -> {
      List<Genotype> genotypes = warm(space).genotypes();
      assertThat(genotypes).isEqualTo(warm(space).genotypes());
      genotypes.forEach(
          genotype -> assertThatCode(() -> space.replay(genotype)).doesNotThrowAnyException());
    });
  }

  private ToyRun warm(SearchSpace<?> space) {
    return new ToyRun(strategy(), space, SEED)
        .warmStart(WARM)
        .propose(PROPOSALS / 2, 4)
        .warmStart(WARM)
        .propose(PROPOSALS / 2, 1);
  }

  /**
   * Proposals may be withdrawn: it goes on with what fits the space, and repeats itself.
   *
   * @return a test for each space
   */
  @TestFactory
  final Stream<DynamicTest> copesWithWithdrawnProposals() {
    return onEachSpace(space -> {
      List<Genotype> genotypes = interrupted(space).genotypes();
      assertThat(genotypes).isEqualTo(interrupted(space).genotypes()).isNotEmpty();
      genotypes.forEach(
          genotype -> assertThatCode(() -> space.replay(genotype)).doesNotThrowAnyException());
    });
  }

  private ToyRun interrupted(SearchSpace<?> space) {
    return new ToyRun(strategy(), space, SEED)
        .propose(PROPOSALS / 2, 4)
        .withdraw(PROPOSALS / 2)
        .propose(PROPOSALS / 2, 1);
  }

  /**
   * Parents are trials that were observed before.
   *
   * @return a test for each space
   */
  @TestFactory
  final Stream<DynamicTest> namesOnlyEarlierTrialsAsParents() {
    return onEachSpace(space -> {
      ToyRun run = new ToyRun(strategy(), space, SEED).propose(PROPOSALS, 1);
      run.trials()
          .forEach(trial ->
              trial.parent().ifPresent(parent -> assertThat(parent).isBetween(0L, trial.id() - 1)));
    });
  }

  private interface Check {
    void run(SearchSpace<?> space);
  }
}
