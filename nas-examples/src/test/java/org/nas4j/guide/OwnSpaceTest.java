package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.parts.Parts;
import org.nas4j.testkit.SearchSpaceContract;

/** docs/guide/own-space.md. */
class OwnSpaceTest {

  // region: network
  private static final Decision<Integer> DEPTH = Decision.of("depth", 1, 2, 3);
  private static final Decision<Integer> FILTERS = Decision.of("filters", 8, 16, 32);
  private static final Decision<Integer> KERNEL = Decision.of("kernel", 1, 3, 5, 7);

  static final SearchSpace<Architecture> SPACE = choices -> {
    Architecture.Builder network = Architecture.builder(Shape.image(3, 32, 32));
    String last = Architecture.INPUT;
    int depth = choices.pick(DEPTH);
    for (int i = 1; i <= depth; i++) {
      int first = i; // large kernels in the first layer alone
      int kernel = choices.pick(KERNEL, size -> first == 1 || size < 7);
      Window window = Window.square(kernel).stride(2);
      last = network.add("conv" + i, Convolution.of(choices.pick(FILTERS), window), last);
      last = network.add("relu" + i, Activation.RELU, last);
    }
    last = network.add("mean", GlobalPooling.AVERAGE, last);
    return network.build(network.add("out", SoftmaxOutput.of(10), last));
  };
  // end region

  // region: parts
  static final SearchSpace<Architecture> RESIDUAL = Parts.sequence(
          Parts.convolution(List.of(16, 32), List.of(3)).named("stem"),
          Parts.repeat(
                  Parts.residual(Parts.sequence(
                      Parts.convolution(List.of(16), List.of(3, 5)).named("convolution"),
                      Parts.normalization().named("norm"),
                      Parts.relu().named("relu"))),
                  1,
                  2,
                  4)
              .named("body"),
          Parts.optional(Parts.dropout(0.25, 0.5)).named("dropout"),
          Parts.classifier(10))
      .over(Shape.image(3, 32, 32));
  // end region

  // region: look
  /** Twenty networks of a space at random. */
  static void look(SearchSpace<Architecture> space) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20; i++) {
      Build<Architecture> drawn = space.sample(Chooser.uniform(random));
      System.out.println(drawn.genotype() + ": " + drawn.built());
    }
  }

  // end region
  // region: contract
  @Nested
  class KeepsTheContract extends SearchSpaceContract<Architecture> {

    @Override
    protected SearchSpace<Architecture> space() {
      return SPACE;
    }
  }
  // end region

  @Test
  void theyCanBeLookedAt() {
    look(SPACE);
    assertThat(SPACE.sample(Chooser.uniform(new SplittableRandom(1))).built()).isPresent();
  }

  @Test
  void bothBuildNetworksOfDifferentKinds() {
    for (SearchSpace<Architecture> space : List.of(SPACE, RESIDUAL)) {
      SplittableRandom random = new SplittableRandom(1);
      assertThat(Stream.generate(() -> space.sample(Chooser.uniform(random)))
              .filter(Build::isFeasible)
              .limit(20)
              .map(build -> build.architecture().cost().parameters())
              .distinct())
          .hasSizeGreaterThan(5);
    }
  }
}
