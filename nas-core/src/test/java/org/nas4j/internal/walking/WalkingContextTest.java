package org.nas4j.internal.walking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Priced;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.predict.SynapticFlow;
import org.nas4j.space.Decision;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.InfeasibleException;
import org.nas4j.space.SearchSpace;

class WalkingContextTest {

  private static final Decision<Integer> UNITS = Decision.of("units", 8, 16, 0);

  private static Genotype option(int index) {
    return new Genotype(List.of(new Gene("units", index)));
  }

  private static Architecture network(int units) {
    Architecture.Builder network = Architecture.builder(Shape.vector(4));
    String x = network.add("dense", new Dense(units, true), Architecture.INPUT);
    return network.build(network.add("out", SoftmaxOutput.of(2), x));
  }

  /** Of its third option nothing can be built. */
  private static SearchSpace<Architecture> networks(AtomicInteger built) {
    return choices -> {
      int units = choices.pick(UNITS);
      built.incrementAndGet();
      if (units == 0) {
        throw new InfeasibleException("units", "A layer needs units.");
      }
      return network(units);
    };
  }

  private static WalkingContext<Architecture> context() {
    return new WalkingContext<>(networks(new AtomicInteger()), 5);
  }

  @Test
  void walksByAnswersAndByChoosers() {
    assertThat(context().walk(option(1)).genotype()).isEqualTo(option(1));
    assertThat(context().walk(point -> 0).genotype()).isEqualTo(option(0));
    assertThat(context().walk(option(2)).isFeasible()).isFalse();
  }

  @Test
  void drawsByTheSeedAndThePurpose() {
    assertThat(context().random("weights").nextLong())
        .isEqualTo(Seeds.random(5, 0, "controller weights").nextLong())
        .isNotEqualTo(context().random("noise").nextLong());
  }

  @Test
  void tellsSizesAndFlowOfNetworks() {
    Architecture wide = network(16);
    assertThat(context().costs(option(1)))
        .containsOnly(
            Map.entry(Metric.PARAMETERS, (double) wide.cost().parameters()),
            Map.entry(Metric.MACS, (double) wide.cost().macs()));
    assertThat(context().scores(option(1)))
        .containsOnly(Map.entry(Metric.SYNAPTIC_FLOW, SynapticFlow.of(wide)));
  }

  @Test
  void tellsNothingOfWhatCannotBeBuilt() {
    assertThat(context().costs(option(2))).isEmpty();
    assertThat(context().scores(option(2))).isEmpty();
  }

  @Test
  void tellsWhatOtherThingsTellThemselves() {
    Priced priced = new Priced() {
      @Override
      public Map<Metric, Double> costs() {
        return Map.of(Metric.PARAMETERS, 7.0);
      }

      @Override
      public Map<Metric, Double> scores() {
        return Map.of(Metric.SYNAPTIC_FLOW, -2.0);
      }
    };
    SearchSpace<Priced> space = choices -> {
      choices.pick(UNITS);
      return priced;
    };
    WalkingContext<Priced> context = new WalkingContext<>(space, 5);
    assertThat(context.costs(option(0))).isEqualTo(priced.costs());
    assertThat(context.scores(option(0))).isEqualTo(priced.scores());
    SearchSpace<Integer> numbers = choices -> choices.pick(UNITS);
    assertThat(new WalkingContext<>(numbers, 5).costs(option(0))).isEmpty();
  }

  @Test
  void buildsWhatWasWalkedLastOnce() {
    AtomicInteger built = new AtomicInteger();
    WalkingContext<Architecture> context = new WalkingContext<>(networks(built), 5);
    context.walk(point -> 1);
    context.costs(option(1));
    context.scores(option(1));
    assertThat(context.replay(option(1)).architecture()).isEqualTo(network(16));
    assertThat(built).hasValue(1);
    context.replay(option(0));
    assertThat(built).hasValue(2);
  }
}
