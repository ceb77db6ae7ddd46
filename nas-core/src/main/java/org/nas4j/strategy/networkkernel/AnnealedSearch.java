package org.nas4j.strategy.networkkernel;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.nas4j.morphism.Mutation;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/**
 * Looks for the network of greatest bound: goes on from the best known one, by a few neighbours at
 * a time, and takes worse ones up too as long as it is hot.
 *
 * @param settings how wide and how long
 * @param mutation makes neighbours
 * @param bound of a candidate that can be built
 * @param isNew whether a candidate may be proposed
 */
record AnnealedSearch(
    NetworkKernelSettings settings,
    Mutation mutation,
    ToDoubleFunction<Genotype> bound,
    Predicate<Walk> isNew) {

  private record Open(Genotype genotype, double value) {}

  /** Empty if no new neighbour was met. */
  Optional<Genotype> best(List<Genotype> from, RandomGenerator random) {
    PriorityQueue<Open> open =
        new PriorityQueue<>(Comparator.comparingDouble((Open each) -> -each.value()));
    from.forEach(each -> open.add(new Open(each, bound.applyAsDouble(each))));
    Set<Genotype> met = new HashSet<>(from);
    Optional<Genotype> best = Optional.empty();
    double greatest = Double.NEGATIVE_INFINITY;
    double temperature = 1;
    while (!open.isEmpty() && temperature > settings.coldest()) {
      Open next = open.remove();
      double gain = Math.min((next.value() - greatest) / temperature, 1);
      if (best.isEmpty() || random.nextDouble() < StrictMath.exp(gain)) {
        for (int i = 0; i < settings.neighbours(); i++) {
          Optional<Walk> child = mutation.mutate(next.genotype(), random).filter(isNew);
          if (child.isPresent() && met.add(child.get().genotype())) {
            Genotype genotype = child.get().genotype();
            double value = bound.applyAsDouble(genotype);
            open.add(new Open(genotype, value));
            if (value > greatest) {
              greatest = value;
              best = Optional.of(genotype);
            }
          }
        }
      }
      temperature *= settings.cooling();
    }
    return best;
  }
}
