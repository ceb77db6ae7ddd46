/**
 * Targets for fuzzing the readers of files that others may have written: each is given any bytes
 * and passes as long as the reader returns or refuses them. Run by the command {@code fuzz} with
 * Jazzer, and by a short test without.
 */
package org.nas4j.benchmarks.fuzz;
