/**
 * What a search is after: objectives and constraints, fronts with their hypervolume, and ready-made
 * reward functions. Uses the packages of the API and {@code internal}; for users and strategies.
 * Parameters and results are never null unless a method says so.
 */
package org.nas4j.objective;
