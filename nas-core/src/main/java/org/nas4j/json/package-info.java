/**
 * Architectures as JSON text. Uses {@code arch} and {@code internal} only; for users, the engine and
 * backends. Parameters and results are never null unless a method says so.
 */
package org.nas4j.json;
