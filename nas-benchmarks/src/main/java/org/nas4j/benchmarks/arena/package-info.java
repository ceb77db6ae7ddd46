/**
 * The arena: search strategies on tabular benchmarks, run with many seeds and compared
 * ({@link org.nas4j.benchmarks.arena.ArenaCommand}). For the command line; nothing else depends on
 * it.
 */
package org.nas4j.benchmarks.arena;
