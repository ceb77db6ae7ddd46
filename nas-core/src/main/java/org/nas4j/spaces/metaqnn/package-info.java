/**
 * The space of MetaQNN (baker2017metaqnn): chains of layers, of which each is a state. Uses
 * {@code space} and {@code arch} only; for users. Parameters and results are never null unless a
 * method says so.
 */
package org.nas4j.spaces.metaqnn;
