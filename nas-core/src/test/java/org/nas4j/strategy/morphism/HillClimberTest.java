package org.nas4j.strategy.morphism;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.morphism.MorphismSpace;
import org.nas4j.search.Controller;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.LearningRun;

/** Which edits children have and whose they are, on a space of edits without networks. */
class HillClimberTest {

  private static final int MOST = 9;

  /**
   * Edits by kind and place, until the end or nine of them; widening is possible three times only.
   */
  private static final SearchSpace<List<String>> EDITS = choices -> {
    List<String> done = new ArrayList<>();
    while (done.size() < MOST) {
      long wide = done.stream().filter(each -> each.startsWith("WIDEN")).count();
      MorphismSpace.Kind kind =
          choices.pick(MorphismSpace.EDIT, each -> each != MorphismSpace.Kind.WIDEN || wide < 3);
      if (kind == MorphismSpace.Kind.END) {
        break;
      }
      done.add(kind + " " + choices.pick(Decision.of("where", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)));
    }
    return done;
  };

  private final Controller climber =
      MorphismSearch.builder().children(3).edits(2).build().open(new LearningRun<>(EDITS, 1));
  private final SplittableRandom random = new SplittableRandom(5);
  private long next;

  private Proposal proposal() {
    return climber.propose(random).orElseThrow();
  }

  private static List<String> edits(Genotype genotype) {
    return EDITS.replay(genotype).architecture();
  }

  private long observe(Genotype genotype, Outcome outcome) {
    long id = next++;
    climber.observe(
        new Trial(id, genotype, OptionalLong.empty(), outcome, Duration.ZERO, OptionalLong.empty()),
        random);
    return id;
  }

  private long score(Genotype genotype, double reward) {
    return observe(
        genotype, new Outcome.Scored(reward, Evaluation.of(Metric.VALIDATION_ACCURACY, reward)));
  }

  private void assertChild(Proposal child, Genotype parent, long id) {
    assertThat(child.parent()).hasValue(id);
    List<String> edits = edits(child.genotype());
    List<String> before = edits(parent);
    assertThat(edits).hasSize(before.size() + 2);
    assertThat(edits.subList(0, before.size())).isEqualTo(before);
  }

  @Test
  void beginsWithTheNetworkAsItIsAndThenWithTwoEdits() {
    Proposal start = proposal();
    assertThat(edits(start.genotype())).isEmpty();
    assertThat(start.parent()).isEmpty();
    for (int i = 0; i < 5; i++) {
      Proposal early = proposal();
      assertThat(edits(early.genotype())).hasSize(2);
      assertThat(early.parent()).isEmpty();
    }
  }

  @Test
  void childrenExtendTheBestOnceAGenerationWasObserved() {
    Genotype start = proposal().genotype();
    long first = score(start, 0.5);
    List<Genotype> generation = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Proposal child = proposal();
      assertChild(child, start, first);
      generation.add(child.genotype());
    }
    score(generation.get(0), 0.7);
    assertChild(proposal(), start, first);
    long best = score(generation.get(1), 0.9);
    assertChild(proposal(), start, first);
    score(generation.get(2), 0.9);
    assertChild(proposal(), generation.get(1), best);
  }

  /** A generation of nothing better goes on from the parent that it had. */
  @Test
  void parentsStayUntilThereIsABetterOne() {
    Genotype start = proposal().genotype();
    long first = score(start, 0.5);
    for (int generation = 0; generation < 3; generation++) {
      for (int i = 0; i < 3; i++) {
        score(proposal().genotype(), 0.5);
      }
      assertChild(proposal(), start, first);
    }
  }

  @Test
  void failuresCountForTheGenerationButAreNoParents() {
    Genotype start = proposal().genotype();
    observe(start, new Outcome.Failed("boom", "why", OptionalDouble.of(100)));
    assertThat(proposal().parent()).isEmpty();
    Genotype other = proposal().genotype();
    long first = score(other, 0.1);
    assertChild(proposal(), other, first);
    Genotype better = proposal().genotype();
    observe(proposal().genotype(), new Outcome.Failed("boom", "why", OptionalDouble.empty()));
    observe(proposal().genotype(), new Outcome.Rejected("no", "not at all"));
    assertChild(proposal(), other, first);
    long second = score(better, 0.2);
    assertChild(proposal(), better, second);
  }

  /**
   * Nine edits end without an answer that says so; a child without its last answer is no extension.
   */
  @Test
  void fullParentsAreNotNamed() {
    Genotype full = EDITS
        .sample(point -> point.decision().equals(MorphismSpace.EDIT)
            ? MorphismSpace.Kind.DEEPEN.ordinal()
            : point.index() % 7)
        .genotype();
    assertThat(edits(full)).hasSize(MOST);
    proposal();
    score(full, 0.9);
    Proposal child = proposal();
    assertThat(child.parent()).isEmpty();
    assertThat(edits(child.genotype()).subList(0, MOST - 1))
        .isEqualTo(edits(full).subList(0, MOST - 1));
  }

  /** Answers that were not given are drawn among all legal ones but the end. */
  @Test
  void editsAreOfAllKinds() {
    proposal();
    List<String> kinds = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      edits(proposal().genotype()).forEach(each -> kinds.add(each.split(" ")[0]));
    }
    assertThat(kinds).hasSize(400).contains("WIDEN", "DEEPEN", "ENLARGE_KERNEL", "INSERT_SKIP");
    for (String kind : List.of("WIDEN", "DEEPEN", "ENLARGE_KERNEL", "INSERT_SKIP")) {
      assertThat(kinds.stream().filter(kind::equals).count()).isBetween(70L, 130L);
    }
  }
}
