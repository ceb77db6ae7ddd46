/**
 * Mathematics of the learning controllers, in plain arrays. Not for users; uses nothing of NAS4J.
 */
package org.nas4j.internal.math;
