/**
 * The fast way to train on a processor: an architecture becomes a list of oneDNN's primitives over
 * memory that is planned beforehand. See docs/adr for why. Not for users; only
 * {@link org.nas4j.dl4j.internal.onednn.OneDnnNetwork} is seen from outside.
 */
package org.nas4j.dl4j.internal.onednn;
