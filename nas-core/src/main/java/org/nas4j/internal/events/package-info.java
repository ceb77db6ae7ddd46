/**
 * Events of the JDK's Flight Recorder, by which {@code jfr print} shows a search: trials, their
 * evaluations, epochs and worker processes. Without a recording they cost nothing worth a figure.
 * For the engine and what trains; uses nothing of ours.
 */
package org.nas4j.internal.events;
