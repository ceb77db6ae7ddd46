package org.nas4j.strategy.asha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ControllerContract;
import org.nas4j.testkit.ToySpaces;

class AshaTest extends ControllerContract {

  private static final Rungs RUNGS = new Rungs(1, 3, 3);
  private static final SearchSpace<List<Integer>> GRID = ToySpaces.grid(3, 10);

  private final SplittableRandom random = new SplittableRandom(1);

  @TempDir
  private Path folder;

  @Override
  protected SearchStrategy strategy() {
    return Asha.li();
  }

  private final PromotionController controller =
      new PromotionController(RUNGS, new LearningRun<>(RUNGS.over(GRID), 1));
  private long nextId;

  private Proposal propose() {
    return controller.propose(random).orElseThrow();
  }

  private void tell(Proposal proposal, double reward) {
    Outcome outcome = new Outcome.Scored(reward, Evaluation.of(Metric.VALIDATION_ACCURACY, reward));
    controller.observe(
        new Trial(
            nextId++,
            proposal.genotype(),
            proposal.parent(),
            outcome,
            Duration.ZERO,
            OptionalLong.empty()),
        random);
  }

  private void atTheLowest(double... rewards) {
    for (double reward : rewards) {
      Proposal proposal = propose();
      assertThat(Rungs.rung(proposal.genotype())).isZero();
      assertThat(proposal.parent()).isEmpty();
      tell(proposal, reward);
    }
  }

  private Proposal promoted(int rung, long parent) {
    Proposal proposal = propose();
    assertThat(Rungs.rung(proposal.genotype())).isEqualTo(rung);
    assertThat(proposal.parent()).hasValue(parent);
    return proposal;
  }

  /** η = 3: of three that ended exactly the best one goes on, with the same answers. */
  @Test
  void promotesOneOfThree() {
    Proposal first = propose();
    tell(first, 0.5);
    atTheLowest(0.1, 0.3);
    Proposal second = promoted(1, 0);
    assertThat(second.genotype().genes().subList(1, 4))
        .isEqualTo(first.genotype().genes().subList(1, 4));
    atTheLowest(0.9);
  }

  /**
   * The trace by hand: 1 is the best of three. Of four the best is 4; of seven the two best are 8
   * and 4. While 8 is under way, 9 is the best of eight, but first that ends as trial 10, with
   * which rung 1 has three, and the best of them, trial 5, goes to the top. Of four in rung 1 the
   * best is then trial 12, to which 9 was promoted.
   */
  @Test
  void promotesFromTheHighestRungFirst() {
    atTheLowest(0.1, 0.5, 0.3);
    tell(promoted(1, 1), 0.55);
    atTheLowest(0.6);
    tell(promoted(1, 4), 0.75);
    atTheLowest(0.2, 0.4, 0.7);
    Proposal underWay = promoted(1, 8);
    atTheLowest(0.8);
    tell(underWay, 0.65);
    tell(promoted(2, 5), 0.8);
    tell(promoted(1, 9), 0.9);
    tell(promoted(2, 12), 0.1);
    atTheLowest(0.05);
  }

  /** A promotion that is under way is not made again; one that was withdrawn is. */
  @Test
  void promotesEachOnce() {
    atTheLowest(0.1, 0.5, 0.3);
    Proposal underWay = promoted(1, 1);
    assertThat(Rungs.rung(propose().genotype())).isZero();
    controller.withdraw(underWay.genotype());
    promoted(1, 1);
  }

  /** Of two promotions under way one is withdrawn: only that one may be made again. */
  @Test
  void withdrawingOnePromotionLeavesTheOthers() {
    atTheLowest(0.1, 0.5, 0.3);
    Proposal second = promoted(1, 1);
    atTheLowest(0.6);
    Proposal best = promoted(1, 3);
    controller.withdraw(second.genotype());
    assertThat(Rungs.rung(propose().genotype())).isZero();
    controller.withdraw(best.genotype());
    promoted(1, 3);
  }

  /** A trial of another search went on from trial 1, and one is above the highest rung. */
  @Test
  void promotionsOfOthersCount() {
    atTheLowest(0.1, 0.5, 0.3);
    SearchSpace<List<Integer>> higher = new Rungs(1, 3, 4).over(GRID);
    tell(new Proposal(higher.sample(point -> 3).genotype(), OptionalLong.empty()), 0.9);
    tell(new Proposal(higher.sample(point -> 1).genotype(), OptionalLong.of(1)), 0.1);
    assertThat(Rungs.rung(propose().genotype())).isZero();
  }

