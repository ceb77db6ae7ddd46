/** Searches among children that do their worst. For {@code Benchmarks} only. */
package org.nas4j.benchmarks.hostile;
