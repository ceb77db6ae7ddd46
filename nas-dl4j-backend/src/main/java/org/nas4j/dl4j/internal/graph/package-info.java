/**
 * The portable way to compute a network: Deeplearning4j's {@code ComputationGraph} on whatever ND4J
 * finds, CPU or GPU. Not for users; uses {@code org.nas4j.arch} and the interface that it
 * implements.
 */
package org.nas4j.dl4j.internal.graph;
