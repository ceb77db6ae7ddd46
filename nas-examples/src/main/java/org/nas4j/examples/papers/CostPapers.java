package org.nas4j.examples.papers;

import org.nas4j.eval.Metric;
import org.nas4j.examples.cli.Digits;
import org.nas4j.examples.cli.HandmadeNetwork;
import org.nas4j.images.Latency;
import org.nas4j.objective.AddedFigure;
import org.nas4j.objective.EnergyProxy;
import org.nas4j.objective.MnasNetReward;
import org.nas4j.objective.MonasReward;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.spaces.mnasnet.MnasNetSpace;
import org.nas4j.strategy.ppo.Ppo;
import org.nas4j.strategy.reinforce.Reinforce;

/** Papers that are after accurate networks of little cost. */
final class CostPapers {

  private static final double ALPHA = 0.5;

  private CostPapers() {}

  static Course mnasNet() {
    return new TrialSearch(
            digits -> MnasNetSpace.small(digits.shape(), digits.classes()),
            Ppo.nasnet().toBuilder().batch(5).build(),
            new Scaled("space", "7 blocks around MobileNetV2's", "3 blocks around 8, 16, 24"),
            new Scaled("latency", "on a Pixel 1, target 75 ms", "here, target a plain network's"),
            new Scaled("children of an update", "not published, NASNet's 20", "5"),
            new Scaled("epochs", "5", "2"),
            new Scaled("children", "8,000", "at least 20"))
        .rewardFor(CostPapers::softReward)
        .cost(Metric.LATENCY_SECONDS, evaluator -> evaluator);
  }

  private static MnasNetReward softReward(Digits digits) {
    var network = HandmadeNetwork.of(digits.shape(), digits.classes());
    return MnasNetReward.soft(Latency.measure(network, 1, 1).seconds());
  }

  static Course monas() {
    EnergyProxy proxy = EnergyProxy.horowitz();
    return new TrialSearch(
            CostPapers::chains,
            Reinforce.monas().toBuilder().batch(4).build(),
            new Scaled("network", "of AlexNet's kind", "chains of up to 3 convolutions"),
            new Scaled("energy", "measured on a GPU", "proxy of products and bytes"),
            new Scaled("weight of accuracy", "several", "a half"),
            new Scaled("children of an update", "not published", "4"),
            new Scaled("children", "not published", "at least 20"))
        .rewardFor(digits -> MonasReward.mixed(
            ALPHA, new MonasReward.Scaled(EnergyProxy.ENERGY, 0, mostJoules(proxy, digits))))
        .cost(
            EnergyProxy.ENERGY,
            evaluator -> new AddedFigure<>(
                evaluator,
                EnergyProxy.ENERGY,
                candidate -> proxy.joules(candidate.architecture())));
  }

  private static ChainSpace chains(Digits digits) {
    return ChainSpace.of(digits.shape(), digits.classes());
  }

  /** Of the network with the last option of everything, which nothing pools. */
  private static double mostJoules(EnergyProxy proxy, Digits digits) {
    var largest = chains(digits)
        .sample(point -> point.decision().name().equals("pooling")
            ? 0
            : point.legalOption(point.legalCount() - 1));
    return proxy.joules(largest.architecture());
  }
}
