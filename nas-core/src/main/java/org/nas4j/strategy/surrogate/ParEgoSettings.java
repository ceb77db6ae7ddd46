package org.nas4j.strategy.surrogate;

import java.util.List;
import java.util.Optional;
import org.nas4j.internal.recipe.SettingName;
import org.nas4j.internal.recipe.ShownIfSet;
import org.nas4j.objective.Constraint;
import org.nas4j.objective.Objectives;

/**
 * All that ParEGO is told.
 *
 * @param objectives what the front is about
 * @param constraints what comes before all objectives
 * @param judgement how several losses become one
 * @param initial random candidates before the first fit
 * @param candidates that each proposal is chosen from
 * @param parents how many of the best by the weights of the day are mutated
 * @param remembered how many trials are learned from at most
 * @param rho weight of the sum of the objectives
 * @param evenWeights whether weights take turns instead of being drawn
 * @param apart random candidates of which each initial one is chosen
 */
record ParEgoSettings(
    Objectives objectives,
    @SettingName("constraint") List<Constraint> constraints,
    ParEgo.Judgement judgement,
    int initial,
    int candidates,
    int parents,
    int remembered,
    double rho,
    @ShownIfSet boolean evenWeights,
    @ShownIfSet Optional<Integer> apart) {}
