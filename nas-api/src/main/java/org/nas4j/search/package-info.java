/**
 * Search methods seen from outside: strategies and their controllers, trials and their outcomes,
 * stop rules, stores and listeners.
 *
 * <p>Uses {@code space} and {@code eval}. Parameters and results are never null unless a method
 * says so.
 */
package org.nas4j.search;
