/**
 * Searches that begin with small architectures and go on to larger ones. A strategy, for everybody.
 */
package org.nas4j.strategy.growing;
