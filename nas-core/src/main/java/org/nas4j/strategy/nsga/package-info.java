/**
 * Search for a front by a genetic algorithm: {@link org.nas4j.strategy.nsga.Nsga2}. Uses
 * {@code objective}. No value is null.
 */
package org.nas4j.strategy.nsga;
