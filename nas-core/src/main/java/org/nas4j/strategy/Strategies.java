package org.nas4j.strategy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.strategy.ppo.Ppo;
import org.nas4j.strategy.qlearning.QLearning;
import org.nas4j.strategy.reinforce.Reinforce;
import org.nas4j.strategy.uct.Uct;

/**
 * The search methods by the names that command lines use, each with its default settings. Stateless.
 */
public final class Strategies {

  private static final Map<String, Supplier<SearchStrategy>> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("random", RandomSearch::new);
    BY_NAME.put("reinforce", () -> Reinforce.builder().build());
    BY_NAME.put("ppo", () -> Ppo.builder().build());
    BY_NAME.put("uct", () -> Uct.builder().build());
    BY_NAME.put("qlearning", () -> QLearning.builder().build());
  }

  private Strategies() {}

  /**
   * All names.
   *
   * @return in the order in which they are listed to people
   */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * A method with its default settings.
   *
   * @param name one of {@link #names}
   * @return its recipe
   * @throws IllegalArgumentException if there is none of this name
   */
  public static SearchStrategy named(String name) {
    Supplier<SearchStrategy> strategy = BY_NAME.get(name);
    if (strategy == null) {
      throw new IllegalArgumentException(
          "There is no strategy [" + name + "].\nMaybe use one of " + names() + ".");
    }
    return strategy.get();
  }
}
