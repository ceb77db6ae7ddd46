/**
 * Strict reading of JSON that others may have written. Internal: for {@code json}, {@code store}
 * and {@code tabular}; uses nothing of NAS4J.
 */
package org.nas4j.internal.json;
