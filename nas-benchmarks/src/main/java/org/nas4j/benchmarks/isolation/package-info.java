/** Compares threads with worker processes. For {@code Benchmarks} only. */
package org.nas4j.benchmarks.isolation;
