/**
 * Searches for people to look at: {@link org.nas4j.report.SearchReport} writes an HTML file that
 * needs no network. Reads results and journals, and draws by {@code exchange}; for users.
 * Parameters and results are never null unless a method says so.
 */
package org.nas4j.report;
