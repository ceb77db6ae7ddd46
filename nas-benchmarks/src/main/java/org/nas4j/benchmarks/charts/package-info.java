/** Pictures of benchmarks. For the benchmarks alone. */
package org.nas4j.benchmarks.charts;
