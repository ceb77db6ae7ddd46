/** Pictures as numbers, alike in training and at prediction. Internal; uses {@code arch}. */
package org.nas4j.internal.pictures;
