/**
 * Bayesian optimization with a Gaussian process:
 * {@link org.nas4j.strategy.surrogate.SurrogateSearch}. Uses {@code variation}. No value is null.
 */
package org.nas4j.strategy.surrogate;
