/**
 * The arena (strategy by space by seed) and JMH micro-benchmarks. Nothing else depends on this
 * package.
 */
package org.nas4j.benchmarks;
