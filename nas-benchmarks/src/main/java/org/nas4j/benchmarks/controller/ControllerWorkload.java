package org.nas4j.benchmarks.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nas4j.policy.LstmSettings;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.reinforce.Reinforce;

/**
 * What both sides compute: sample so many sequences of decisions, then climb along their policy
 * gradient, Adam and entropy bonus included.
 *
 * @param name for people
 * @param decisions length of a sequence; each has its own softmax head and embedding
 * @param options of each decision
 * @param layers of the LSTM
 * @param hidden units of each
 * @param batch sequences of one update
 * @param together whether PyTorch samples the sequences of a batch at once, which an engine that
 *     waits for each trial cannot
 * @param range initial weights lie in ± this
 */
record ControllerWorkload(
    String name,
    int decisions,
    int options,
    int layers,
    int hidden,
    int batch,
    boolean together,
    double range) {

  /** A space like NAS-Bench-201's under our defaults, and a longer one under NAS' own settings. */
  static final List<ControllerWorkload> ALL = List.of(
      new ControllerWorkload("defaults", 6, 5, 1, 16, 1, false, 0.1),
      new ControllerWorkload("NAS", 20, 5, 2, 35, 8, false, 0.08),
      new ControllerWorkload("NAS, PyTorch's batch at once", 20, 5, 2, 35, 8, true, 0.08));

  LstmSettings network() {
    return LstmSettings.builder().layers(layers).hidden(hidden).range(range).build();
  }

  SearchSpace<List<Integer>> space() {
    List<Integer> all = IntStream.range(0, options).boxed().toList();
    List<Decision<Integer>> chain = IntStream.range(0, decisions)
        .mapToObj(i -> new Decision<>("decision " + i, all))
        .toList();
    return choices -> {
      List<Integer> picked = new ArrayList<>();
      chain.forEach(decision -> picked.add(choices.pick(decision)));
      return picked;
    };
  }

  Reinforce strategy() {
    return Reinforce.builder().network(network()).batch(batch).redraws(0).build();
  }
}
