/**
 * A cluster on paper: the real engine and strategies on tables, where workers, their slowness and
 * their losses are simulated.
 */
package org.nas4j.benchmarks.cluster;
