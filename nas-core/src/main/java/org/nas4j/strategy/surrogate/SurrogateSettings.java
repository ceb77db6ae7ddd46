package org.nas4j.strategy.surrogate;

import java.util.Optional;
import org.nas4j.internal.recipe.SettingName;
import org.nas4j.internal.recipe.ShownIfSet;
import org.nas4j.search.SearchStrategy;

/**
 * All that a surrogate search is told.
 *
 * @param initial random candidates before the first fit
 * @param candidates that each proposal is chosen from
 * @param parents how many of the best are mutated
 * @param refit trials after which the likelihoods of kernels are computed anew
 * @param remembered how many trials are learned from at most
 * @param temperature at which kernels are drawn; none for the likeliest
 * @param sizes weight of what is known of a candidate before it is evaluated
 * @param explorer makes some of the proposals
 */
record SurrogateSettings(
    int initial,
    int candidates,
    int parents,
    int refit,
    int remembered,
    @ShownIfSet @SettingName("kernelTemperature") Optional<Double> temperature,
    @ShownIfSet Optional<Double> sizes,
    @ShownIfSet Optional<Exploration> explorer) {

  /** A method and the share of proposals that it makes. */
  record Exploration(SearchStrategy strategy, double share) {

    @Override
    public String toString() {
      return share + " by " + strategy.name() + strategy.settings();
    }
  }

  /** Without what is only set by name. */
  static SurrogateSettings plain(
      int initial, int candidates, int parents, int refit, int remembered) {
    return new SurrogateSettings(
        initial,
        candidates,
        parents,
        refit,
        remembered,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
