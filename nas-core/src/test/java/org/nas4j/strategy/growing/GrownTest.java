package org.nas4j.strategy.growing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.eval.Metric;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Proposal;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Decision;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.space.Walk;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.strategy.LearningRun;

/** What a method sees of a space whose second question grows; its second answer is not legal. */
class GrownTest {

  private static final Decision<Integer> DEPTH = Decision.of("depth", 2, 4, 6, 8);
  private static final SearchSpace<Integer> SPACE =
      choices -> choices.at("before the depth").pick(Decision.of("width", 1, 2, 3))
              * choices.pick(DEPTH, each -> each != 4)
          - choices.pick(Decision.of("height", 1, 2));
  private static final LearningRun<Integer> RUN = new LearningRun<>(SPACE, 1);

  private static Grown grown(int proposals) {
    Grown grown = new Grown(RUN, "depth", 10);
    for (int i = 0; i < proposals; i++) {
      grown.proposed();
    }
    return grown;
  }

  /** What is known of a candidate does not depend on what may be proposed now. */
  @Test
  void tellsCostsAndScoresOfTheWholeSpace() {
    SearchSpace<Architecture> networks = NasSkipSpace.small(Shape.image(1, 8, 8), 10);
    LearningRun<Architecture> run = new LearningRun<>(networks, 1);
    Genotype genotype = run.walk(Chooser.uniform(new SplittableRandom(1))).genotype();
    Grown grown = new Grown(run, "number of filters", 10);
    assertThat(grown.costs(genotype)).isEqualTo(run.costs(genotype)).containsKey(Metric.MACS);
    assertThat(grown.scores(genotype))
        .isEqualTo(run.scores(genotype))
        .containsKey(Metric.SYNAPTIC_FLOW);
  }

  private static List<Integer> legal(DecisionPoint point) {
    List<Integer> legal = new ArrayList<>();
    for (int i = 0; i < point.legalCount(); i++) {
      legal.add(point.legalOption(i));
    }
    return legal;
  }

  /** Ten proposals for each legal option, the last to the end. */
  @Test
  void growsThroughLegalOptionsAndStays() {
    assertThat(depthAfter(0)).isZero();
    assertThat(depthAfter(9)).isZero();
    assertThat(depthAfter(10)).isEqualTo(2);
    assertThat(depthAfter(19)).isEqualTo(2);
    assertThat(depthAfter(20)).isEqualTo(3);
    assertThat(depthAfter(1000)).isEqualTo(3);
  }

  private static int depthAfter(int proposals) {
    Walk walk = grown(proposals).walk(point -> point.legalOption(0));
    return walk.genotype().genes().get(1).option();
  }

  /** The method is asked all questions, and has a choice at all but one. */
  @Test
  void onlyTheGrowingDecisionIsSettled() {
    List<List<Integer>> asked = new ArrayList<>();
    Walk walk = grown(12).walk(point -> {
      asked.add(legal(point));
      return point.legalOption(point.legalCount() - 1);
    });
    assertThat(asked).containsExactly(List.of(0, 1, 2), List.of(2), List.of(0, 1));
    assertThat(walk.points()).extracting(GrownTest::legal).isEqualTo(asked);
    assertThat(walk.genotype().genes()).extracting(gene -> gene.option()).containsExactly(2, 2, 1);
  }

  /** Of another stage, too: the option that it has is the one that was legal. */
  @Test
  void recordedAnswersStaySettledAsTheyAre() {
    Genotype deep = RUN.walk(point -> point.legalOption(point.legalCount() - 1)).genotype();
    Walk walk = grown(0).walk(deep);
    assertThat(walk.genotype()).isEqualTo(deep);
    assertThat(walk.points())
        .extracting(GrownTest::legal)
        .containsExactly(List.of(0, 1, 2), List.of(3), List.of(0, 1));
  }

  @Test
  void settledPointIsTheSpacesInAllElse() {
    DecisionPoint asked = RUN.walk(point -> point.legalOption(0)).points().get(1);
    SettledPoint settled = new SettledPoint(asked, 2);
    assertThat(settled.index()).isEqualTo(1);
    assertThat(settled.decision()).isEqualTo(DEPTH);
    assertThat(settled.context()).isNotNull().isEqualTo(asked.context());
    assertThat(settled.references()).isEqualTo(asked.references());
    assertThat(settled.isForced()).isTrue();
    assertThat(settled.isLegal(0)).isFalse();
    assertThatThrownBy(() -> settled.legalOption(1))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("[1]")
        .hasMessageContaining("[depth]");
  }

  /** Proposes what its context draws, and keeps what it is told. */
  private static final class Listening implements SearchStrategy, Controller {

    private final List<Genotype> observed = new ArrayList<>();
    private final List<Genotype> withdrawn = new ArrayList<>();
    private ControllerContext context;

    @Override
    public Controller open(ControllerContext opened) {
      context = opened;
      return this;
    }

    @Override
    public Optional<Proposal> propose(RandomGenerator random) {
      return Optional.of(Proposal.of(context.walk(point -> point.legalOption(0)).genotype()));
    }

    @Override
    public void observe(Trial trial, RandomGenerator random) {
      observed.add(trial.genotype());
    }

    @Override
    public void withdraw(Genotype genotype) {
      withdrawn.add(genotype);
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }
  }

  @Test
  void methodIsToldEverything() {
    Listening method = new Listening();
    Controller controller = GrowingDepth.of(method, "depth", 1).open(RUN);
    Genotype first = controller.propose(new SplittableRandom(1)).orElseThrow().genotype();
    Genotype second = controller.propose(new SplittableRandom(1)).orElseThrow().genotype();
    assertThat(first.genes().get(1).option()).isZero();
    assertThat(second.genes().get(1).option()).isEqualTo(2);
    RUN.tell(controller, first, 0.5);
    controller.withdraw(second);
    assertThat(method.observed).containsExactly(first);
    assertThat(method.withdrawn).containsExactly(second);
  }
}
