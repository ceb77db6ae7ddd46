/**
 * Networks as large-scale evolution mutates them (real2017large):
 * {@link org.nas4j.morphism.largescale.LargeScaleSpace}. For that strategy, and for the backend
 * that trains its children. Parameters and results are never null.
 */
package org.nas4j.morphism.largescale;
