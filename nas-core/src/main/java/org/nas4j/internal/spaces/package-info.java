/**
 * What several ready-made spaces are built from; not for users. Uses {@code space} and {@code arch}
 * only. Parameters and results are never null unless a method says so.
 */
package org.nas4j.internal.spaces;
