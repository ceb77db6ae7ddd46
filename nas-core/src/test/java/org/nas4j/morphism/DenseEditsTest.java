package org.nas4j.morphism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nas4j.morphism.Answers.edits;
import static org.nas4j.morphism.Answers.legalAfter;
import static org.nas4j.morphism.EditSpace.Kind.DEEPEN;
import static org.nas4j.morphism.EditSpace.Kind.END;
import static org.nas4j.morphism.EditSpace.Kind.WIDEN;
import static org.nas4j.morphism.EditSpace.Kind.WIDEN_TRANSITIONS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.space.Build;

/** Which steps EAS offers on densely connected networks, and what they are. */
class DenseEditsTest {

  private static final double COPIES = 0.01;
  private static final double NEW = 0.001;

  /** Two blocks of two mini-blocks that make 4 channels each of 16, on a first of 8. */
  private final Architecture start = StartNetworks.denseNet(Shape.image(1, 8, 8), 3, 4, 2, 2);

  private EditSpace space() {
    return EditSpace.easDense(start);
  }

  @Test
  void offersNoTransitionsUntilMoreGoesIn() {
    assertThat(legalAfter(space())).containsExactly(END, WIDEN, DEEPEN);
    assertThat(legalAfter(space(), DEEPEN, 0, 0)).contains(WIDEN_TRANSITIONS);
  }

  @Test
  void asksWhetherEachMiniBlockBecomesWider() {
    Build<Architecture> build = space().sample(Answers.of(WIDEN));
    assertThat(build.points().subList(1, 8))
        .extracting(Answers::legal)
        .extracting(List::size)
        .as("first convolution, two, transition, two, output")
        .containsExactly(1, 2, 2, 1, 2, 2, 1);
    assertThat(space().edits(build.genotype())).isEmpty();
  }

  @Test
  void widensAMiniBlockToTheNextRateAndItsBottleneckToFourTimesThat() {
    assertThat(edits(space(), WIDEN, false, false, true))
        .containsExactly(
            new Widen("b1m2.bottleneck", 24, COPIES), new Widen("b1m2.growth", 6, COPIES));
    EditSpace wide = space().from(new Widen("b1m2.bottleneck", 24, 0).edit(start));
    assertThat(edits(wide, WIDEN, false, false, true))
        .as("wide enough already")
        .containsExactly(new Widen("b1m2.growth", 6, COPIES));
  }

  @Test
  void offersNothingAboveTheGreatestRate() {
    assertThat(legalAfter(space().toBuilder().widths(4).build())).containsExactly(END, DEEPEN);
  }

  @Test
  void offersCopiesOfTheFirstMiniBlocks() {
    assertThat(legalAfter(space(), DEEPEN)).containsExactly(0, 1);
    assertThat(legalAfter(space(), DEEPEN, 1)).containsExactly(0, 1);
    EditSpace first = space().toBuilder().positions(1).build();
    assertThat(legalAfter(first, DEEPEN, 1)).containsExactly(0);
    assertThat(edits(space(), DEEPEN, 1, 1)).containsExactly(new InsertMiniBlock("b2m2", NEW));
  }

  /** A copy at the end of the second block is read by the classifier alone. */
  @Test
  void offersOnlyCopiesThatKeepToTheLimit() {
    long now = start.cost().parameters();
    assertThat(legalAfter(limited(now))).containsExactly(END);
    long last = new InsertMiniBlock("b2m2", 0).edit(start).cost().parameters();
    assertThat(last - now)
        .as("12 and 4 channels normalized, to 16, normalized, to 4; then 3 classes of 4 more")
        .isEqualTo(2 * 16 + 16 * 16 + 2 * 16 + 16 * 4 * 9 + 2 * 4 + 3 * 4);
    assertThat(legalAfter(limited(last - 1))).containsExactly(END, WIDEN);
    assertThat(legalAfter(limited(last), DEEPEN)).containsExactly(1);
    assertThat(legalAfter(limited(last + 19), DEEPEN)).containsExactly(1);
    assertThat(legalAfter(limited(last + 20), DEEPEN))
        .as("4 · 8 weights of the transition instead of 4 · 3 of the classifier")
        .containsExactly(0, 1);
  }

  private EditSpace limited(long parameters) {
    return space().toBuilder().greatestParameters(parameters).build();
  }

  /** Rates of 6, 6, 4 and 4: the first to twice their mean, the transition to half of 22. */
  @Test
  void transitionsGrowFirstToLast() {
    List<Morphism> all =
        edits(space(), WIDEN, false, true, true, false, false, false, false, WIDEN_TRANSITIONS);
    assertThat(all.subList(4, all.size()))
        .containsExactly(new Widen("first", 10, COPIES), new Widen("t1", 11, COPIES));
  }
}
