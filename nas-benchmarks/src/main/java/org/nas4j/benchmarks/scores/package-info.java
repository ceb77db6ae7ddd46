/**
 * What scores that need no training tell of trained networks. Nothing else depends on this package.
 */
package org.nas4j.benchmarks.scores;
