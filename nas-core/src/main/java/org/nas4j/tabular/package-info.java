/**
 * Tabular benchmarks: a table of architectures that others trained becomes a search space and an
 * evaluator that costs no training. Uses {@code space}, {@code eval} and {@code internal}; for
 * users and benchmarks. Parameters and results are never null unless a method says so.
 */
package org.nas4j.tabular;
