package org.nas4j.strategy.networkkernel;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.SearchSpace;

/**
 * Bayesian optimization with the network kernel of Auto-Keras (jin2019autokeras, section 3;
 * settings by its code as kept in NNI): a Gaussian process whose covariance falls with the edit
 * distance between networks; the next candidate is that of greatest mean + 2.576 standard
 * deviations which a tree search finds, with simulated annealing, from 8 neighbours of each
 * network: temperature 1, times 0.9 each, down to 1e-4.
 *
 * <p>Deviations: the covariance is exp(−(d/s)²) everywhere, s the median distance, where the code
 * embeds distances for training and not for prediction, so that its two kernels do not belong
 * together. Neighbours change one answer, on a {@link org.nas4j.morphism.MorphismSpace} an edit or
 * what it is like; weights are not taken over. The first candidates are random, 5 unless set.
 */
public final class NetworkKernelSearch implements SearchStrategy {

  private final SearchSpace<Architecture> space;
  private final NetworkKernelSettings settings;

  private NetworkKernelSearch(SearchSpace<Architecture> space, NetworkKernelSettings settings) {
    this.space = space;
    this.settings = settings;
  }

  /**
   * The published settings.
   *
   * @param space that will be searched, whose networks are compared
   * @return the strategy
   */
  public static NetworkKernelSearch of(SearchSpace<Architecture> space) {
    return builder(space).build();
  }

  /**
   * Starts from the published settings.
   *
   * @param space that will be searched, whose networks are compared
   * @return a builder
   */
  public static Builder builder(SearchSpace<Architecture> space) {
    return new Builder(requireNonNull(space, "space"));
  }

  /**
   * Starts from this recipe.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder(space).from(settings);
  }

  @Override
  public Controller open(ControllerContext context) {
    return new NetworkKernelController(
        settings, context, genotype -> NetworkOutline.of(space.replay(genotype).architecture()));
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /** Describes the search. For one thread. */
  public static final class Builder {

    private final SearchSpace<Architecture> space;
    private int initial = 5;
    private double width = 2.576;
    private int neighbours = 8;
    private double cooling = 0.9;
    private double coldest = 1e-4;

    private Builder(SearchSpace<Architecture> space) {
      this.space = space;
    }

    private Builder from(NetworkKernelSettings settings) {
      initial = settings.initial();
      width = settings.width();
      neighbours = settings.neighbours();
      cooling = settings.cooling();
      coldest = settings.coldest();
      return this;
    }

    /**
     * Random candidates at the start; 5 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder initial(int count) {
      initial = Checks.positive(count, "number of initial candidates");
      return this;
    }

    /**
     * Standard deviations that are added to what is expected; 2.576 unless set.
     *
     * @param deviations at least 0
     * @return this
     */
    public Builder width(double deviations) {
      width = Checks.notNegative(deviations, "number of deviations");
      return this;
    }

    /**
     * Neighbours of each network that is gone on from; 8 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder neighbours(int count) {
      neighbours = Checks.positive(count, "number of neighbours");
      return this;
    }

    /**
     * The strategy.
     *
     * @return immutable
     */
    public NetworkKernelSearch build() {
      return new NetworkKernelSearch(
          space, new NetworkKernelSettings(initial, width, neighbours, cooling, coldest));
    }
  }
}
