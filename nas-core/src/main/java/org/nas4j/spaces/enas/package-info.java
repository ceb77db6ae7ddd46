/**
 * The spaces of ENAS (pham2018enas): macro, micro and recurrent. Uses {@code space} and
 * {@code arch} only; for users. Parameters and results are never null unless a method says so.
 */
package org.nas4j.spaces.enas;
