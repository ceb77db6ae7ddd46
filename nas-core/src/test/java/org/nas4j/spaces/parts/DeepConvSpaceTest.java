package org.nas4j.spaces.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.SearchSpaceContract;

/** DeepArchitect's own space (Negrinho and Gordon 2017): how large it is, and what it asks. */
class DeepConvSpaceTest extends SearchSpaceContract<Architecture> {

  private static final Shape.Image CIFAR = Shape.image(3, 32, 32);

  @Override
  protected SearchSpace<Architecture> space() {
    return DeepConvSpace.of(CIFAR, 10);
  }

  @Override
  protected int samples() {
    return 40;
  }

  /** As many candidates as the product of the answers: of either stage 3·2·4·(3·3·2·(1 + 2)). */
  @Test
  void hasAsManyCandidatesAsTheProductSays() {
    int copy = 3 * 3 * 2 * (1 + 2);
    long stage = 3 * 2 * 4 * copy;
    SearchSpace<Architecture> tiny =
        choices -> DeepConvSpace.small(Shape.image(1, 8, 8), 10).build(choices);
    assertThat(Enumeration.count(tiny, "stage 2/reduction/filters")).isEqualTo(stage);
  }

  /** No question has one answer, and no candidate of ten thousand fails to fit. */
  @Test
  void asksOnlyWhatIsOpenAndAlwaysFits() {
    SearchSpace<Architecture> small = DeepConvSpace.small(CIFAR, 10);
    for (int seed = 0; seed < 10_000; seed++) {
      Build<Architecture> sample = small.sample(Chooser.uniform(new SplittableRandom(seed)));
      assertThat(sample.points()).noneMatch(DecisionPoint::isForced);
    }
  }

  /** Copies have the same answers, and weights of their own. */
  @Test
  void tiesItsCopies() {
    for (int seed = 0; seed < 50; seed++) {
      Architecture network =
          space().sample(Chooser.uniform(new SplittableRandom(seed))).architecture();
      assertThat(network.nodes().stream()
              .filter(node -> node.name().matches("stage 1/body/copy \\d+/convolution/convolution"))
              .map(node -> node.layer())
              .distinct())
          .hasSize(1);
    }
  }
}
