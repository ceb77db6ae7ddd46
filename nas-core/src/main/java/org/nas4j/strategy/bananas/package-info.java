/**
 * BANANAS: Bayesian optimization by an ensemble of neural predictors on the paths of networks. A
 * strategy, for everybody.
 */
package org.nas4j.strategy.bananas;
