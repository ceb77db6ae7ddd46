package org.nas4j.strategy.asha;

/**
 * All that the search is told.
 *
 * @param rungs where trials pause
 */
record AshaSettings(Rungs rungs) {}
