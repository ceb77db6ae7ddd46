package org.nas4j.examples.papers;

/**
 * A setting that is not the paper's.
 *
 * @param setting what it is
 * @param paper as published
 * @param here as it is run
 */
record Scaled(String setting, String paper, String here) {}
