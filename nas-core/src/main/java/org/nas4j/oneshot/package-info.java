/**
 * One-shot search: all candidates share one set of weights, which is trained a minibatch at a time
 * with a fresh candidate each. For applications and backends. No value is null.
 */
package org.nas4j.oneshot;
