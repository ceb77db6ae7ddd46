package org.nas4j.strategy.scalarized;

import org.nas4j.internal.recipe.SettingName;
import org.nas4j.objective.Objectives;
import org.nas4j.search.SearchStrategy;

/**
 * All that is told beside the method's own settings.
 *
 * @param strategy the method that follows one number
 * @param objectives what the front is about
 * @param period how many trials have the same weights
 * @param rho weight of the sum beside the worst of the objectives
 */
record ScalarizedSettings(
    @SettingName("of") Named strategy, Objectives objectives, int period, double rho) {

  /** Shows a method by its name. */
  record Named(SearchStrategy strategy) {

    @Override
    public String toString() {
      return strategy.name();
    }
  }
}
