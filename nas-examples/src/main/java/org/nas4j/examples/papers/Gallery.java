package org.nas4j.examples.papers;

import java.util.List;
import java.util.Optional;

/** All papers that can be run, a line each. */
final class Gallery {

  private static final List<Paper> ALL = List.of(
      new Paper("nas", "zoph2017nas", "REINFORCE grows skip networks", ImagePapers.nas()),
      new Paper("nas-rnn", "zoph2017nas", "REINFORCE on recurrent cells", TextPapers.nas()),
      new Paper("metaqnn", "baker2017metaqnn", "Q-learning, layer by layer", ImagePapers.metaQnn()),
      new Paper("blockqnn", "zhong2018blockqnn", "Q-learning on a block", ImagePapers.blockQnn()),
      new Paper(
          "faster-blockqnn",
          "zhong2020blockqnn",
          "most blocks foretold",
          ImagePapers.fasterBlockQnn()),
      new Paper("nasnet", "zoph2018nasnet", "PPO on two cells", ImagePapers.nasnet()),
      new Paper("ppo-nas", "nagy2021ppo", "PPO on shared weights", SharedPapers.ppo()),
      new Paper("enas-macro", "pham2018enas", "ENAS, whole networks", SharedPapers.enasMacro()),
      new Paper("enas-micro", "pham2018enas", "ENAS, two cells", SharedPapers.enasMicro()),
      new Paper("enas-rnn", "pham2018enas", "ENAS, recurrent cells", TextPapers.enas()),
      new Paper("net2net", "chen2016net2net", "wider and deeper children", ImagePapers.net2Net()),
      new Paper("eas", "cai2018eas", "a policy widens and deepens", ImagePapers.eas()),
      new Paper("treecell", "cai2018pathlevel", "cells grow as trees", ImagePapers.treeCell()),
      new Paper("rena", "zhou2018rena", "insert, remove, scale", ImagePapers.rena()),
      new Paper("mnasnet", "tan2019mnasnet", "PPO on accuracy and latency", CostPapers.mnasNet()),
      new Paper("monas", "hsu2018monas", "REINFORCE on accuracy and energy", CostPapers.monas()),
      new Paper("pnas", "liu2018pnas", "cells grow block by block", ImagePapers.pnas()),
      new Paper(
          "deeparchitect",
          "negrinho2017deeparchitect",
          "tree search with bisection",
          ImagePapers.deepArchitect()),
      new Paper("asha", "li2019random", "random search with halving", ImagePapers.asha()),
      new Paper(
          "asha-promotion", "li2020asha", "trials pause and go on", EvolvingPapers.ashaPromotion()),
      new Paper(
          "large-scale-evolution",
          "real2017large",
          "mutants go on training",
          EvolvingPapers.largeScale()),
      new Paper("rs-ws", "li2019random", "random on shared weights", SharedPapers.random()),
      new Paper("bananas", "white2021bananas", "neural predictors", ImagePapers.bananas()),
      new Paper("morphism-bo", "jin2019autokeras", "a kernel of edits", ImagePapers.morphismBo()),
      new Paper("darts", "liu2019darts", "gradients on mixed edges", DartsPaper.darts()),
      new Paper(
          "pc-darts",
          "xu2020pcdarts",
          "one in four channels is mixed",
          DartsPaper.partialChannels()),
      new Paper("evolution", "real2019evolution", "ageing evolution", ImagePapers.evolution()));

  private Gallery() {}

  static List<Paper> all() {
    return ALL;
  }

  static List<String> names() {
    return ALL.stream().map(Paper::name).toList();
  }

  static Optional<Paper> named(String name) {
    return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
