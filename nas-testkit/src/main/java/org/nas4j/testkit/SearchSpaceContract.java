package org.nas4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.space.Attempt;
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

  private List<Attempt<A>> attempts() {
    List<Attempt<A>> attempts = new ArrayList<>();
    for (int seed = 0; seed < samples(); seed++) {
      attempts.add(space().attempt(Chooser.uniform(new SplittableRandom(seed))));
    }
    return attempts;
  }

  private void assertSame(Attempt<A> attempt, Attempt<A> again) {
    assertThat(again.walk().genotype()).isEqualTo(attempt.walk().genotype());
    assertThat(again.architecture().map(this::essence))
        .isEqualTo(attempt.architecture().map(this::essence));
    List<DecisionPoint> points = attempt.walk().points();
    assertThat(again.walk().points()).hasSameSizeAs(points);
    for (int i = 0; i < points.size(); i++) {
      assertSame(points.get(i), again.walk().points().get(i));
    }
  }

  private static void assertSame(DecisionPoint point, DecisionPoint again) {
    assertThat(again.decision()).isEqualTo(point.decision());
    assertThat(again.context()).isEqualTo(point.context());
    assertThat(again.anchors()).isEqualTo(point.anchors());
    for (int option = 0; option < point.decision().size(); option++) {
      assertThat(again.isLegal(option)).isEqualTo(point.isLegal(option));
    }
  }

  /** A genotype rebuilds what it was recorded from, points included. */
  @Test
  final void replayEqualsSample() {
    for (Attempt<A> attempt : attempts()) {
      assertSame(attempt, space().attempt(attempt.walk().genotype()));
    }
  }

  /** Equal answers give equal architectures, on one space object and on another. */
  @Test
  final void isDeterministic() {
    SearchSpace<A> one = space();
    for (int seed = 0; seed < samples(); seed++) {
      Attempt<A> attempt = one.attempt(Chooser.uniform(new SplittableRandom(seed)));
      assertSame(attempt, one.attempt(Chooser.uniform(new SplittableRandom(seed))));
      assertSame(attempt, space().attempt(Chooser.uniform(new SplittableRandom(seed))));
    }
  }

  /** Every answer of every genotype is a legal option of the question asked there. */
  @Test
  final void asksOnlyWhatHasALegalAnswer() {
    for (Attempt<A> attempt : attempts()) {
      List<Gene> genes = attempt.walk().genotype().genes();
      List<DecisionPoint> points = attempt.walk().points();
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
    assertThat(attempts()).anyMatch(attempt -> attempt.architecture().isPresent());
  }

  /** A genotype with an answer too many is refused. */
  @Test
  final void refusesLeftOverAnswers() {
    Attempt<A> attempt = attempts().stream()
        .filter(each -> each.architecture().isPresent())
        .findFirst()
        .orElseThrow();
    List<Gene> genes = new ArrayList<>(attempt.walk().genotype().genes());
    genes.add(new Gene("left over", 0));
    assertThatThrownBy(() -> space().attempt(new Genotype(genes)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
