package org.nas4j.spaces.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Node;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.SearchSpaceContract;

class PartsTest extends SearchSpaceContract<Architecture> {

  private static final Shape IMAGE = Shape.image(3, 16, 16);

  /** All combinations in one. */
  private static Part everything() {
    Part convolution = Parts.convolution(List.of(4, 8), List.of(1, 3));
    Part unit = Parts.sequence(convolution, Parts.permutation(Parts.relu(), Parts.normalization()));
    return Parts.sequence(
        convolution.named("stem"),
        Parts.repeat(Parts.residual(Parts.or(unit, Parts.pooling(2, 2, 3))), 1, 2),
        Parts.concat(unit, Parts.optional(convolution)),
        Parts.branches(Parts.repeatTied(unit, 0, 1, 2), 1, 2),
        Parts.globalAverage(),
        Parts.optional(Parts.dense(16, 32).then(Parts.dropout(0.2, 0.5))),
        Parts.classifier(10));
  }

  @Override
  protected SearchSpace<Architecture> space() {
    return everything().over(IMAGE);
  }

  @Nested
  class OverVectors extends SearchSpaceContract<Architecture> {
    @Override
    protected SearchSpace<Architecture> space() {
      return Parts.repeat(Parts.residual(Parts.dense(8, 16).then(Parts.relu())), 0, 1, 2)
          .then(Parts.classifier(3))
          .over(Shape.vector(8));
    }
  }

  private static Genotype genotype(Object... genes) {
    return new Genotype(IntStream.range(0, genes.length / 2)
        .mapToObj(i -> new Gene((String) genes[2 * i], (Integer) genes[2 * i + 1]))
        .toList());
  }

  private static List<String> names(Architecture network) {
    return network.nodes().stream().map(Node::name).toList();
  }

  /** The example of {@link Part}'s documentation. */
  @Test
  void aPartOfOnesOwnIsALambda() {
    Part block = place -> {
      int filters = place.pick("filters", 16, 32, 64);
      return place.add("conv", Convolution.of(filters, Window.square(3)));
    };
    SearchSpace<Architecture> space = Parts.repeat(block, 1, 2, 3)
        .then(Parts.globalAverage())
        .then(Parts.classifier(10))
        .over(Shape.image(3, 32, 32));
    assertThat(Enumeration.of(space)).hasSize(3 + 9 + 27);
  }

  /** Brute force and closed form agree, and random search hits every leaf. */
  @Test
  void countsAsTheFormulaSays() {
    Part convolution = Parts.convolution(List.of(4, 8, 16), List.of(3, 5));
    SearchSpace<Architecture> space = Parts.or(
            Parts.repeat(convolution, 1, 2),
            Parts.permutation(convolution, Parts.relu(), Parts.normalization()),
            Parts.optional(Parts.repeatTied(convolution, 0, 1, 2)))
        .over(IMAGE);
    int one = 3 * 2;
    int all = (one + one * one) + 6 * one + (1 + 1 + 2 * one);
    assertThat(Enumeration.of(space)).hasSize(all);
    Set<Genotype> hit = new HashSet<>();
    for (int seed = 0; seed < 3000; seed++) {
      hit.add(space.sample(Chooser.uniform(new SplittableRandom(seed))).genotype());
    }
    assertThat(hit).hasSize(all);
  }

  /** Where one answer is left it is taken silently; no candidate fails to fit. */
  @Test
  void asksOnlyWhatIsOpenAndAlwaysFits() {
    SearchSpace<Architecture> space = space();
    for (int seed = 0; seed < 10_000; seed++) {
      Build<Architecture> sample = space.sample(Chooser.uniform(new SplittableRandom(seed)));
      assertThat(sample.points()).noneMatch(DecisionPoint::isForced);
    }
    assertThat(Enumeration.of(
            Parts.repeat(Parts.convolution(List.of(4), List.of(3)), 2).over(IMAGE)))
        .singleElement()
        .satisfies(only -> assertThat(only.walk().points()).isEmpty());
  }

