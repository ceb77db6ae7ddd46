package org.nas4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;

/**
 * What every {@link SearchSpace} must do: a pure function of its answers. A space's test class
 * extends this one and adds what is its own.
 *
 * @param <A> type of an architecture, with value equality or {@link #essence} overridden
 */
public abstract class SearchSpaceContract<A> {

  /** For test classes. */
  protected SearchSpaceContract() {}

  /**
   * What is tested.
   *
   * @return may be the same or an equal one each time
   */
  protected abstract SearchSpace<A> space();

  /**
   * How many random architectures each test looks at.
   *
   * @return by default 200
   */
  protected int samples() {
    return 200;
  }

  /**
   * What two equal architectures have in common.
   *
   * @param architecture what the space built
   * @return a value with {@code equals}; by default the architecture itself
   */
  protected Object essence(A architecture) {
    return architecture;
  }

  private List<Build<A>> builds() {
    List<Build<A>> builds = new ArrayList<>();
    for (int seed = 0; seed < samples(); seed++) {
      builds.add(space().sample(Chooser.uniform(new SplittableRandom(seed))));
    }
    return builds;
  }

  private void assertSame(Build<A> build, Build<A> again) {
    assertThat(again.genotype()).isEqualTo(build.genotype());
    assertThat(again.built().map(this::essence)).isEqualTo(build.built().map(this::essence));
    List<DecisionPoint> points = build.points();
    assertThat(again.points()).hasSameSizeAs(points);
    for (int i = 0; i < points.size(); i++) {
      assertSame(points.get(i), again.points().get(i));
    }
  }

  private static void assertSame(DecisionPoint point, DecisionPoint again) {
    assertThat(again.decision()).isEqualTo(point.decision());
    assertThat(again.context()).isEqualTo(point.context());
    assertThat(again.references().anchors()).isEqualTo(point.references().anchors());
    for (int option = 0; option < point.decision().size(); option++) {
      assertThat(again.isLegal(option)).isEqualTo(point.isLegal(option));
    }
  }

  /** A genotype rebuilds what it was recorded from, points included. */
  @Test
  final void replayEqualsSample() {
    for (Build<A> build : builds()) {
      assertSame(build, space().replay(build.genotype()));
    }
  }

  /** Equal answers give equal architectures, on one space object and on another. */
  @Test
  final void isDeterministic() {
    SearchSpace<A> one = space();
    for (int seed = 0; seed < samples(); seed++) {
      Build<A> build = one.sample(Chooser.uniform(new SplittableRandom(seed)));
      assertSame(build, one.sample(Chooser.uniform(new SplittableRandom(seed))));
      assertSame(build, space().sample(Chooser.uniform(new SplittableRandom(seed))));
    }
  }

  /** Every answer of every genotype is a legal option of the question asked there. */
  @Test
  final void asksOnlyWhatHasALegalAnswer() {
    for (Build<A> build : builds()) {
      List<Gene> genes = build.genotype().genes();
      List<DecisionPoint> points = build.points();
      assertThat(points).hasSameSizeAs(genes);
      for (int i = 0; i < genes.size(); i++) {
        DecisionPoint point = points.get(i);
        assertThat(point.index()).isEqualTo(i);
        assertThat(point.decision().name()).isEqualTo(genes.get(i).decision());
        assertThat(point.isLegal(genes.get(i).option())).isTrue();
        assertThat(point.legalCount()).isBetween(1, point.decision().size());
      }
    }
  }

  /** Some random answers give an architecture. */
  @Test
  final void canBeBuilt() {
    assertThat(builds()).anyMatch(build -> build.isFeasible());
  }

  /** A genotype with an answer too many is refused. */
  @Test
  final void refusesLeftOverAnswers() {
    Build<A> build =
        builds().stream().filter(each -> each.isFeasible()).findFirst().orElseThrow();
    List<Gene> genes = new ArrayList<>(build.genotype().genes());
    genes.add(new Gene("left over", 0));
    assertThatThrownBy(() -> space().replay(new Genotype(genes)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
