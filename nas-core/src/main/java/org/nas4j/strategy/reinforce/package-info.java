/**
 * Search by the policy gradient: {@link org.nas4j.strategy.reinforce.Reinforce}. Uses
 * {@code policy}.
 */
package org.nas4j.strategy.reinforce;
