/**
 * Bayesian optimization with a kernel of the edit distance between networks, as Auto-Keras has it.
 * A strategy, for everybody.
 */
package org.nas4j.strategy.networkkernel;
