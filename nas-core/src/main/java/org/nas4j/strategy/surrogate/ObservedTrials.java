package org.nas4j.strategy.surrogate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/** What was proposed and what came of it. */
final class ObservedTrials {

  /** One genotype with its code; no reward if its evaluation failed. */
  record Entry(Genotype genotype, Encoded code, OptionalDouble reward) {}

  private final Codes codes = new Codes();
  private final Function<Genotype, double[]> untrained;
  private final Set<Genotype> known = new HashSet<>();
  private final Map<Genotype, Encoded> pending = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private double worst = Double.POSITIVE_INFINITY;

  /** With what is known of an untrained candidate, nothing if the search does not ask. */
  ObservedTrials(Function<Genotype, double[]> untrained) {
    this.untrained = untrained;
  }

  Encoded encode(Genotype genotype) {
    return new Encoded(codes.encode(genotype), untrained.apply(genotype));
  }

  boolean isNew(Walk walk) {
    return walk.isFeasible() && !known.contains(walk.genotype());
  }

  void proposed(Genotype genotype) {
    if (known.add(genotype)) {
      pending.put(genotype, encode(genotype));
    }
  }

  void observed(Genotype genotype, OptionalDouble reward) {
    known.add(genotype);
    pending.remove(genotype);
    entries.add(new Entry(genotype, encode(genotype), reward));
    reward.ifPresent(value -> worst = Math.min(worst, value));
  }

  /** Leaves a candidate that could not be built out of what is learned from. */
  void rejected(Genotype genotype) {
    known.add(genotype);
    pending.remove(genotype);
  }

  /**
   * Leaves a candidate that nobody will evaluate out of what is believed; it may be proposed again.
   */
  void withdrawn(Genotype genotype) {
    known.remove(genotype);
    pending.remove(genotype);
  }

  /** Of all that was observed or is under way. */
  List<Encoded> codes() {
    return Stream.concat(entries.stream().map(Entry::code), pending.values().stream())
        .toList();
  }

  List<Encoded> pending() {
    return List.copyOf(pending.values());
  }

  int size() {
    return entries.size();
  }

  /** What the entry counts as: a failure as the worst that was seen. */
  double value(Entry entry) {
    return entry.reward().orElse(worst == Double.POSITIVE_INFINITY ? 0 : worst);
  }

  /** The best first; among equals the earliest. */
  List<Entry> best(int count) {
    return entries.stream()
        .sorted(Comparator.comparingDouble((Entry entry) -> -value(entry)))
        .limit(count)
        .toList();
  }

  /**
   * All, or if they are more than the limit the best half and the latest, in the order of
   * observation.
   */
  List<Entry> relevant(int limit) {
    if (entries.size() <= limit) {
      return entries;
    }
    Set<Integer> kept = new HashSet<>();
    IntStream.range(0, entries.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -value(entries.get(i))))
        .limit(limit / 2)
        .forEach(kept::add);
    for (int i = entries.size() - 1; kept.size() < limit; i--) {
      kept.add(i);
    }
    return kept.stream().sorted().map(entries::get).toList();
  }
}