  /**
   * No decision is asked twice in one construction, and nodes cannot be: the architecture refuses.
   */
  @Test
  void namesDecisionsByTheirPlace() {
    SearchSpace<Architecture> space = space();
    for (int seed = 0; seed < 500; seed++) {
      Build<Architecture> sample = space.sample(Chooser.uniform(new SplittableRandom(seed)));
      assertThat(sample.points().stream().map(point -> point.decision().name()))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void namesDoNotDependOnEarlierAnswers() {
    Part part = Parts.optional(Parts.relu()).then(Parts.dense(8, 16).named("last"));
    List<String> asked = Enumeration.of(part.over(Shape.vector(4))).stream()
        .map(build -> build.genotype().genes().get(1).decision())
        .distinct()
        .toList();
    assertThat(asked).containsExactly("last/dense/units");
  }

  @Test
  void repeatsWithAnswersOfTheirOwnOrTied() {
    Part convolution = Parts.convolution(List.of(4, 8), List.of(3));
    Architecture free = Parts.repeat(convolution, 2, 3)
        .over(IMAGE)
        .replay(genotype("copies", 0, "copy 1/filters", 0, "copy 2/filters", 1))
        .architecture();
    assertThat(free.shape("copy 1/convolution")).isEqualTo(Shape.image(4, 16, 16));
    assertThat(free.shape("copy 2/convolution")).isEqualTo(Shape.image(8, 16, 16));
    Architecture tied = Parts.repeatTied(Parts.repeatTied(convolution, 1, 2), 1, 2, 3)
        .over(IMAGE)
        .replay(genotype("copies", 2, "each copy/copies", 1, "each copy/each copy/filters", 1))
        .architecture();
    assertThat(tied.nodes())
        .hasSize(6)
        .allMatch(node -> node.layer().equals(free.node("copy 2/convolution").layer()));
  }

  @Test
  void permutesAllItsParts() {
    Set<List<String>> orders = new HashSet<>();
    Part part = Parts.permutation(
        Parts.relu().named("a"),
        Parts.normalization().named("b"),
        Parts.layer(new Dropout(0.5)).named("c"));
    for (Build<Architecture> build : Enumeration.of(part.over(IMAGE))) {
      orders.add(
          names(build.architecture()).stream().map(name -> name.substring(0, 1)).toList());
    }
    assertThat(orders)
        .hasSize(6)
        .allMatch(order -> Set.copyOf(order).equals(Set.of("a", "b", "c")));
  }

  @Test
  void fitsShortcutsOfUnequalShape() {
    Part shrinking = Parts.layer(Convolution.of(8, Window.square(3).stride(2)));
    Architecture images =
        Parts.residual(shrinking).over(IMAGE).replay(Genotype.EMPTY).architecture();
    assertThat(images.shape(images.output())).isEqualTo(Shape.image(8, 16, 16));
    assertThat(names(images)).contains("body pad", "shortcut").doesNotContain("shortcut pad");
    Architecture vectors =
        Parts.residual(Parts.dense(8)).over(IMAGE).replay(Genotype.EMPTY).architecture();
    assertThat(vectors.shape(vectors.output())).isEqualTo(Shape.vector(8));
    Architecture plain =
        Parts.residual(Parts.relu()).over(IMAGE).replay(Genotype.EMPTY).architecture();
    assertThat(names(plain)).containsExactly("body/relu", "sum");
    assertThat(Parts.residual(Parts.nothing())
            .over(IMAGE)
            .replay(Genotype.EMPTY)
            .architecture()
            .nodes())
        .hasSize(1);
  }

  @Test
  void joinsBranchesAndRejectsThoseThatDoNotFit() {
    Part halving = Parts.layer(Convolution.of(8, Window.square(3).stride(2)));
    Architecture joined = Parts.concat(halving, halving, halving)
        .over(IMAGE)
        .replay(Genotype.EMPTY)
        .architecture();
    assertThat(joined.shape(joined.output())).isEqualTo(Shape.image(24, 8, 8));
    Build<Architecture> unequal =
        Parts.concat(halving, Parts.nothing()).over(IMAGE).replay(Genotype.EMPTY);
    assertThat(unequal.walk().infeasible().orElseThrow().reason())
        .isEqualTo("concatenation of unequal sizes");
    Build<Architecture> vector = Parts.dense(8)
        .then(Parts.convolution(List.of(4), List.of(3)))
        .over(IMAGE)
        .replay(Genotype.EMPTY);
    assertThat(vector.walk().infeasible().orElseThrow().reason())
        .isEqualTo("convolution on a vector");
  }

  @Test
  void masksByTheShapeThatIsThere() {
    Part pool = place -> {
      int rows = ((Shape.Image) place.shape()).height();
      int window = place.pick("window", List.of(2, 4, 8, 32), size -> size <= rows);
      return place.add("pool", Pooling.max(Window.square(window).stride(window)));
    };
    for (Build<Architecture> build : Enumeration.of(Parts.repeat(pool, 1, 2).over(IMAGE))) {
      assertThat(build.genotype().genes()).noneMatch(gene -> gene.option() == 3);
    }
  }

  @Test
  void keepsTiedAnswersOnlyWhereTheyFit() {
    Part pool = place -> {
      int rows = ((Shape.Image) place.shape()).height();
      int window = place.pick("window", List.of(2, 8), size -> size <= rows);
      return place.add("pool", Pooling.max(Window.square(window).stride(window)));
    };
    Build<Architecture> build =
        Parts.repeatTied(pool, 2).over(IMAGE).replay(genotype("each copy/window", 1));
    assertThat(build.walk().infeasible().orElseThrow())
        .hasMessageContaining("[each copy/window]")
        .hasMessageContaining("[8]");
  }

  @Test
  void refusesEqualNamesAndNoOptions() {
    assertThatThrownBy(
            () -> Parts.or(Parts.relu().named("same"), Parts.nothing().named("same")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[same, same]");
    assertThatThrownBy(() -> Parts.dense()).hasMessageContaining("at least one option");
    assertThatThrownBy(() -> Parts.repeat(Parts.relu(), -1)).hasMessageContaining("[-1]");
    assertThatThrownBy(() -> Parts.layer(Activation.RELU).named(" ")).hasMessageContaining("[ ]");
  }
}
