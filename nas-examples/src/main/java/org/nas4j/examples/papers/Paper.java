package org.nas4j.examples.papers;

/**
 * A system of the survey that can be run.
 *
 * @param name by which it is run
 * @param reference key in the list of references
 * @param what it does, for people
 * @param course how it is run
 */
record Paper(String name, String reference, String what, Course course) {}
