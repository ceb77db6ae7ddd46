/**
 * Hill climbing over networks that grow: {@link org.nas4j.strategy.morphism.MorphismSearch}. For
 * applications, by way of the builder of a search. No value is null.
 */
package org.nas4j.strategy.morphism;
