package org.nas4j.strategy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nas4j.objective.Constraint;
import org.nas4j.objective.Objectives;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.strategy.eas.Eas;
import org.nas4j.strategy.evolution.Evolution;
import org.nas4j.strategy.exhaustive.Exhaustive;
import org.nas4j.strategy.local.LocalSearch;
import org.nas4j.strategy.morphism.MorphismSearch;
import org.nas4j.strategy.nsga.Nsga2;
import org.nas4j.strategy.pnas.Pnas;
import org.nas4j.strategy.ppo.Ppo;
import org.nas4j.strategy.qlearning.QLearning;
import org.nas4j.strategy.reinforce.Reinforce;
import org.nas4j.strategy.rena.Rena;
import org.nas4j.strategy.scalarized.Scalarized;
import org.nas4j.strategy.surrogate.ParEgo;
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
    BY_NAME.put("sizeaware", Strategies::sizeaware);
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
   *   <dt>sizeaware
   *   <dd>Bayesian optimization that learns from flow or sizes, and tree search, {@link #sizeaware}
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
   * <p>{@link #morphism}, {@link #eas}, {@link #rena} and {@link #treecell} have no name, since
   * they need a space of edits.
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
   * What a search does that names no strategy: Bayesian optimization from the fourth trial on that
   * also learns from what is known of a candidate before it is trained, a network's synaptic flow
   * or, where there is no network, sizes; a third of the proposals are those of a tree search
   * without a surrogate. That more is better is not assumed, it takes three trials to learn whether
   * it is. Nothing published: chosen on the tables of docs/benchmarks/arena.md.
   *
   * @return the strategy
   */
  public static SurrogateSearch sizeaware() {
    return SurrogateSearch.builder()
        .initial(3)
        .sizes(1)
        .kernelTemperature(4)
        .explorer(Uct.builder().guided(false).build(), 1 / 3.0)
        .build();
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
   * Progressive search of cells, for spaces that ask for a number of blocks first. Preset:
   * {@link Pnas#liu}. It has no name, since it refuses other spaces.
   *
   * @return the strategy with our defaults
   */
  public static Pnas pnas() {
    return Pnas.builder().build();
  }

  /**
   * Bayesian optimization of a front, {@link ParEgo#spread}. It has no name, since it has to know
   * the objectives.
   *
   * @param objectives what the front is about
   * @param constraints what comes before all objectives
   * @return the strategy with our defaults
   */
  public static ParEgo parEgo(Objectives objectives, Constraint... constraints) {
    ParEgo.Builder builder = ParEgo.spread(objectives);
    List.of(constraints).forEach(builder::constraint);
    return builder.build();
  }

  /**
   * A genetic algorithm that searches a front. Preset: {@link Nsga2#deb}. It has no name, since it
   * has to know the objectives.
   *
   * @param objectives what the front is about
   * @param constraints what comes before all objectives
   * @return the strategy with our defaults
   */
  public static Nsga2 nsga2(Objectives objectives, Constraint... constraints) {
    Nsga2.Builder builder = Nsga2.builder(objectives);
    List.of(constraints).forEach(builder::constraint);
    return builder.build();
  }

  /**
   * Any method that follows one number, made one that searches a front.
   *
   * @param strategy the method
   * @param objectives what the front is about
   * @return the strategy with our defaults
   */
  public static Scalarized scalarized(SearchStrategy strategy, Objectives objectives) {
    return Scalarized.of(strategy, objectives);
  }

  /**
   * EAS: a learned policy makes a trained network wider and deeper, over spaces of
   * {@link org.nas4j.morphism.EditSpace}. Presets: {@link Eas#demo}, {@link Eas#dense},
   * {@link Eas#paper}, {@link Eas#randomEdits}.
   *
   * @return the strategy of the released demonstration
   */
  public static Eas eas() {
    return Eas.demo();
  }

  /**
   * RENA: a learned policy inserts, removes and scales layers, over
   * {@link org.nas4j.morphism.EditSpace#rena}.
   *
   * @return the strategy with our defaults
   */
  public static Rena rena() {
    return Rena.builder().build();
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
