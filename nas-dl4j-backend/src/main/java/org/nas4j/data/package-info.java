/**
 * Labelled data in plain memory: loaders, splits, standardisation and augmentation. For users and
 * for backends; uses {@code org.nas4j.arch} for shapes only, and no array library.
 *
 * <p>Values are laid out as {@code [channels, height, width]}. Parameters and results are never
 * null unless a method says so.
 */
package org.nas4j.data;
