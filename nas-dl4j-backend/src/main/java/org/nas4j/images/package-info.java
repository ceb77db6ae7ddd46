/**
 * Trains architectures with Deeplearning4j: the evaluator for searches, training settings, and trained networks.
 *
 * <p>Parameters and results are never null unless a method says so.
 */
package org.nas4j.images;
