package org.nas4j.morphism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.DecisionPoint;

/** Which edits answers stand for, and which answers are legal. */
class MorphismAnswersTest {

  private static final Architecture PLAIN = Networks.all().get("plain");

  private static MorphismSpace space(int edits) {
    return MorphismSpace.of(PLAIN, edits, 100_000);
  }

  /** Gives one answer after the other, each by what the option is. */
  private static Chooser answering(Object... answers) {
    return point -> point.decision().options().indexOf(answers[point.index()]);
  }

  private static int place(String node) {
    return PLAIN.nodes().stream().map(each -> each.name()).toList().indexOf(node);
  }

  private static List<Morphism> edits(MorphismSpace space, Object... answers) {
    return space.edits(space.sample(answering(answers)).genotype());
  }

  private static List<Object> legal(DecisionPoint point) {
    List<Object> legal = new ArrayList<>();
    for (int i = 0; i < point.legalCount(); i++) {
      legal.add(point.decision().options().get(point.legalOption(i)));
    }
    return legal;
  }

  /** What may be answered after some answers. */
  private static List<Object> legalAfter(MorphismSpace space, Object... answers) {
    List<Object> legal = new ArrayList<>();
    space.sample(point -> {
      if (point.index() < answers.length) {
        return point.decision().options().indexOf(answers[point.index()]);
      }
      if (point.index() == answers.length) {
        legal.addAll(legal(point));
      }
      return point.legalOption(0);
    });
    return legal;
  }

  private static List<String> namesAfter(MorphismSpace space, Object... answers) {
    return legalAfter(space, answers).stream()
        .map(each -> PLAIN.nodes().get((Integer) each).name())
        .toList();
  }

  @Test
  void answersStandForEdits() {
    assertThat(edits(space(1), MorphismSpace.Kind.END)).isEmpty();
    assertThat(edits(space(1), MorphismSpace.Kind.WIDEN, place("b"), 1.5))
        .containsExactly(new Widen("b", 8, 0));
    assertThat(edits(space(1), MorphismSpace.Kind.WIDEN, place("a"), 2.0))
        .containsExactly(new Widen("a", 8, 0));
    assertThat(edits(space(1), MorphismSpace.Kind.DEEPEN, place("b"), false, 5))
        .containsExactly(new Deepen("b", 5, false, 0));
    assertThat(edits(space(1), MorphismSpace.Kind.DEEPEN, place("fc.relu"), true))
        .containsExactly(new Deepen("fc.relu", 1, true, 0));
    assertThat(edits(space(1), MorphismSpace.Kind.ENLARGE_KERNEL, place("a")))
        .containsExactly(new EnlargeKernel("a"));
    assertThat(edits(
            space(1),
            MorphismSpace.Kind.INSERT_SKIP,
            place("b"),
            place("a.relu"),
            InsertSkip.Join.CONCAT))
        .containsExactly(new InsertSkip("a.relu", "b", InsertSkip.Join.CONCAT));
  }

  @Test
  void noiseGoesIntoEachEdit() {
    MorphismSpace noisy = space(2).toBuilder().noise(0.25).build();
    assertThat(edits(
            noisy,
            MorphismSpace.Kind.WIDEN,
            place("b"),
            1.5,
            MorphismSpace.Kind.DEEPEN,
            place("b"),
            true,
            3))
        .containsExactly(new Widen("b", 8, 0.25), new Deepen("b", 3, true, 0.25));
    assertThat(
            edits(noisy, MorphismSpace.Kind.DEEPEN, place("fc.relu"), true, MorphismSpace.Kind.END))
        .containsExactly(new Deepen("fc.relu", 1, true, 0.25));
    assertThatThrownBy(() -> space(1).toBuilder().noise(-1)).hasMessageContaining("[-1.0]");
  }

  @Test
  void offersWhatCanBeApplied() {
    MorphismSpace space = space(2);
    assertThat(legalAfter(space)).containsExactly((Object[]) MorphismSpace.Kind.values());
    assertThat(namesAfter(space, MorphismSpace.Kind.WIDEN)).containsExactly("a", "b", "fc");
    assertThat(namesAfter(space, MorphismSpace.Kind.DEEPEN))
        .containsExactly("a.relu", "b", "pool", "flat", "fc.relu");
    assertThat(namesAfter(space, MorphismSpace.Kind.ENLARGE_KERNEL)).containsExactly("a", "b");
    assertThat(namesAfter(space, MorphismSpace.Kind.INSERT_SKIP))
        .containsExactly("a.relu", "b", "fc.relu");
    assertThat(namesAfter(space, MorphismSpace.Kind.INSERT_SKIP, place("b")))
        .containsExactly("a", "a.bn", "a.relu");
    assertThat(namesAfter(space, MorphismSpace.Kind.INSERT_SKIP, place("fc.relu")))
        .containsExactly("flat", "fc");
  }

