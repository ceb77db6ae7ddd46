/**
 * Recurrent language models on the CPU: a cell is a program of a few operations
 * ({@link org.nas4j.dl4j.internal.recurrent.CellProgram}), which lanes of a batch go through in
 * parallel, forward and back. Not for users. See docs/adr/0017-recurrent-engine.md.
 */
package org.nas4j.dl4j.internal.recurrent;
