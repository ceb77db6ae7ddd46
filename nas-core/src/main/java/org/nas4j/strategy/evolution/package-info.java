/**
 * Evolution with ageing: {@link org.nas4j.strategy.evolution.Evolution}. Uses {@code variation}. No
 * value is null.
 */
package org.nas4j.strategy.evolution;
