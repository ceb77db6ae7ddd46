/**
 * Hill climbing: {@link org.nas4j.strategy.local.LocalSearch}. Uses {@code variation}. No value is
 * null.
 */
package org.nas4j.strategy.local;
