package org.nas4j.strategy.nsga;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.space.Chooser;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;

/**
 * Answers the k-th question of a name as one of the parents answered its k-th question of that
 * name, each with equal chance; where only one was asked it, or only one answer is legal here, as
 * that one. Now and then, and where no parent can say, the answer is drawn instead. So it works on
 * every space, conditional and masked ones too. For one walk.
 */
final class Inheriting implements Chooser {

  private final List<Map<String, List<Integer>>> parents;
  private final double change;
  private final RandomGenerator random;
  private final Map<String, Integer> asked = new HashMap<>();

  /** With the chance that an answer is changed to another legal one. */
  Inheriting(List<Genotype> parents, double change, RandomGenerator random) {
    this.parents = parents.stream().map(Inheriting::byName).toList();
    this.change = change;
    this.random = random;
  }

  private static Map<String, List<Integer>> byName(Genotype genotype) {
    Map<String, List<Integer>> answers = new HashMap<>();
    for (Gene gene : genotype.genes()) {
      answers.computeIfAbsent(gene.decision(), name -> new ArrayList<>()).add(gene.option());
    }
    return answers;
  }

  @Override
  public int choose(DecisionPoint point) {
    String name = point.decision().name();
    int occurrence = asked.merge(name, 1, Integer::sum) - 1;
    List<Integer> inherited = new ArrayList<>();
    for (Map<String, List<Integer>> parent : parents) {
      List<Integer> answers = parent.getOrDefault(name, List.of());
      if (occurrence < answers.size() && point.isLegal(answers.get(occurrence))) {
        inherited.add(answers.get(occurrence));
      }
    }
    if (inherited.isEmpty()) {
      return point.legalOption(random.nextInt(point.legalCount()));
    }
    int answer = inherited.get(inherited.size() == 1 ? 0 : random.nextInt(inherited.size()));
    return !point.isForced() && random.nextDouble() < change ? other(point, answer) : answer;
  }

  /** Any legal option but this one, uniformly. */
  private int other(DecisionPoint point, int option) {
    int drawn = random.nextInt(point.legalCount() - 1);
    for (int i = 0; i <= drawn; i++) {
      if (point.legalOption(i) == option) {
        return point.legalOption(drawn + 1);
      }
    }
    return point.legalOption(drawn);
  }
}
