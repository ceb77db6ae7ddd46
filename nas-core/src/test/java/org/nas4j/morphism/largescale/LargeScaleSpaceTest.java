package org.nas4j.morphism.largescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.morphism.largescale.LargeScaleSpace.Kind;
import org.nas4j.space.Build;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.SearchSpaceContract;

class LargeScaleSpaceTest extends SearchSpaceContract<Architecture> {

  private static final Shape IMAGE = Shape.image(3, 9, 9);
  private static final LargeScaleSpace SPACE = LargeScaleSpace.builder(IMAGE, 10)
      .mutations(100)
      .depth(8)
      .greatestParameters(4_000)
      .build();

  @Override
  protected SearchSpace<Architecture> space() {
    return SPACE;
  }

  @Override
  protected int samples() {
    return 40;
  }

  /** Answers as {@code decision=option's text}, in their order, and ends behind them. */
  private static Build<Architecture> made(LargeScaleSpace space, String... answers) {
    Deque<String> left = new ArrayDeque<>(List.of(answers));
    return space.sample(point -> left.isEmpty() ? LargeScaleSpace.END : next(point, left.poll()));
  }

  private static int next(DecisionPoint point, String answer) {
    assertThat(answer).startsWith(point.decision().name() + "=");
    String text = answer.substring(answer.indexOf('=') + 1);
    List<String> options =
        point.decision().options().stream().map(Object::toString).toList();
    assertThat(options).contains(text);
    return options.indexOf(text);
  }

  private static final String[] CONVOLUTION = {
    "mutation=INSERT_CONVOLUTION", "where=0", "halvings=0", "active=true"
  };

