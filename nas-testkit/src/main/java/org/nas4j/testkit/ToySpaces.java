package org.nas4j.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.space.Anchor;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.InfeasibleException;
import org.nas4j.space.SearchSpace;

/**
 * Small spaces that have, between them, all that a space may do. They build strings that tell the
 * answers.
 */
public final class ToySpaces {

  private ToySpaces() {}

  /**
   * Equally many options at each of several decisions of different names.
   *
   * @param decisions how many
   * @param options how many each
   * @return builds the options' numbers
   */
  public static SearchSpace<List<Integer>> grid(int decisions, int options) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < options; i++) {
      numbers.add(i);
    }
    List<Decision<Integer>> questions = new ArrayList<>();
    for (int i = 0; i < decisions; i++) {
      questions.add(new Decision<>("digit " + i, numbers));
    }
    return choices -> questions.stream().map(choices::pick).toList();
  }

  /**
   * Asks other things depending on the answers so far, and one question more often for greater
   * depths.
   *
   * @return a conditional space
   */
  public static SearchSpace<String> conditional() {
    Decision<String> kind = Decision.of("kind", "none", "chain", "tree");
    Decision<Integer> depth = Decision.of("depth", 1, 2, 3);
    Decision<String> layer = Decision.of("layer", "dense", "conv", "pool", "norm");
    Decision<Integer> fan = Decision.of("fan", 2, 3);
    return choices -> {
      String chosen = choices.pick(kind);
      if (chosen.equals("none")) {
        return "none";
      }
      if (chosen.equals("tree")) {
        return "tree " + choices.pick(fan);
      }
      StringBuilder built = new StringBuilder("chain");
      int count = choices.pick(depth);
      for (int i = 0; i < count; i++) {
        built.append(' ').append(choices.pick(layer));
      }
      return built.toString();
    };
  }

  /**
   * Permutations: each number once, so that the mask grows, to a single legal option at the end.
   *
   * @param size how many numbers
   * @return a masked space, with the set of numbers that are left as its Markov state
   */
  public static SearchSpace<List<Integer>> permutations(int size) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      numbers.add(i);
    }
    Decision<Integer> next = new Decision<>("next", numbers);
    return choices -> {
      List<Integer> built = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        choices.at(numbers.stream().filter(each -> !built.contains(each)).toList());
        built.add(choices.pick(next, each -> !built.contains(each)));
      }
      return List.copyOf(built);
    };
  }

  /**
   * Layers with skip links to all layers before, as in NAS and ENAS, and in the end a choice of the
   * layer to read from.
   *
   * @param layers how many
   * @return a space with anchors
   */
  public static SearchSpace<String> anchored(int layers) {
    Decision<String> operation = Decision.of("operation", "conv", "pool", "identity");
    return choices -> {
      StringBuilder built = new StringBuilder();
      List<Anchor> anchors = new ArrayList<>();
      for (int i = 0; i < layers; i++) {
        built.append(choices.pick(operation)).append('(');
        Anchor here = choices.anchor();
        for (Anchor earlier : anchors) {
          built.append(choices.link("skip", earlier) ? earlier.index() + " " : "");
        }
        built.append(") ");
        anchors.add(here);
      }
      return built.append(choices.pickAnchor("output", anchors)).toString();
    };
  }

  /**
   * Three digits of which those with an even sum above 10 cannot be built, and those that begin
   * with 9 end in a question without a legal answer.
   *
   * @return a space that rejects some of its answers
   */
  public static SearchSpace<Integer> partlyInfeasible() {
    Decision<Integer> digit = Decision.of("digit", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    return choices -> {
      int first = choices.pick(digit);
      int second = choices.pick(digit, each -> first < 9);
      int sum = first + second + choices.pick(digit);
      if (sum > 10 && sum % 2 == 0) {
        throw new InfeasibleException("even sum", "The digits sum to [" + sum + "].");
      }
      return first * 100 + sum;
    };
  }

  /**
   * One question with one answer.
   *
   * @return a space of a single architecture
   */
  public static SearchSpace<String> single() {
    return choices -> choices.pick(Decision.of("only", "this"));
  }

  /**
   * Asks nothing.
   *
   * @return a space of a single architecture, of the empty genotype
   */
  public static SearchSpace<String> empty() {
    return (Choices choices) -> "nothing";
  }

  /**
   * All of them, by name.
   *
   * @return in an order that never changes
   */
  public static Map<String, SearchSpace<?>> all() {
    Map<String, SearchSpace<?>> all = new LinkedHashMap<>();
    all.put("grid", grid(4, 3));
    all.put("conditional", conditional());
    all.put("permutations", permutations(4));
    all.put("anchored", anchored(4));
    all.put("partly infeasible", partlyInfeasible());
    all.put("single", single());
    all.put("empty", empty());
    return all;
  }
}
