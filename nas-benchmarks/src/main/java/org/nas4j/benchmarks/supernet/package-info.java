/**
 * What it costs to change the network at every step of shared weights. Nothing else depends on this
 * package.
 */
package org.nas4j.benchmarks.supernet;