  @Test
  void drawsOnlyWhatIsNewAndCanBeBuilt() {
    SearchSpace<Integer> space = RUNGS.over(ToySpaces.partlyInfeasible());
    LearningRun<Integer> run = new LearningRun<>(space, 1);
    PromotionController drawing = new PromotionController(RUNGS, run);
    for (int i = 0; i < 100; i++) {
      Genotype drawn = drawing.propose(random).orElseThrow().genotype();
      assertThat(space.replay(drawn).walk().isFeasible()).isTrue();
    }
    LearningRun<List<Integer>> four = new LearningRun<>(RUNGS.over(ToySpaces.grid(2, 2)), 1);
    PromotionController exhausted = new PromotionController(RUNGS, four);
    Set<Genotype> drawn = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      drawn.add(exhausted.propose(random).orElseThrow().genotype());
    }
    assertThat(drawn).hasSize(4);
    long before = four.walks();
    assertThat(drawn).contains(exhausted.propose(random).orElseThrow().genotype());
    assertThat(four.walks() - before).isEqualTo(50);
  }

  /** Whoever is promoted is among the first ⌊n/3⌋ of those that have ended at its rung by then. */
  @Test
  void promotesOnlyFromTheBestThird() {
    SplittableRandom rewards = new SplittableRandom(5);
    List<Double> values = new ArrayList<>();
    List<Integer> at = new ArrayList<>();
    int promotions = 0;
    for (int i = 0; i < 300; i++) {
      Proposal proposal = propose();
      int rung = Rungs.rung(proposal.genotype());
      if (rung > 0) {
        double parent = values.get((int) proposal.parent().orElseThrow());
        long ended = at.stream().filter(each -> each == rung - 1).count();
        long better = IntStream.range(0, i)
            .filter(id -> at.get(id) == rung - 1 && values.get(id) > parent)
            .count();
        assertThat(better).isLessThan(ended / 3);
        promotions++;
      }
      values.add(rewards.nextDouble());
      at.add(rung);
      tell(proposal, values.get(i));
    }
    assertThat(promotions).isGreaterThan(80);
    assertThat(at).contains(2);
  }

  /** Without the rung. */
  private static double quality(Genotype genotype) {
    int sum = genotype.genes().stream().mapToInt(gene -> gene.option()).sum();
    return (sum - Rungs.rung(genotype)) / 27.0;
  }

  private static Evaluation evaluate(Candidate<List<Integer>> candidate) {
    SplittableRandom noise = new SplittableRandom(candidate.genotype().hashCode());
    int rung = Rungs.rung(candidate.genotype());
    double value = quality(candidate.genotype()) + 0.02 * noise.nextGaussian() / (1 + rung);
    return Evaluation.of(Metric.VALIDATION_ACCURACY, value);
  }

  private static SearchBuilder<List<Integer>> search(long seed) {
    return NasSearch.builder(RUNGS.over(GRID))
        .strategy(Asha.of(RUNGS))
        .evaluator((candidate, context) -> evaluate(candidate))
        .deduplicateBy(Candidate::genotype)
        .seed(seed);
  }

  private static List<String> table(List<Trial> trials) {
    return trials.stream()
        .map(each ->
            each.id() + " " + each.genotype() + each.parent() + each.outcome().reward())
        .toList();
  }

  @Test
  void anyNumberOfWorkersGivesTheSameTrials() {
    List<Trial> alone = search(3).stopAfter(StopRule.trials(60)).run().trials();
    List<Trial> three =
        search(3).stopAfter(StopRule.trials(60)).parallelism(3).run().trials();
    assertThat(table(three)).isEqualTo(table(alone));
    assertThat(alone.stream().filter(each -> each.parent().isPresent())).hasSizeGreaterThan(10);
  }

  @Test
  void resumesWhereItWasEnded() {
    Path journal = folder.resolve("run.jsonl");
    search(3).stopAfter(StopRule.trials(25)).store(journal).run();
    List<Trial> resumed =
        search(3).stopAfter(StopRule.trials(60)).store(journal).run().trials();
    List<Trial> whole = search(3).stopAfter(StopRule.trials(60)).run().trials();
    assertThat(table(resumed)).isEqualTo(table(whole));
  }

  /** A trial at 3 epochs cost two more than its parent had, one at 9 six more. */
  @Test
  void countsEpochsOnce() {
    assertThat(RUNGS.before(0)).isZero();
    assertThat(RUNGS.before(2)).isEqualTo(RUNGS.resource(1)).isEqualTo(3);
    assertThat(Rungs.li().resource(4)).isEqualTo(256);
    List<Trial> trials =
        search(1).lookahead(1).stopAfter(StopRule.trials(13)).run().trials();
    long[] at = new long[3];
    trials.forEach(each -> at[Rungs.rung(each.genotype())]++);
    assertThat(RUNGS.spent(trials)).isEqualTo(at[0] + 2 * at[1] + 6 * at[2]);
  }

  /** A config of the best hundredth at the top, with a quarter of random search's epochs. */
  @Test
  void findsTheBestWithAQuarterOfTheEpochs() {
    Rungs rungs = new Rungs(1, 4, 4);
    int byAsha = 0;
    int byRandom = 0;
    for (int seed = 0; seed < 20; seed++) {
      byAsha += finds(Asha.of(rungs), rungs, 1_600, seed) ? 1 : 0;
      byRandom += finds(new RandomSearch(), rungs, 6_400, seed) ? 1 : 0;
    }
    assertThat(byAsha).isGreaterThanOrEqualTo(byRandom).isGreaterThan(15);
  }

  /** Of 1,000 sums of three digits ten are above 24: one hundredth. */
  private static boolean finds(SearchStrategy strategy, Rungs rungs, long epochs, long seed) {
    boolean isAsha = strategy instanceof Asha;
    LearningRun<List<Integer>> run = new LearningRun<>(isAsha ? rungs.over(GRID) : GRID, seed);
    var searching = strategy.open(run);
    SplittableRandom noise = new SplittableRandom(seed);
    long spent = 0;
    for (long id = 0; spent < epochs; id++) {
      Proposal proposal = searching.propose(noise).orElseThrow();
      int rung = isAsha ? Rungs.rung(proposal.genotype()) : rungs.top();
      spent += rungs.resource(rung) - (isAsha ? rungs.before(rung) : 0);
      double quality = quality(proposal.genotype());
      if (rung == rungs.top() && quality > 24.5 / 27) {
        return true;
      }
      double reward = quality + 0.02 * noise.nextGaussian() / (1 + rung);
      Outcome outcome =
          new Outcome.Scored(reward, Evaluation.of(Metric.VALIDATION_ACCURACY, reward));
      searching.observe(
          new Trial(
              id,
              proposal.genotype(),
              proposal.parent(),
              outcome,
              Duration.ZERO,
              OptionalLong.empty()),
          noise);
    }
    return false;
  }

  @Test
  void saysHowToTellPromotionsFromDuplicates() {
    assertThatThrownBy(() -> NasSearch.builder(
                RUNGS.over(choices -> "x" + choices.pick(Decision.of("a", 1, 2, 3, 4, 5, 6))))
            .strategy(Asha.of(RUNGS))
            .evaluator((candidate, context) ->
                Evaluation.of(Metric.VALIDATION_ACCURACY, quality(candidate.genotype())))
            .deduplicateBy(Candidate::architecture)
            .stopAfter(StopRule.trials(20))
            .run())
        .hasStackTraceContaining("deduplicateBy(Candidate::genotype)");
  }

  @Test
  void rungsRiseAsFarAsCanBeCounted() {
    assertThat(new Rungs(1, 2, 31).resource(30)).isEqualTo(1 << 30);
    assertThat(new Rungs(Integer.MAX_VALUE, 2, 1).resource(0)).isEqualTo(Integer.MAX_VALUE);
    assertThatThrownBy(() -> new Rungs(4, 2, 30)).hasMessageContaining("[4]");
    assertThat(Asha.of(RUNGS).settings()).containsValue(RUNGS.toString());
  }

  @Test
  void refusesRungsThatDoNotRise() {
    assertThatThrownBy(() -> new Rungs(1, 1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1]");
    assertThatThrownBy(() -> new Rungs(1, 10, 30))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[30]");
  }
}
