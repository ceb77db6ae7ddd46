/**
 * Rules that end evaluations early ({@link org.nas4j.predict.AsynchronousHalving}). Uses
 * {@code search} and {@code eval}; for users and strategies. No value is null.
 */
package org.nas4j.predict;
