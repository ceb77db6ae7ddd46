package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nas4j.space.Chooser;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/**
 * Changes one gene of a genotype and keeps the rest as far as it still fits: answers before the
 * change are the parent's; after it, the k-th question of a name is answered as the parent answered
 * its k-th question of that name after the change, if that is legal here. Questions that the parent
 * was never asked, or whose answer is not legal any more, are answered at random. So it works on
 * every space, conditional and masked ones too. Thread-safe if the walks are.
 */
public final class Mutation {

  private final Function<Chooser, Walk> walks;
  private final Function<Genotype, Walk> replays;

  /**
   * A mutation on a space.
   *
   * @param walks walks the space with a chooser
   * @param replays walks the space with recorded answers
   */
  public Mutation(Function<Chooser, Walk> walks, Function<Genotype, Walk> replays) {
    this.walks = requireNonNull(walks, "walks");
    this.replays = requireNonNull(replays, "replays");
  }

  /**
   * Changes one gene, uniformly among those that have another legal option, to one of its other
   * options, uniformly.
   *
   * @param parent recorded with the space
   * @param random draws gene, option and answers to new questions
   * @return the changed walk, feasible or not; empty if the parent has no gene that can be changed
   */
  public Optional<Walk> mutate(Genotype parent, RandomGenerator random) {
    List<DecisionPoint> open = replays.apply(parent).points().stream()
        .filter(point -> !point.isForced())
        .toList();
    if (open.isEmpty()) {
      return Optional.empty();
    }
    DecisionPoint point = open.get(random.nextInt(open.size()));
    int taken = parent.genes().get(point.index()).option();
    int option = point.legalOption(random.nextInt(point.legalCount() - 1));
    if (option >= taken) {
      option = nextLegal(point, option);
    }
    return Optional.of(apply(parent, new Change(point.index(), option), random));
  }

  /** The legal option that follows a legal one, in their order. */
  private static int nextLegal(DecisionPoint point, int option) {
    int i = 0;
    while (point.legalOption(i) != option) {
      i++;
    }
    return point.legalOption(i + 1);
  }

  /**
   * All changes of one gene: the neighbourhood of a genotype.
   *
   * @param parent recorded with the space
   * @return by place, then by option; without those that change nothing
   */
  public List<Change> changes(Genotype parent) {
    List<Change> changes = new ArrayList<>();
    for (DecisionPoint point : replays.apply(parent).points()) {
      int taken = parent.genes().get(point.index()).option();
      for (int i = 0; i < point.legalCount(); i++) {
        if (point.legalOption(i) != taken) {
          changes.add(new Change(point.index(), point.legalOption(i)));
        }
      }
    }
    return changes;
  }

  /**
   * Makes a change.
   *
   * @param parent recorded with the space
   * @param change one of its {@link #changes}
   * @param random draws answers to new questions
   * @return the changed walk, feasible or not
   */
  public Walk apply(Genotype parent, Change change, RandomGenerator random) {
    return walks.apply(new Following(parent.genes(), change, random));
  }

  /**
   * The parent's answers as long as the questions are its own in their order; from there on, by
   * name.
   */
  private static final class Following implements Chooser {

    private final List<Gene> genes;
    private final Change change;
    private final RandomGenerator random;
    private Map<String, Deque<Integer>> rest;

    Following(List<Gene> genes, Change change, RandomGenerator random) {
      this.genes = genes;
      this.change = change;
      this.random = random;
    }

    @Override
    public int choose(DecisionPoint point) {
      int index = point.index();
      if (index == change.index()) {
        return change.option();
      }
      String name = point.decision().name();
      if (rest == null && (index >= genes.size() || !genes.get(index).decision().equals(name))) {
        rest = byName(genes.subList(Math.min(index, genes.size()), genes.size()));
      }
      Integer kept = rest == null
          ? Integer.valueOf(genes.get(index).option())
          : rest.getOrDefault(name, new ArrayDeque<>()).poll();
      return kept != null && point.isLegal(kept)
          ? kept
          : point.legalOption(random.nextInt(point.legalCount()));
    }

    private static Map<String, Deque<Integer>> byName(List<Gene> genes) {
      Map<String, Deque<Integer>> byName = new HashMap<>();
      for (Gene gene : genes) {
        byName.computeIfAbsent(gene.decision(), name -> new ArrayDeque<>()).add(gene.option());
      }
      return byName;
    }
  }

  /**
   * Another answer at one place.
   *
   * @param index place in the genotype, from 0
   * @param option the new answer
   */
  public record Change(int index, int option) {}
}
