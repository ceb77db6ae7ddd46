/**
 * Evaluation in processes of its own: {@link org.nas4j.isolation.Isolation} says how, for the
 * engine. Uses the API and {@code internal}. What travels between the processes, and why, is in
 * docs/adr.
 */
package org.nas4j.isolation;
