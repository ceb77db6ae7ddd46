/**
 * Small things that several packages of the library share. Not for users; uses nothing of NAS4J.
 */
package org.nas4j.internal.seeds;
