package org.nas4j.strategy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.strategy.evolution.Evolution;
import org.nas4j.strategy.exhaustive.Exhaustive;
import org.nas4j.strategy.local.LocalSearch;
import org.nas4j.strategy.morphism.MorphismSearch;
import org.nas4j.strategy.ppo.Ppo;
import org.nas4j.strategy.qlearning.QLearning;
import org.nas4j.strategy.reinforce.Reinforce;
import org.nas4j.strategy.surrogate.SurrogateSearch;
import org.nas4j.strategy.treecell.TreeCell;
import org.nas4j.strategy.uct.Uct;

/**
 * The search methods, each with its default settings: by a method of this class for programs, which
 * {@code toBuilder()} changes, or by the {@linkplain #named name} that command lines use. What was
 * published is a preset of the method's own class, such as {@link Ppo#nasnet}. Stateless.
 */
public final class Strategies {

  private static final Map<String, Supplier<SearchStrategy>> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("random", Strategies::random);
    BY_NAME.put("reinforce", Strategies::reinforce);
    BY_NAME.put("ppo", Strategies::ppo);
    BY_NAME.put("uct", Strategies::uct);
    BY_NAME.put("qlearning", Strategies::qlearning);
    BY_NAME.put("evolution", Strategies::evolution);
    BY_NAME.put("local", Strategies::local);
    BY_NAME.put("surrogate", Strategies::surrogate);
    BY_NAME.put("exhaustive", Strategies::exhaustive);
  }

  private Strategies() {}

  /**
   * All names that {@link #named} knows.
   *
   * @return in the order in which they are listed to people
   */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * A method with its default settings, by its name:
   *
   * <dl>
   *   <dt>random
   *   <dd>draws every decision uniformly, {@link #random}
   *   <dt>reinforce
   *   <dd>a recurrent policy climbs the policy gradient, {@link #reinforce}
   *   <dt>ppo
   *   <dd>a recurrent policy climbs a clipped objective for some epochs, {@link #ppo}
   *   <dt>uct
   *   <dd>tree search by upper confidence bounds, guided by a surrogate, {@link #uct}
   *   <dt>qlearning
   *   <dd>takes the option of greatest learned value, or a random one, {@link #qlearning}
   *   <dt>evolution
   *   <dd>mutates winners of tournaments, the oldest leave, {@link #evolution}
   *   <dt>local
   *   <dd>climbs from the best of a few random candidates, {@link #local}
   *   <dt>surrogate
   *   <dd>Bayesian optimization by a Gaussian process over decisions, {@link #surrogate}
   *   <dt>exhaustive
   *   <dd>proposes everything once, for small spaces, {@link #exhaustive}
   * </dl>
   *
   * <p>{@link #morphism} and {@link #treecell} have no name, since they need spaces of edits.
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

  /**
   * Random search, the baseline that every method has to beat at an equal budget.
   *
   * @return the strategy
   */
  public static RandomSearch random() {
    return new RandomSearch();
  }

  /**
   * Search by the policy gradient. Presets: {@link Reinforce#nas}, {@link Reinforce#enas},
   * {@link Reinforce#enasSmall}.
   *
   * @return the strategy with our defaults
   */
  public static Reinforce reinforce() {
    return Reinforce.builder().build();
  }

  /**
   * Proximal policy optimisation. Presets: {@link Ppo#nasnet}, {@link Ppo#nagyBoros}.
   *
   * @return the strategy with our defaults
   */
  public static Ppo ppo() {
    return Ppo.builder().build();
  }

  /**
   * Tree search by upper confidence bounds. Presets: {@link Uct#kocsis}, {@link Uct#deepArchitect},
   * {@link Uct#deepArchitectGuided}.
   *
   * @return the strategy with our defaults
   */
  public static Uct uct() {
    return Uct.builder().build();
  }

  /**
   * Q-learning. Presets: {@link QLearning#metaQnn}, {@link QLearning#blockQnn}.
   *
   * @return the strategy with our defaults
   */
  public static QLearning qlearning() {
    return QLearning.builder().build();
  }

  /**
   * Regularized evolution. Preset: {@link Evolution#real}.
   *
   * @return the strategy with our defaults
   */
  public static Evolution evolution() {
    return Evolution.builder().build();
  }

  /**
   * Local search. Preset: {@link LocalSearch#white}.
   *
   * @return the strategy with our defaults
   */
  public static LocalSearch local() {
    return LocalSearch.builder().build();
  }

  /**
   * Bayesian optimization over decisions.
   *
   * @return the strategy with our defaults
   */
  public static SurrogateSearch surrogate() {
    return SurrogateSearch.builder().build();
  }

  /**
   * Every architecture of the space once.
   *
   * @return the strategy
   */
  public static Exhaustive exhaustive() {
    return new Exhaustive();
  }

  /**
   * Hill climbing by network morphisms, over spaces such as
   * {@link org.nas4j.morphism.MorphismSpace}.
   *
   * @return the strategy as published, {@link MorphismSearch#nash}
   */
  public static MorphismSearch morphism() {
    return MorphismSearch.nash();
  }

  /**
   * A cell that grows as a tree, over spaces such as {@link org.nas4j.morphism.cell.TreeCellSpace}.
   * Preset: {@link TreeCell#small}.
   *
   * @return the strategy as published, {@link TreeCell#paper}
   */
  public static TreeCell treecell() {
    return TreeCell.paper();
  }
}
