/**
 * A gallery: each system of the survey in its published settings, scaled to minutes, on real
 * training, beside random search. For people who want to see a paper run.
 */
package org.nas4j.examples.papers;
