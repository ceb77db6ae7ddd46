/**
 * Every architecture in turn: {@link org.nas4j.strategy.exhaustive.Exhaustive}. No value is null.
 */
package org.nas4j.strategy.exhaustive;
