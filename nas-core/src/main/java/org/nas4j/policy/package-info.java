/**
 * What users set of learning controllers with a recurrent policy: its shape, how rewards become
 * advantages, what is learned from failures and from the best. Immutable values; what lives for a
 * run is made from them in {@code org.nas4j.internal.policy}. For users and strategies.
 */
package org.nas4j.policy;
