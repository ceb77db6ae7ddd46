/**
 * Evolution by pairwise tournaments over networks that mutate:
 * {@link org.nas4j.strategy.largescale.LargeScaleEvolution}. For applications, by way of the
 * builder of a search. No value is null.
 */
package org.nas4j.strategy.largescale;