  private static String[] then(String[] before, String... more) {
    return Stream.of(before, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  /** The mean of three maps, and ten classes with a bias each. */
  @Test
  void theFirstNetworkHasNoConvolution() {
    assertThat(made(SPACE).architecture().nodes()).hasSize(2);
    assertThat(made(SPACE).architecture().cost().parameters()).isEqualTo(3 * 10 + 10);
  }

  /** 3×3 kernels of as many channels as enter: 81 weights, and a scale and a shift for each. */
  @Test
  void convolutionsBeginWithTheChannelsThatEnter() {
    Architecture one = made(SPACE, CONVOLUTION).architecture();
    assertThat(one.shape("relu1")).isEqualTo(Shape.image(3, 9, 9));
    assertThat(one.cost().parameters()).isEqualTo(3 * 3 * 9 + 6 + 40);
  }

  /** From a half to twice: 2 to 6 of 3, and not 3. */
  @Test
  void channelsChangeFromAHalfToTwice() {
    Build<Architecture> wider =
        made(SPACE, then(CONVOLUTION, "mutation=ALTER_CHANNELS", "where=0", "channels=6"));
    DecisionPoint asked = wider.points().get(6);
    assertThat(asked.decision().name()).isEqualTo("channels");
    assertThat(IntStream.range(0, asked.legalCount())
            .map(i -> (Integer) asked.decision().options().get(asked.legalOption(i))))
        .containsExactly(2, 4, 5, 6);
    assertThat(wider.architecture().shape("relu1").channels()).isEqualTo(6);
  }

  /** A skip from the image to maps of a quarter of the pixels and more channels fits. */
  @Test
  void skipsAreReshapedToWhereTheyEnd() {
    String[] halved = {"mutation=INSERT_CONVOLUTION", "where=0", "halvings=1", "active=true"};
    String[] wider = then(halved, "mutation=ALTER_CHANNELS", "where=0", "channels=5");
    String[] skipped = then(wider, "mutation=ADD_SKIP", "where=0", "from=0");
    Architecture network = made(SPACE, skipped).architecture();
    assertThat(network.shape("skip0-1/pixels")).isEqualTo(Shape.image(3, 5, 5));
    assertThat(network.shape("skip0-1/channels")).isEqualTo(Shape.image(5, 5, 5));
    assertThat(network.shape("add1")).isEqualTo(Shape.image(5, 5, 5));
    assertThat(made(SPACE, then(skipped, "mutation=REMOVE_SKIP", "skip=0")).architecture())
        .isEqualTo(made(SPACE, wider).architecture());
  }

  /** A skip that loses an end goes too. */
  @Test
  void removingAConvolutionRemovesItsSkips() {
    String[] skipped = then(CONVOLUTION, "mutation=ADD_SKIP", "where=0", "from=0");
    assertThat(
            made(SPACE, then(skipped, "mutation=REMOVE_CONVOLUTION", "where=0")).architecture())
        .isEqualTo(made(SPACE).architecture());
  }

  @Test
  void learningRatesMultiply() {
    Genotype genotype = made(
            SPACE,
            "mutation=ALTER_LEARNING_RATE",
            "rate=0.5",
            "mutation=IDENTITY",
            "mutation=ALTER_LEARNING_RATE",
            "rate=0.75")
        .genotype();
    assertThat(SPACE.learningRateFactor(genotype)).isEqualTo(0.375);
  }

  /** Ten thousand mutations, each of which can be built and keeps to the limits. */
  @Test
  void allMutationsCanBeBuilt() {
    SplittableRandom random = new SplittableRandom(3);
    boolean[] seen = new boolean[Kind.values().length];
    for (int i = 0; i < 100; i++) {
      Build<Architecture> build = SPACE.sample(point -> {
        int first = point.decision().equals(LargeScaleSpace.MUTATION) ? 1 : 0;
        int option = point.legalOption(first + random.nextInt(point.legalCount() - first));
        if (first == 1) {
          seen[option] = true;
        }
        return option;
      });
      assertThat(build.walk().isFeasible()).isTrue();
      Dna dna = SPACE.dna(build.genotype());
      assertThat(dna.mutations()).isEqualTo(100);
      assertThat(build.architecture().cost().parameters())
          .isEqualTo(dna.parameters())
          .isLessThanOrEqualTo(4_000);
    }
    seen[LargeScaleSpace.END] = true;
    assertThat(seen).containsOnly(true);
  }

  private static Map<String, WeightArray> weights(Architecture network) {
    Map<String, WeightArray> all = new LinkedHashMap<>();
    network.weights().forEach((name, spec) -> {
      WeightArray array = WeightArray.zeros(spec.shape());
      Arrays.fill(array.values(), all.size() + 1);
      all.put(name, array);
    });
    return all;
  }

  private static Map<String, WeightArray> inherited(Build<Architecture> child, String... parent) {
    return SPACE.inherit(
        child.genotype(),
        child.architecture(),
        weights(made(SPACE, parent).architecture()),
        new SplittableRandom(1));
  }

  /** What the paper says of each: all, all but the mutated filters, and none. */
  @Test
  void childrenInheritWhatKeptItsShape() {
    Build<Architecture> same = made(SPACE, then(CONVOLUTION, "mutation=IDENTITY"));
    assertThat(inherited(same, CONVOLUTION).keySet())
        .isEqualTo(same.architecture().weights().keySet());
    Build<Architecture> higher =
        made(SPACE, then(CONVOLUTION, "mutation=FILTER_SIZE", "where=0", "side=ROWS", "kernel=5"));
    assertThat(inherited(higher, CONVOLUTION).keySet())
        .hasSize(higher.architecture().weights().size() - 1)
        .doesNotContain("conv1/kernel");
    Build<Architecture> reset = made(SPACE, then(CONVOLUTION, "mutation=RESET_WEIGHTS"));
    assertThat(inherited(reset, CONVOLUTION)).isEmpty();
    String[] again = then(CONVOLUTION, "mutation=RESET_WEIGHTS");
    assertThat(inherited(made(SPACE, then(again, "mutation=IDENTITY")), again)).hasSize(7);
  }

  @Test
  void refusesVectors() {
    assertThatThrownBy(() -> LargeScaleSpace.builder(Shape.vector(4), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Maybe search a space of dense layers");
  }
}
