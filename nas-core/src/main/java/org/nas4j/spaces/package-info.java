/**
 * The ready-made space for a start, {@link org.nas4j.spaces.ChainSpace}, and what the spaces of the
 * papers, one package each, let users set. Uses {@code space} and {@code arch} only; for users, and
 * known to no engine or strategy. Parameters and results are never null unless a method says so.
 */
package org.nas4j.spaces;
