/**
 * How many examples a second go through published networks, in training and inference, here, in
 * Deeplearning4j as it is delivered, and in PyTorch. Nothing else depends on this package.
 */
package org.nas4j.benchmarks.throughput;
