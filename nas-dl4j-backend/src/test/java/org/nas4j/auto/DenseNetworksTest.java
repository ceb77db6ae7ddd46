package org.nas4j.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.space.Chooser;

class DenseNetworksTest {

  private static final DenseNetworks SPACE =
      new DenseNetworks(Shape.vector(7), SoftmaxOutput.of(3));

  private static List<String> names(Architecture network) {
    return network.nodes().stream().map(Node::name).toList();
  }

  @Test
  void whatIsKnownBeforehandIsInTheSpace() {
    Set<Architecture> members = new HashSet<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 8_000; i++) {
      members.add(SPACE.sample(Chooser.uniform(random)).architecture());
    }
    assertThat(members).contains(SPACE.handmade(), SPACE.wide(), SPACE.linear());
  }

  @Test
  void eachLayerOfTheWideOneIsNormalizedAndDroppedOut() {
    assertThat(names(SPACE.wide()))
        .containsExactly(
            "dense1",
            "dense1/norm",
            "dense1/relu",
            "dense1/dropout",
            "dense2",
            "dense2/norm",
            "dense2/relu",
            "dense2/dropout",
            "out");
    assertThat(names(SPACE.handmade()))
        .containsExactly("dense1", "dense1/relu", "dense2", "dense2/relu", "out");
    assertThat(names(SPACE.linear())).containsExactly("out");
  }
}
