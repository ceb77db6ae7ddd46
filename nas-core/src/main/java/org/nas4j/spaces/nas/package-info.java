/**
 * The spaces of NAS (zoph2017nas): convolutional networks with skip connections, and recurrent
 * cells. Uses {@code space} and {@code arch} only; for users. Parameters and results are never null
 * unless a method says so.
 */
package org.nas4j.spaces.nas;
