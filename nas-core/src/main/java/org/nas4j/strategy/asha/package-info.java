/**
 * Asynchronous successive halving that pauses and promotes: {@link org.nas4j.strategy.asha.Asha}.
 * The variant that stops is a rule of {@code org.nas4j.predict}. For applications, by way of the
 * builder of a search. No value is null.
 */
package org.nas4j.strategy.asha;