  @Test
  void askForNoMoreEditsThanAllowed() {
    MorphismSpace one = space(1);
    Build<Architecture> sample =
        one.sample(answering(MorphismSpace.Kind.ENLARGE_KERNEL, place("a")));
    assertThat(sample.genotype().genes()).hasSize(2);
    assertThat(one.start()).isEqualTo(PLAIN);
    assertThatThrownBy(() -> space(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The number of edits must be at least [1], but is [0].");
  }

  /** Each edit may add three nodes, and each may be asked for. */
  @Test
  void namesAsManyPlacesAsTheNetworkMayHave() {
    TreeSet<Integer> sizes = new TreeSet<>();
    space(2).sample(point -> {
      if (point.decision().name().equals("where")) {
        sizes.add(point.decision().size());
      }
      return point.legalOption(point.legalCount() - 1);
    });
    assertThat(sizes).containsExactly(PLAIN.nodes().size() + 6);
  }

  /** The last parameter that an edit takes decides: 5 · 4 · 16 more for the larger kernel of b. */
  @Test
  void staysWithinTheGreatestNumberOfParameters() {
    long now = PLAIN.cost().parameters();
    MorphismSpace exact = MorphismSpace.of(PLAIN, 1, now + 5 * 4 * 16);
    MorphismSpace less = MorphismSpace.of(PLAIN, 1, now + 5 * 4 * 16 - 1);
    assertThat(namesAfter(exact, MorphismSpace.Kind.ENLARGE_KERNEL)).containsExactly("a", "b");
    assertThat(namesAfter(less, MorphismSpace.Kind.ENLARGE_KERNEL)).containsExactly("a");
    assertThat(legalAfter(MorphismSpace.of(PLAIN, 1, now))).containsExactly(MorphismSpace.Kind.END);
  }

  /** Behind b a kernel of size 1 takes 25 + 5 parameters, of size 3 225 + 5, of size 5 625 + 5. */
  @Test
  void masksHowMuchAnEditMayAdd() {
    MorphismSpace tight = MorphismSpace.of(PLAIN, 1, PLAIN.cost().parameters() + 400);
    assertThat(legalAfter(tight, MorphismSpace.Kind.DEEPEN, place("b"), false))
        .containsExactly(1, 3);
    assertThat(legalAfter(tight, MorphismSpace.Kind.WIDEN, place("a"))).containsExactly(1.5, 2.0);
    assertThat(legalAfter(tight, MorphismSpace.Kind.WIDEN, place("b"))).containsExactly(1.5);
  }

  @ParameterizedTest
  @EnumSource(names = {"WIDEN", "DEEPEN", "ENLARGE_KERNEL", "INSERT_SKIP"})
  void childrenOfTheChildItselfTakeItsWeightsAsTheyAre(MorphismSpace.Kind kind) {
    MorphismSpace space = space(1);
    SplittableRandom random = new SplittableRandom(6);
    Build<Architecture> child = space.sample(point -> point.index() == 0
        ? kind.ordinal()
        : point.legalOption(random.nextInt(point.legalCount())));
    WeightedArchitecture own = Networks.weighted(child.architecture(), random);
    Map<String, WeightArray> inherited =
        space.inherit(child.genotype(), child.architecture(), own.weights(), random);
    assertThat(inherited.keySet()).containsExactlyElementsOf(own.weights().keySet());
    inherited.forEach((name, array) -> assertThat(array.values())
        .isEqualTo(own.weights().get(name).values())
        .isNotSameAs(own.weights().get(name).values()));
  }

  /** What the edits themselves do, with the same draws. */
  @Test
  void childrenTakeAllEditsThatTheirParentHadNot() {
    MorphismSpace space = space(2).toBuilder().noise(0.1).build();
    Build<Architecture> child = space.sample(answering(
        MorphismSpace.Kind.WIDEN,
        place("b"),
        1.5,
        MorphismSpace.Kind.DEEPEN,
        place("b"),
        false,
        3));
    Widen first = new Widen("b", 8, 0.1);
    Deepen second = new Deepen("b", 3, false, 0.1);
    WeightedArchitecture start = Networks.weighted(PLAIN, new SplittableRandom(1));
    SplittableRandom random = new SplittableRandom(2);
    WeightedArchitecture grown = second.apply(first.apply(start, random), random);
    assertThat(space.inherit(
            child.genotype(), child.architecture(), start.weights(), new SplittableRandom(2)))
        .usingRecursiveComparison()
        .isEqualTo(grown.weights());
    WeightedArchitecture middle = Networks.weighted(first.edit(PLAIN), new SplittableRandom(3));
    assertThat(space.inherit(
            child.genotype(), child.architecture(), middle.weights(), new SplittableRandom(4)))
        .usingRecursiveComparison()
        .isEqualTo(second.apply(middle, new SplittableRandom(4)).weights());
  }

  @Test
  void settingsAreNamedAndCopied() {
    MorphismSpace space =
        MorphismSpace.builder(PLAIN).edits(3).greatestParameters(77).build();
    assertThat(space.settings())
        .containsEntry("edits", "3")
        .containsEntry("greatestParameters", "77")
        .containsEntry("noise", "0.0");
    assertThat(space.toBuilder().build().settings()).isEqualTo(space.settings());
  }
}
