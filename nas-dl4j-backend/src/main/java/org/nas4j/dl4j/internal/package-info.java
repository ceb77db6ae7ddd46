/**
 * What stands between the evaluator and the ways to compute a network: one interface,
 * {@link org.nas4j.dl4j.internal.Network}, that each way implements in a package of its own. Not
 * for users; uses {@code org.nas4j.arch} only.
 */
package org.nas4j.dl4j.internal;
