/**
 * What one call finds, beside the network written by hand. Nothing else depends on this package.
 */
package org.nas4j.benchmarks.auto;
