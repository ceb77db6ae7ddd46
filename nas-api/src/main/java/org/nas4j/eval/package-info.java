/**
 * How good a candidate is: evaluators, their figures, and the reward made of them.
 *
 * <p>Uses {@code space} and {@code arch}. Parameters and results are never null unless a method
 * says so.
 */
package org.nas4j.eval;
