package org.nas4j.strategy.nsga;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nas4j.objective.Crowding;
import org.nas4j.objective.Dominance;

/**
 * The population, always with its ranks and crowding distances: a lower rank is better, and within
 * a rank the less crowded. Who is beyond a constraint ranks after all who are not, by how far.
 */
final class Survivors {

  private final Nsga2Settings settings;
  private final List<Member> children = new ArrayList<>();
  private List<Member> living = List.of();
  private int[] ranks = {};
  private double[] crowding = {};

  Survivors(Nsga2Settings settings) {
    this.settings = settings;
  }

  List<Member> living() {
    return living;
  }

  boolean isFull() {
    return living.size() >= settings.population();
  }

  /** Takes a child in; the first ones, until there are enough to choose from, at once. */
  void add(Member child) {
    children.add(child);
    boolean waits = isFull() && !settings.steady() && children.size() < settings.population();
    if (!waits) {
      succeed();
    }
  }

  private void succeed() {
    List<Member> all = new ArrayList<>(living);
    all.addAll(children);
    children.clear();
    judge(all);
    if (all.size() > settings.population()) {
      judge(IntStream.range(0, all.size())
          .boxed()
          .sorted(this::compare)
          .limit(settings.population())
          .sorted()
          .map(all::get)
          .toList());
    }
  }

  private void judge(List<Member> members) {
    living = List.copyOf(members);
    ranks = ranks(living);
    crowding = Crowding.distances(living.stream().map(Member::losses).toList(), ranks);
  }

  private static int[] ranks(List<Member> members) {
    int[] ranks = new int[members.size()];
    int[] allowed = IntStream.range(0, ranks.length)
        .filter(i -> members.get(i).violation() == 0)
        .toArray();
    int[] free = Dominance.ranks(
        IntStream.of(allowed).mapToObj(i -> members.get(i).losses()).toList());
    for (int i = 0; i < allowed.length; i++) {
      ranks[allowed[i]] = free[i];
    }
    List<Double> violations =
        members.stream().map(Member::violation).distinct().sorted().toList();
    for (int i = 0; i < ranks.length; i++) {
      if (members.get(i).violation() > 0) {
        ranks[i] = ranks.length + violations.indexOf(members.get(i).violation());
      }
    }
    return ranks;
  }

  /** The better first: the lower rank, then the less crowded. */
  private int compare(int one, int other) {
    int byRank = Integer.compare(ranks[one], ranks[other]);
    return byRank != 0 ? byRank : Double.compare(crowding[other], crowding[one]);
  }

  /** The better of two drawn at random, with replacement; among equals the first drawn. */
  Member parent(RandomGenerator random) {
    int one = random.nextInt(living.size());
    int other = random.nextInt(living.size());
    return living.get(compare(one, other) <= 0 ? one : other);
  }

  /** For tests: the rank of each of the living. */
  int[] ranks() {
    return ranks.clone();
  }
}
