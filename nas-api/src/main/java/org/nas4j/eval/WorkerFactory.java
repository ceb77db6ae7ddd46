package org.nas4j.eval;

import java.util.Map;
import org.nas4j.space.SearchSpace;

/**
 * Makes space and evaluator from settings in text form, so that another process can make the same
 * ones. The class is public with a public constructor without arguments, since it is found by its
 * name; it is top-level or static.
 *
 * <p>Space and evaluator depend on the settings only. Evaluators that start from a parent's weights
 * keep them in files that all processes see: no object travels from one evaluation to the next.
 *
 * @param <A> type of an architecture
 */
public interface WorkerFactory<A> {

  /**
   * The space, in the searching process and in each that evaluates.
   *
   * @param settings names and values, as the search was given them
   * @return a space that asks and builds the same everywhere
   */
  SearchSpace<A> space(Map<String, String> settings);

  /**
   * The evaluator, in each process that evaluates, and only there: this is where data are loaded.
   *
   * @param settings names and values, as the search was given them
   * @return an evaluator, called from one thread
   * @throws Exception if it cannot be made, which ends the search
   */
  Evaluator<A> evaluator(Map<String, String> settings) throws Exception;
}
