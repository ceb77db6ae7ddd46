/**
 * How architectures are written as JSON and read back, for model files and for users of nas-core.
 * Internal; uses {@code arch} and {@code internal.json}.
 */
package org.nas4j.internal.architecture;
