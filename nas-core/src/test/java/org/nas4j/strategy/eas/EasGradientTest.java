package org.nas4j.strategy.eas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.internal.edits.EditLearner;
import org.nas4j.internal.edits.EditNetwork;
import org.nas4j.internal.math.Adam;
import org.nas4j.internal.math.Parameter;
import org.nas4j.morphism.EditPlan;
import org.nas4j.morphism.EditSpace;
import org.nas4j.morphism.StartNetworks;
import org.nas4j.policy.EditLearning;

/** The whole objective of EAS against finite differences. */
class EasGradientTest {

  private static final double STEP = 1e-5;
  private static final Architecture SIX = StartNetworks.eas(Shape.image(1, 8, 8), 3);

  /** A batch of three, to which two episodes are added. */
  private static final EasSettings SETTINGS = settings(0.7);

  private static EasSettings settings(double entropyWeight) {
    EasSettings demo = new EasSettings(3, 4, 2, 2, 0, false, true, 0.999, null);
    return new EasSettings(
        demo.embedding(),
        demo.hidden(),
        demo.wider(),
        demo.deeper(),
        demo.stage(),
        demo.isRandom(),
        demo.tangent(),
        demo.greatestAccuracy(),
        new EditLearning(
            new Adam(0.01, 0.9, 0.999, 1e-8), Double.POSITIVE_INFINITY, 3, 0.95, entropyWeight));
  }

  private static void check(EditSpace space, long seed) {
    EditNetwork network = SETTINGS.open(purpose -> new SplittableRandom(purpose.hashCode() + seed));
    EditLearner learner = new EditLearner(network, SETTINGS);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2; i++) {
      EditPlan plan = Eas.builder()
          .network(3, 4)
          .wider(2)
          .deeper(2)
          .build()
          .policy(space, seed + i)
          .propose(space.start(), random);
      learner.add(space.replay(plan.answers()).walk(), 0, 0.4 + 0.3 * i);
    }
    learner.gatherGradient();
    List<Parameter> parameters = List.copyOf(network.parameters());
    double[] gradient = parameters.stream()
        .flatMapToDouble(each -> DoubleStream.of(each.gradient()))
        .toArray();
    assertThat(DoubleStream.of(gradient).map(Math::abs).max().orElse(0)).isGreaterThan(1e-2);
    int place = 0;
    for (Parameter parameter : parameters) {
      double[] value = parameter.value();
      for (int i = 0; i < value.length; i++) {
        double before = value[i];
        parameter.change()[i] = before + STEP;
        double above = learner.gatherGradient();
        parameter.change()[i] = before - STEP;
        double below = learner.gatherGradient();
        parameter.change()[i] = before;
        double difference = (above - below) / (2 * STEP);
        double given = gradient[place++];
        double scale = Math.max(1e-4, Math.abs(given) + Math.abs(difference));
        assertThat(Math.abs(given - difference) / scale)
            .as("parameter [%d]: [%s] and [%s]", place, given, difference)
            .isLessThan(1e-4);
      }
    }
  }

  /** Convolutions at the greatest width are masked, and so are places beyond the block. */
  @Test
  void agreesWithFiniteDifferencesUnderMasks() {
    EditSpace space = EditSpace.easDemo(SIX).toBuilder().widths(4, 8).units(16).build();
    check(space, 1);
    check(space, 2);
  }

  @Test
  void agreesWithFiniteDifferencesOnDenselyConnectedNetworks() {
    check(EditSpace.easDense(StartNetworks.denseNet(Shape.image(1, 8, 8), 3, 4, 2, 2)), 3);
  }
}
