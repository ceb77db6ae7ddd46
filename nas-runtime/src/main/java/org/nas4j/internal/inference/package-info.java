/**
 * Networks as they predict: an architecture and its weights become a list of steps over rows of
 * numbers in plain Java, which the just-in-time compiler turns into vector instructions. Internal;
 * uses {@code arch}. See docs/adr/0026-runtime.md.
 */
package org.nas4j.internal.inference;
