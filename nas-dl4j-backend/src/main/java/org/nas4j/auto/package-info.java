/**
 * From data to a model in one call: {@link org.nas4j.auto.AutoSearch}. Uses everything; nothing
 * here uses it. No value is null.
 */
package org.nas4j.auto;
