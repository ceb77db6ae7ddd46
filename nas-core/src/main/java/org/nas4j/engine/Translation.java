package org.nas4j.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nas4j.search.SpaceFingerprint;
import org.nas4j.space.Chooser;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;

/**
 * Says a genotype of one space in another one, whose options may have been reordered or be more:
 * each answer goes to the decision of the same name, and there to the option of the same text. What
 * cannot be said so, wholly and in one way only, is not said at all. For one thread.
 */
final class Translation {

  private final SearchSpace<?> space;
  private final Map<String, List<String>> texts;
  private final Set<String> unclear = new HashSet<>();
  private final boolean same;

  /**
   * From a space as it was to one as it is.
   *
   * @param from what is on record of it
   * @param space to speak of
   */
  Translation(SpaceFingerprint from, SearchSpace<?> space) {
    SpaceFingerprint now = Fingerprints.of(space);
    this.space = space;
    this.texts = from.decisions();
    this.same = now.digest().equals(from.digest());
    unclear.addAll(from.varying());
    unclear.addAll(now.varying());
  }

  /** Empty if there is no such genotype in the space. */
  Optional<Genotype> of(Genotype genotype) {
    try {
      if (same) {
        return Optional.of(space.replay(genotype).genotype());
      }
      Answers answers = new Answers(genotype);
      Genotype translated = space.sample(answers).genotype();
      return answers.areAllGiven() ? Optional.of(translated) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private String text(Gene gene) {
    List<String> options = texts.getOrDefault(gene.decision(), List.of());
    if (unclear.contains(gene.decision()) || gene.option() >= options.size()) {
      throw new IllegalArgumentException("Answer [" + gene + "] is of no option on record.");
    }
    return options.get(gene.option());
  }

  /** The texts of a genotype's answers, by decision, in the order in which they were given. */
  private final class Answers implements Chooser {

    private final Map<String, Deque<String>> left = new HashMap<>();

    Answers(Genotype genotype) {
      for (Gene gene : genotype.genes()) {
        left.computeIfAbsent(gene.decision(), name -> new ArrayDeque<>()).add(text(gene));
      }
    }

    @Override
    public int choose(DecisionPoint point) {
      String name = point.decision().name();
      Deque<String> answers = left.get(name);
      if (answers == null || answers.isEmpty()) {
        throw new IllegalArgumentException("Decision [" + name + "] has no answer on record.");
      }
      return option(point, answers.remove());
    }

    private int option(DecisionPoint point, String text) {
      int found = -1;
      for (int i = 0; i < point.decision().size(); i++) {
        if (Fingerprints.text(point.decision().options().get(i)).equals(text)) {
          if (found >= 0) {
            throw new IllegalArgumentException("Two options are called [" + text + "].");
          }
          found = i;
        }
      }
      if (found < 0 || !point.isLegal(found)) {
        throw new IllegalArgumentException("Option [" + text + "] is not there.");
      }
      return found;
    }

    boolean areAllGiven() {
      return left.values().stream().allMatch(Deque::isEmpty);
    }
  }
}
