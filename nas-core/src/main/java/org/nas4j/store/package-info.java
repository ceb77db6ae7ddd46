/**
 * Logs of trials, in memory and as a journal on disk. Uses the API and {@code internal}; for the
 * engine and for users who give a search a store or read one.
 */
package org.nas4j.store;
