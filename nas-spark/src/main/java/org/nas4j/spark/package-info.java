/**
 * Searches whose trials run on the machines of an Apache Spark cluster:
 * {@link org.nas4j.spark.SparkIsolation} says how. Journal, strategy and rules stay in the driver.
 * Uses {@code isolation}; nothing of ours uses it.
 */
package org.nas4j.spark;
