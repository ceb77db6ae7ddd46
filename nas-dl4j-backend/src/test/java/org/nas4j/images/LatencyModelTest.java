package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.space.Chooser;
import org.nas4j.spaces.ChainSpace;

class LatencyModelTest {

  private static final ChainSpace SPACE = ChainSpace.of(Shape.image(3, 32, 32), 10);

  private static List<Architecture> networks(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Architecture> networks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      networks.add(SPACE.sample(Chooser.uniform(random)).architecture());
    }
    return networks;
  }

  /** 20 µs for the call, 5 µs a convolution, 10 µs for a million multiply-accumulates of one. */
  private static double priced(Architecture network) {
    double seconds = 20e-6;
    for (Node node : network.nodes()) {
      if (node.layer() instanceof Convolution) {
        seconds += 5e-6 + 10e-12 * network.cost().perNode().get(node.name()).macs();
      }
    }
    return seconds;
  }

  @Test
  void learnsWhatIsASumOverLayers() {
    List<Architecture> known = networks(60, 1);
    LatencyModel model = LatencyModel.fit(
        known, known.stream().mapToDouble(LatencyModelTest::priced).toArray());
    assertThat(model.relativeError()).isLessThan(0.02);
    assertThat(model.rankCorrelation()).isGreaterThan(0.98);
    for (Architecture unknown : networks(50, 2)) {
      assertThat(model.seconds(unknown)).isCloseTo(priced(unknown), within(0.1 * priced(unknown)));
    }
  }

  /** Latencies that have nothing to do with the networks; 3 / √40 is 0.47. */
  @Test
  void saysThatNothingCanBeForetold() {
    SplittableRandom random = new SplittableRandom(5);
    LatencyModel model =
        LatencyModel.fit(networks(40, 4), random.doubles(40, 1e-4, 1e-2).toArray());
    assertThat(Math.abs(model.rankCorrelation())).isLessThan(0.48);
    assertThat(model.relativeError()).isGreaterThan(0.2);
  }

  /** The largest of the space has a hundred times the work of the smallest. */
  @Test
  void ordersMeasuredNetworks() {
    LatencyModel model = LatencyModel.measure(networks(20, 3), 1, 1);
    Architecture small = SPACE.sample(point -> point.legalOption(0)).architecture();
    Architecture large = SPACE
        .sample(point -> point.decision().name().equals("pooling")
            ? 0
            : point.legalOption(point.legalCount() - 1))
        .architecture();
    assertThat(model.seconds(small)).isPositive();
    assertThat(model.seconds(large)).isGreaterThan(2 * model.seconds(small));
  }

  @Test
  void refusesWhatCannotBeLearnedFrom() {
    List<Architecture> few = networks(9, 1);
    assertThatThrownBy(() -> LatencyModel.fit(few, new double[9])).hasMessageContaining("[9]");
    List<Architecture> enough = networks(10, 1);
    assertThatThrownBy(() -> LatencyModel.fit(enough, 1, 2)).hasMessageContaining("[2] latencies");
    assertThatThrownBy(() -> LatencyModel.fit(enough, new double[10]))
        .hasMessageContaining("latency");
  }
}
