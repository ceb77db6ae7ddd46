/**
 * Processes that a benchmark starts: other JVMs, and Python for comparison. For the benchmarks
 * alone.
 */
package org.nas4j.benchmarks.child;
