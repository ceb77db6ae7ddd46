/**
 * Which share of a table's hypervolume strategies for several objectives find. Uses the core's
 * public API. No value is null.
 */
package org.nas4j.benchmarks.fronts;
