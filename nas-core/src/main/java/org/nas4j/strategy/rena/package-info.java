/**
 * Networks that are edited under limits on what they use: {@link org.nas4j.strategy.rena.Rena}. For
 * applications, by way of the builder of a search. No value is null.
 */
package org.nas4j.strategy.rena;
