/**
 * What recurrent networks repeat at each step of time, as pure data: a cell is a list of
 * operations, and whoever writes one down can have it trained. Uses
 * {@link org.nas4j.arch.WeightArray} only. Parameters and results are never null unless a method
 * says so.
 */
package org.nas4j.arch.recurrent;
