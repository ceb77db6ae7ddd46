/**
 * Training of networks over images and tables: {@link org.nas4j.images.Dl4jEvaluator} and
 * {@link org.nas4j.images.Dl4jSupernet} for searches, {@link org.nas4j.images.TrainedNetwork} for
 * what comes after, {@link org.nas4j.images.Dl4jTraining} for both. For users. Parameters and
 * results are never null unless a method says so.
 */
package org.nas4j.images;
