/**
 * Tree search by upper confidence bounds: {@link org.nas4j.strategy.uct.Uct}. For users of the
 * library. No value is null.
 */
package org.nas4j.strategy.uct;
