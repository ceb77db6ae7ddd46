package org.nas4j.strategy.nsga;

import java.util.List;
import org.nas4j.internal.recipe.SettingName;
import org.nas4j.objective.Constraint;
import org.nas4j.objective.Objectives;

/**
 * All that the algorithm is told.
 *
 * @param objectives what makes one better than another
 * @param constraints what comes before the objectives
 * @param population how many survive
 * @param crossover how often a child has two parents
 * @param mutation how many decisions of a child change on average
 * @param steady whether each child meets its parents at once
 */
record Nsga2Settings(
    Objectives objectives,
    @SettingName("constraint") List<Constraint> constraints,
    int population,
    double crossover,
    double mutation,
    boolean steady) {}
