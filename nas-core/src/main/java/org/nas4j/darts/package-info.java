/**
 * Search by gradients on mixed edges (DARTS). The search knows networks by
 * {@link org.nas4j.darts.MixedNetwork}, which a backend implements. For everybody.
 */
package org.nas4j.darts;
