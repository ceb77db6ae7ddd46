package org.nas4j.strategy.surrogate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.objective.Constraint;
import org.nas4j.objective.Objectives;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * ParEGO (knowles2006parego): Bayesian optimization of a front. For each proposal weights of the
 * objectives are drawn; what was observed is judged by the weighted objectives; and what a
 * {@link SurrogateSearch} would try next for that judgement is proposed.
 *
 * <p>It reads the objectives from a trial's figures, so that the search's reward does not matter to
 * it. Deviations: weights are drawn from all instead of a lattice; the process is that of
 * {@link SurrogateSearch}, over decisions and ranks, and so are candidates, failures and trials in
 * flight; constraints are ours, in the order of {@link org.nas4j.strategy.nsga.Nsga2};
 * {@link Judgement#HYPERVOLUME} is another way to judge (docs/benchmarks/fronts.md compares both).
 * Length scale and noise are chosen for each proposal, so that its time grows with the cube of the
 * trials remembered.
 */
public final class ParEgo implements SearchStrategy {

  /** How several objectives become one, when their weights are drawn. */
  public enum Judgement {
    /** By the worst of the weighted objectives, as published (knowles2006parego, equation 2). */
    CHEBYSHEV(Scalarisation.CHEBYSHEV),
    /**
     * By how far a point lets one go from the worst corner towards the best along a random ray,
     * whose mean over all rays is the hypervolume (golovin2020hypervolume).
     */
    HYPERVOLUME(Scalarisation.RAY),
    /** By the one and the other in turn. */
    IN_TURN(Scalarisation.CHEBYSHEV, Scalarisation.RAY);

    private final List<Scalarisation> turns;

    Judgement(Scalarisation... turns) {
      this.turns = List.of(turns);
    }

    Scalarisation of(int proposal) {
      return turns.get(proposal % turns.size());
    }
  }

  private final ParEgoSettings settings;

  private ParEgo(ParEgoSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts as published, but for the deviations above.
   *
   * @param objectives what the front is about; the evaluator must give these figures
   * @return a builder
   */
  public static Builder builder(Objectives objectives) {
    return new Builder(objectives);
  }

  /**
   * Starts from our defaults, which find larger fronts (docs/benchmarks/fronts.md): both judgements
   * in turn, weights that are spread evenly, first trials that differ, and 400 candidates.
   *
   * @param objectives what the front is about; the evaluator must give these figures
   * @return a builder
   */
  public static Builder spread(Objectives objectives) {
    return builder(objectives)
        .judgement(Judgement.IN_TURN)
        .evenWeights(true)
        .apart(100)
        .candidates(400);
  }

  /**
   * Starts from this recipe.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    Builder builder = builder(settings.objectives());
    settings.constraints().forEach(builder::constraint);
    builder.apart = settings.apart();
    return builder
        .evenWeights(settings.evenWeights())
        .judgement(settings.judgement())
        .initial(settings.initial())
        .candidates(settings.candidates())
        .parents(settings.parents())
        .remembered(settings.remembered())
        .rho(settings.rho());
  }

  @Override
  public Controller open(ControllerContext context) {
    return new ParEgoController(settings, context);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /** Describes the search. */
  public static final class Builder {

    private final Objectives objectives;
    private final List<Constraint> constraints = new ArrayList<>();
    private Judgement judgement = Judgement.CHEBYSHEV;
    private int initial = 20;
    private int candidates = 150;
    private int parents = 5;
    private int remembered = 200;
    private double rho = 0.05;
    private boolean evenWeights;
    private Optional<Integer> apart = Optional.empty();

    private Builder(Objectives objectives) {
      this.objectives = requireNonNull(objectives, "objectives");
    }

    /**
     * Adds a constraint: who is beyond it comes after all others, by the sum of violations.
     *
     * @param constraint on a figure that the evaluator gives
     * @return this
     */
    public Builder constraint(Constraint constraint) {
      constraints.add(requireNonNull(constraint, "constraint"));
      return this;
    }

    /**
     * How several objectives become one; as published unless set.
     *
     * @param way of judging
     * @return this
     */
    public Builder judgement(Judgement way) {
      judgement = requireNonNull(way, "way");
      return this;
    }

    /**
     * Random candidates before the first fit; 20 unless set.
     *
     * @param trials at least 2
     * @return this
     */
    public Builder initial(int trials) {
      initial = Checks.atLeast(trials, 2, "number of initial trials");
      return this;
    }

    /**
     * Candidates that each proposal is chosen from; 150 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder candidates(int count) {
      candidates = Checks.positive(count, "number of candidates");
      return this;
    }

    /**
     * How many of the best by the weights are mutated; 5 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder parents(int count) {
      parents = Checks.positive(count, "number of parents");
      return this;
    }

    /**
     * How many trials are learned from at most; 200 unless set.
     *
     * @param trials at least 10
     * @return this
     */
    public Builder remembered(int trials) {
      remembered = Checks.atLeast(trials, 10, "number of remembered trials");
      return this;
    }

    /**
     * The weight of the sum of the objectives, weighted if the judgement weighs them; 0.05 as
     * published unless set.
     *
     * @param weight at least 0
     * @return this
     */
    public Builder rho(double weight) {
      rho = Checks.notNegative(weight, "weight ρ of the sum");
      return this;
    }

    /**
     * Whether the weights of two objectives take turns from one end to the other by the golden
     * ratio, so that no part of the front waits long; false unless set. More than two are drawn at
     * random.
     *
     * @param choice true for even weights
     * @return this
     */
    public Builder evenWeights(boolean choice) {
      evenWeights = choice;
      return this;
    }

    /**
     * Each trial before the first fit is the one of so many random candidates that differs in the
     * greatest share of its decisions from those before. Without this call it is the first one that
     * is drawn.
     *
     * @param draws at least 1
     * @return this
     */
    public Builder apart(int draws) {
      apart = Optional.of(Checks.positive(draws, "number of draws"));
      return this;
    }

    /**
     * Builds.
     *
     * @return the strategy
     */
    public ParEgo build() {
      return new ParEgo(new ParEgoSettings(
          objectives,
          List.copyOf(constraints),
          judgement,
          initial,
          candidates,
          parents,
          remembered,
          rho,
          evenWeights,
          apart));
    }
  }
}
