/**
 * Search spaces as functions that ask decisions, and the records of the answers.
 *
 * <p>A {@link org.nas4j.space.SearchSpace} is a pure function; a search method is a
 * {@link org.nas4j.space.Chooser}; the recorded answers are the {@link org.nas4j.space.Genotype}.
 * Everything of NAS4J may use this package; it uses nothing of NAS4J. Parameters and results are
 * never null unless a method says so.
 */
package org.nas4j.space;
