/**
 * Search by proximal policy optimisation: {@link org.nas4j.strategy.ppo.Ppo}. Uses {@code policy}.
 */
package org.nas4j.strategy.ppo;
