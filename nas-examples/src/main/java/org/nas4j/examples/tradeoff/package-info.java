/** A front of accuracy and latency, to choose a network from. */
package org.nas4j.examples.tradeoff;
