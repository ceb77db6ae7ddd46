/**
 * The space of BlockQNN (zhong2018blockqnn): blocks in the network structure code. Uses
 * {@code space} and {@code arch} only; for users. Parameters and results are never null unless a
 * method says so.
 */
package org.nas4j.spaces.blockqnn;
